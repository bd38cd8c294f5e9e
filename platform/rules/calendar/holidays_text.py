"""Holiday notice from its own text (一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。…).

What is read is shown and confirmed before it counts, so nothing is guessed: a weekday or a number of days that does
not fit the dates is refused, and a sentence with a date that says neither 放假 nor 上班 is handed back unread.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kernel.refusals import Refusal
from kernel.wording import label, sentence
from rules.calendar.holidays import Arrangement, Holiday, weekday

BLANKS = re.compile(r"[^\S\n]+")
ONE_DAY = re.compile(r"(?:(\d{4}) ?年)? ?(?:(\d{1,2}) ?月)? ?(\d{1,2}) ?日 ?(?:\(([^()]*)\))?")
DAYS = re.compile(
    r"((?:(?:\d{4} ?年)? ?(?:\d{1,2} ?月)? ?\d{1,2} ?日 ?(?:\([^()]*\))? ?[至到、和,~—-]? ?)+)(放假|补休|正常上班|上班)"
)
TO = re.compile(r" ?[至到~—-]")
NUMERALS = "一二三四五" + "六七八九十"
SECTION = re.compile(rf"(?:^|(?<=[\s。;:]))[{NUMERALS}]{{1,3}}、\s*([^\s:。()]{{1,20}}):")
AFTER = re.compile(r"节假日期间|各地区")
STATED = re.compile(r"(?:共|放假)\s*(\d{1,2})\s*天")
WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}〔\d{4}〕\s*\d+\s*号")
TITLE = re.compile(r"(\S{0,30}关于\s*(\d{4})\s*年\S{0,20}放?假?\S{0,10}安排的\s*通知)")
YEAR = re.compile(r"(\d{4})\s*年\S{0,30}(?:节假日|放假|元旦)")
ISSUED = re.compile(r"^\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*$", re.M)


@dataclass(frozen=True, slots=True)
class ParsedNotice:
    """What was read, and the sentences with dates that were not."""

    arrangement: Arrangement
    unread: tuple[str, ...] = ()


def read_text(text: str, year: int | None = None) -> ParsedNotice:
    """Read a notice's text; ``year`` serves where the text does not name its own. Raises Refusal."""
    plain = _plain(text)
    stated = _titled(plain) or year or _named(plain)
    if stated is None:
        raise Refusal("calendar_year_unread", field="text")
    holidays: list[Holiday] = []
    unread: list[str] = []
    for name, body in _sections(plain):
        found, skipped = _Section(name, stated).read(body)
        holidays += found
        unread += skipped
    if not holidays:
        raise Refusal("calendar_unreadable", field="text")
    return ParsedNotice(_headed(plain, stated, holidays), tuple(unread))


def _plain(text: str) -> str:
    """Full-width digits, brackets and colons as ASCII; 〔〕 and 、 stay."""
    plain = unicodedata.normalize("NFKC", text).replace("[", "〔").replace("]", "〕")
    return BLANKS.sub(" ", plain)


def _titled(plain: str) -> int | None:
    found = TITLE.search(plain)
    return int(found[2]) if found else None


def _named(plain: str) -> int | None:
    found = YEAR.search(plain)
    return int(found[1]) if found else None


def _headed(plain: str, year: int, holidays: list[Holiday]) -> Arrangement:
    number, title = NUMBER.search(plain), TITLE.search(plain)
    issued = ISSUED.findall(plain)
    return Arrangement(
        year=year,
        holidays=tuple(holidays),
        number=number[0].replace(" ", "") if number else "",
        title=title[1] if title else sentence("calendar_title", year=year),
        issued_on=_date(*(int(part) for part in issued[-1])) if issued else None,
    )


def _sections(plain: str) -> Iterator[tuple[str, str]]:
    headings = list(SECTION.finditer(plain))
    ends = [heading.start() for heading in headings] + [len(plain)]
    for heading, end in zip(headings, ends[1:], strict=True):
        body = plain[heading.end() : end]
        rest = AFTER.search(body)
        yield heading[1], body[: rest.start()] if rest else body


@dataclass(slots=True)
class _Section:
    """One holiday's part of the text; a day without year or month takes those of the day before it."""

    name: str
    year: int
    month: int = 0

    def read(self, body: str) -> tuple[list[Holiday], list[str]]:
        """Its holidays, the make-up days with the first, and the sentences that were not read."""
        found: list[Holiday] = []
        make_up: list[date] = []
        unread: list[str] = []
        for clause in re.split(r"[。;\n]", body):
            if not ONE_DAY.search(clause) or ISSUED.fullmatch(clause):
                continue
            parts = list(DAYS.finditer(clause))
            if not parts:
                unread.append(clause.strip())
            for part in parts:
                ranges = self._ranges(part[1])
                if part[2].endswith("上班"):
                    make_up += [day for start, end in ranges for day in Holiday("", start, end)]
                else:
                    found += self._off(ranges, clause)
        if make_up and not found:
            raise Refusal("calendar_only_make_up", field="text", name=self.name)
        return ([replace(found[0], make_up=tuple(make_up)), *found[1:]] if found else []), unread

    def _off(self, ranges: list[tuple[date, date]], clause: str) -> list[Holiday]:
        stated = STATED.search(clause)
        days = int(stated[1]) if stated else None
        if days is not None:
            number = sum((end - start).days + 1 for start, end in ranges)
            if number != days:
                first, last = ranges[0][0], ranges[-1][1]
                raise Refusal(
                    "calendar_days_wrong",
                    field="text",
                    name=self.name,
                    said=days,
                    start=first,
                    end=last,
                    number=number,
                )
            days = days if len(ranges) == 1 else None
        return [Holiday(self.name, start, end, days=days) for start, end in ranges]

    def _ranges(self, text: str) -> list[tuple[date, date]]:
        ranges: list[tuple[date, date]] = []
        joined = False
        for found in ONE_DAY.finditer(text):
            day = self._day(found)
            if joined:
                ranges[-1] = (ranges[-1][0], day)
            else:
                ranges.append((day, day))
            joined = TO.match(text, found.end()) is not None
        return ranges

    def _day(self, found: re.Match[str]) -> date:
        self.year = int(found[1]) if found[1] else self.year
        self.month = int(found[2]) if found[2] else self.month
        day = _date(self.year, self.month, int(found[3]))
        named_weekday = WEEKDAY.search(found[4] or "")
        if named_weekday and label("weekdays", str(day.weekday()))[-1] != named_weekday[1].replace(
            "天", "日"
        ):
            raise Refusal(
                "calendar_weekday_wrong",
                field="text",
                day=day,
                said="周" + named_weekday[1],
                weekday=weekday(day),
            )
        return day


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refusal("calendar_no_day", field="text", day=f"{year}-{month:02}-{day:02}") from None
