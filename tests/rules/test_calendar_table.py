"""The calendar is data of the platform: every government reads it, none writes it, nobody alters it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg.errors import InsufficientPrivilege

from governments.entering.scope import governing, platform_scope
from governments.models import Government
from rules.calendar import in_force as calendar
from rules.calendar import seed as calendar_seed
from rules.calendar.in_force import work_calendar
from rules.calendar.seed import seed, seed_calendar, seed_notices
from rules.public.models import HolidayNotice
from support.governments import CITY

INSERT = (
    "INSERT INTO public.rules_holidaynotice"
    " (year, number, title, days_off, make_up, uploaded_by, reason, key, fingerprint)"
    " VALUES (2027, '', 'x', '{}', '[]', 'x', '', 'mine-alone', '')"
)


def test_setup_brings_the_announced_years_and_counting_by_them_is_counting_by_the_data(
    governed: Government,
) -> None:
    calendar.forget()

    assert work_calendar() == seed_calendar()
    assert work_calendar().announced(date(2026, 12, 31))
    assert not work_calendar().announced(date(2027, 1, 1))


def test_a_second_setup_adds_nothing(db: None) -> None:
    with platform_scope():
        before = HolidayNotice.objects.count()

        assert seed() == []
        assert HolidayNotice.objects.count() == before


@pytest.mark.parametrize(
    "statement",
    [INSERT, "UPDATE public.rules_holidaynotice SET year = 1", "DELETE FROM public.rules_holidaynotice"],
    ids=["add", "alter", "remove"],
)
@pytest.mark.parametrize("read_only", [False, True], ids=["writing", "reading"])
def test_a_government_cannot_write_the_calendar(db: None, statement: str, read_only: bool) -> None:
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), governing(CITY, read_only=read_only):
        connection.cursor().execute(statement)

    assert isinstance(refused.value.__cause__, InsufficientPrivilege) or read_only
    with governing(CITY):
        assert not HolidayNotice.objects.filter(year=2027).exists()


@pytest.mark.parametrize("statement", ["UPDATE {} SET year = 1", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_platform_itself_cannot_alter_a_notice(db: None, statement: str) -> None:
    with platform_scope():
        with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
            connection.cursor().execute(statement.format("public.rules_holidaynotice"))

        assert HolidayNotice.objects.filter(year=2026).exists()


def a_new_year() -> HolidayNotice:
    """The invented notice of a year that is not announced, as another process adds it."""
    with platform_scope():
        return HolidayNotice.objects.create(
            year=2027, title="虚构", days_off={"2027-01-01": "元旦"}, make_up=[], key="of-another-process"
        )


def test_a_process_learns_of_another_s_notice_when_it_asks_again(
    governed: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar.forget()
    assert not work_calendar().announced(date(2027, 1, 1))
    a_new_year()

    monkeypatch.setattr(calendar, "FRESH", 3600.0)
    remembered = work_calendar()
    monkeypatch.setattr(calendar, "FRESH", 0.0)
    asked = work_calendar()

    assert not remembered.announced(date(2027, 1, 1))
    assert asked.off[date(2027, 1, 1)] == "元旦"
    calendar.forget()


def test_a_year_that_the_product_s_data_has_gained_is_added_and_no_other(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    gained = HolidayNotice(
        year=2027, title="虚构", days_off={"2027-01-01": "元旦"}, make_up=[], key="seed:2027"
    )
    monkeypatch.setattr(calendar_seed, "seed_notices", lambda: [*seed_notices(), gained])
    with platform_scope():
        before = HolidayNotice.objects.count()

        assert seed() == [2027]
        assert seed() == []
        assert HolidayNotice.objects.count() == before + 1
