"""Destination of a list's rows: kind and session, from the command, the row, the headers or the file name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intake.headers import Columns
from intake.reading import Listing, ListRow
from kernel.refusals import Refusal
from kernel.wording import label

WORDS = {
    "PROPOSAL": ("proposal", "cppcc", "提案", "政协", "委员", "界别"),
    "SUGGESTION": ("suggestion", "npc", "建议", "议案", "人大", "代表"),
}
YEAR = re.compile(r"(19|20)\d\d")
YEAR_IN_NAME = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:\d{4})?(?!\d)"
)  # 2025, or a day written together: 20250112
DATED = ("year", "day")
DATED_LATER = ("交办日期", "答复日期")


@dataclass(frozen=True, slots=True)
class Destination:
    """A session that is to take rows: found by its name, else added with this year; None where nothing states it."""

    kind: str
    session: str
    year: int | None


def destinations(
    listing: Listing,
    columns: Columns,
    *,
    kind: str | None = None,
    session: str | None = None,
    year: int | None = None,
) -> list[tuple[Destination, list[ListRow]]]:
    """The rows by the session they go to; refused when nothing states their kind, or the year of a nameless session."""
    usual = kind or _kind_of_list(listing, columns)
    groups: dict[tuple[str, str], list[ListRow]] = {}
    for row in listing.rows:
        own = kind or kind_in(text_of(row, columns.places.get("kind"))) or usual
        if own is None:
            raise Refusal("kind_not_told")
        name = session or text_of(row, columns.places.get("session"))
        if not name and year is None and (found := YEAR.search(text_of(row, columns.places.get("year")))):
            name = _name(int(found.group()), own)
        groups.setdefault((own, name), []).append(row)
    return [
        (_destination(own, name, year or _session_year(name, rows, columns, listing)), rows)
        for (own, name), rows in groups.items()
    ]


def text_of(row: ListRow, place: int | None) -> str:
    """The trimmed text in a place of a row; empty where there is none."""
    return row.texts[place].strip() if place is not None and place < len(row.texts) else ""


def kind_in(text: str) -> str | None:
    """The kind that a text names; None when it names none or both."""
    found = [kind for kind, words in WORDS.items() if any(word in text.lower() for word in words)]
    return found[0] if len(found) == 1 else None


def _kind_of_list(listing: Listing, columns: Columns) -> str | None:
    """The kind by the headers of number, proposer and title, else by the file's name."""
    headers = "".join(
        columns.name(field) for field in ("number", "proposers", "title") if field in columns.places
    )
    return kind_in(headers) or kind_in(listing.name)


def _destination(kind: str, name: str, year: int | None) -> Destination:
    if not name and year is None:
        raise Refusal("year_not_told")
    return Destination(kind, name or _name(year, kind), year)


def _name(year: int | None, kind: str) -> str:
    """What a session is called of which only the year is known."""
    return f"{year}年{label('kinds', kind)}"


def _session_year(name: str, rows: Sequence[ListRow], columns: Columns, listing: Listing) -> int | None:
    """The year of the rows' session: as columns of years and days say, its name, the file's name, later days."""
    return (
        _year(rows, columns, DATED)
        or _year(listing.rows, columns, DATED)
        or _only(YEAR_IN_NAME.findall(name))
        or _only(YEAR_IN_NAME.findall(listing.name))
        or _year(rows, columns, DATED_LATER)
        or _year(listing.rows, columns, DATED_LATER)
    )


def _only(years: Sequence[str]) -> int | None:
    """The one year that is named; several leave it open."""
    return int(years[0]) if len(set(years)) == 1 else None


def _year(rows: Iterable[ListRow], columns: Columns, headers: Sequence[str]) -> int | None:
    """The year that most rows state in the first of these columns that has any."""
    for header in headers:
        place = columns.places.get(header, columns.later_stages.get(header))
        counted = Counter(
            int(found.group()) for row in rows if (found := YEAR.match(text_of(row, place))) is not None
        )
        if counted:
            return counted.most_common(1)[0][0]
    return None
