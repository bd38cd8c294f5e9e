"""Last year's scores, frozen in January, and the office's trial of this year so far."""

from __future__ import annotations

from datetime import date, timedelta

from assessment.commands import freeze_assessment, issue_shipped_scheme, start_assessment
from assessment.models import Run, Scheme
from assessment.scheme import scheme_of
from kernel import clock
from lianban.demo.agenda import beginning, next_working_day
from lianban.demo.demo_government import DemoGovernment

TEMPLATES = {"CITY": "city_annual"}
OTHERWISE = "district_annual"
HOUR = timedelta(hours=10)


def score_the_years(government: DemoGovernment, this_year: int, today: date) -> list[Run]:
    """Issue each year's scheme in its January; freeze last year's ranking in the next; try this year's."""
    last = this_year - 1
    with clock.at(beginning(next_working_day(date(last, 1, 12))) + HOUR):
        old = _issued(government, last)
    with clock.at(beginning(next_working_day(date(this_year, 1, 12))) + HOUR):
        runs = [_run(government, old, date(last, 12, 31), group) for group in scheme_of(old).groups]
        frozen = [freeze_assessment(government.actors["office"], run.pk, government.key()) for run in runs]
        new = _issued(government, this_year)
    yesterday = today - timedelta(days=1)
    if yesterday.year < this_year:
        return frozen
    with clock.at(beginning(yesterday) + HOUR):
        return [*frozen, _run(government, new, yesterday, scheme_of(new).groups[0])]


def _issued(government: DemoGovernment, year: int) -> Scheme:
    template = TEMPLATES.get(government.plan.tier, OTHERWISE)
    return issue_shipped_scheme(government.actors["office"], government.key(), template=template, year=year)


def _run(government: DemoGovernment, scheme: Scheme, cut_off: date, group: str) -> Run:
    office, key = government.actors["office"], government.key()
    return start_assessment(office, scheme.pk, key, year=scheme.year, cut_off=cut_off, group=group)
