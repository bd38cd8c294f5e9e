"""Holiday notice from a file's content: YAML, CSV, or the notice's own text, recognised by its form.

YAML: ``year``, ``number``, ``title``, ``issued_on``, ``holidays`` (``name``, ``from``, ``to``, ``days``, ``make_up``).
CSV: a line for each holiday under 节日,开始,结束,调休上班 (several make-up days parted by blanks or 、).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, date
from typing import Any

from kernel.refusals import Refusal
from kernel.wording import sentence
from rules.calendar.holidays import Arrangement, Holiday
from rules.calendar.holidays_text import ParsedNotice, read_text
from rules.checking.reading import read_yaml

LONGEST = 20_000
COLUMNS = {
    "name": ("节日", "name"),
    "start": ("开始", "from"),
    "end": ("结束", "to"),
    "make_up": ("调休上班", "make_up"),
}
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
PARTS = re.compile(r"[\s、,，;；]+")


def read_notice(content: str, year: int | None = None) -> ParsedNotice:
    """Read a file's or a pasted text's content; ``year`` serves where it names none. Raises Refusal."""
    content = content.removeprefix("\ufeff").strip()
    if len(content) > LONGEST:
        raise Refusal("calendar_too_large", field="text", most=LONGEST)
    first = content.partition("\n")[0]
    if re.match(r"[a-z_]+\s*:", first) or first.startswith("---"):
        return ParsedNotice(_of_yaml(content, year))
    if any(first.lower().startswith(f"{name},") for name in COLUMNS["name"]):
        return ParsedNotice(_of_csv(content, year))
    return read_text(content, year)


def _of_csv(content: str, year: int | None) -> Arrangement:
    rows = csv.reader(content.splitlines())
    heads = [head.strip().lower() for head in next(rows)]
    places = {
        key: next((heads.index(one) for one in names if one in heads), None) for key, names in COLUMNS.items()
    }
    missing = [COLUMNS[key][0] for key, place in places.items() if place is None and key != "make_up"]
    if missing:
        raise _unread("calendar_file_columns", columns="、".join(missing))
    holidays = [_of_cells(row, places, line) for line, row in enumerate(rows, start=2) if any(row)]
    return _arranged(year or _most_days(holidays), holidays, {})


def _of_cells(row: list[str], places: Mapping[str, int | None], line: int) -> Holiday:
    cells = {
        key: row[place].strip() if place is not None and place < len(row) else ""
        for key, place in places.items()
    }
    days = [_day(part, line) for part in PARTS.split(cells["make_up"]) if part]
    start = _day(cells["start"], line)
    return Holiday(cells["name"], start, _day(cells["end"], line) if cells["end"] else start, tuple(days))


def _of_yaml(content: str, year: int | None) -> Arrangement:
    try:
        body = read_yaml(content)
    except Refusal as error:
        error.field = "text"
        raise
    if not isinstance(body, dict):
        raise _unread("calendar_file_value", name="year", wanted="YAML")
    rows = body.get("holidays") or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _unread("calendar_file_value", name="holidays", wanted="list")
    holidays = [_of_entry(row, place) for place, row in enumerate(rows, start=1)]
    return _arranged(_stated_year(body) or year or _most_days(holidays), holidays, body)


def _stated_year(body: Mapping[str, Any]) -> int | None:
    """The year that a file names; refused when it is none of the calendar's."""
    stated = body.get("year")
    if stated is not None and (type(stated) is not int or not MINYEAR <= stated <= MAXYEAR):
        raise _unread("calendar_file_year")
    return stated


def _of_entry(row: Mapping[str, Any], place: int) -> Holiday:
    make_up = row.get("make_up") or []
    start = _day(row.get("from"), place)
    days = row.get("days")
    return Holiday(
        str(row.get("name") or ""),
        start,
        _day(row["to"], place) if row.get("to") else start,
        tuple(_day(day, place) for day in (make_up if isinstance(make_up, list) else [make_up])),
        days if isinstance(days, int) else None,
    )


def _arranged(year: int | None, holidays: list[Holiday], body: Mapping[str, Any]) -> Arrangement:
    stated = year or 0
    issued = body.get("issued_on")
    return Arrangement(
        year=stated,
        holidays=tuple(holidays),
        number=str(body.get("number") or ""),
        title=str(body.get("title") or sentence("calendar_title", year=stated)),
        issued_on=_day(issued, 1) if issued else None,
    )


def _most_days(holidays: list[Holiday]) -> int | None:
    """The year in which the last holiday ends: only New Year reaches into another, and that is the one before."""
    return max((one.end.year for one in holidays), default=None)


def _day(value: object, line: int) -> date:
    found = DAY.fullmatch(str(value or "").strip())
    try:
        return date(*(int(part) for part in found.groups())) if found else _bad(value, line)
    except ValueError:
        return _bad(value, line)


def _bad(value: object, line: int) -> date:
    raise _unread("calendar_file_line", line=line, value=value or "")


def _unread(code: str, **facts: object) -> Refusal:
    return Refusal("calendar_file_unread", field="text", why=sentence(code, **facts))
