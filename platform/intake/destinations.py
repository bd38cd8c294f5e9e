"""Where the rows of a list go: their kind and session, as the command says, the row, the headers or the file name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intake.headers import Columns
from intake.reading import Listing, Row
from kernel.clock import today
from kernel.refusals import Refusal
from kernel.wording import label

WORDS = {
    "PROPOSAL": ("proposal", "cppcc", "提案", "政协", "委员", "界别"),
    "SUGGESTION": ("suggestion", "npc", "建议", "议案", "人大", "代表"),
}
YEAR = re.compile(r"(19|20)\d\d")
DATED = ("year", "day")
DATED_LATER = ("交办日期", "答复日期")


@dataclass(frozen=True, slots=True)
class Destination:
    """A session that is to take rows: found by its name, else added with this year."""

    kind: str
    session: str
    year: int


def destinations(
    listing: Listing, columns: Columns, *, kind: str | None = None, session: str | None = None
) -> list[tuple[Destination, list[Row]]]:
    """The rows by the session they go to; refused when nothing tells whether they are suggestions or proposals."""
    usual = kind or _kind_of_list(listing, columns)
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in listing.rows:
        own = kind or kind_in(text_of(row, columns.places.get("kind"))) or usual
        if own is None:
            raise Refusal("kind_not_told")
        groups.setdefault((own, session or text_of(row, columns.places.get("session"))), []).append(row)
    return [
        (_destination(own, name, rows, columns, listing.rows), rows) for (own, name), rows in groups.items()
    ]


def text_of(row: Row, place: int | None) -> str:
    """The trimmed text in a place of a row; empty where there is none."""
    return row.texts[place].strip() if place is not None and place < len(row.texts) else ""


def kind_in(text: str) -> str | None:
    """The kind that a text names; None when it names none or both."""
    found = [kind for kind, words in WORDS.items() if any(word in text.lower() for word in words)]
    return found[0] if len(found) == 1 else None


def _kind_of_list(listing: Listing, columns: Columns) -> str | None:
    """The kind told by the headers of number, proposer and title, else by the file's name."""
    told = "".join(
        columns.name(field) for field in ("number", "proposers", "title") if field in columns.places
    )
    return kind_in(told) or kind_in(listing.name)


def _destination(
    kind: str, name: str, rows: Sequence[Row], columns: Columns, everything: Sequence[Row]
) -> Destination:
    year = _year(rows, columns) or _year(everything, columns) or today().year
    return Destination(kind, name or f"{year}年{label('kinds', kind)}", year)


def _year(rows: Iterable[Row], columns: Columns) -> int | None:
    """The year that most rows tell."""
    places = [columns.places.get(field) for field in DATED]
    places += [columns.kept.get(one) for one in DATED_LATER]
    for place in places:
        told = Counter(
            int(found.group()) for row in rows if (found := YEAR.match(text_of(row, place))) is not None
        )
        if told:
            return told.most_common(1)[0][0]
    return None
