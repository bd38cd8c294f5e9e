"""Recount of running due days: after a holiday notice, and daily.

What differs is moved by a step of its case, so it is recorded and notified; counting again when nothing differs leaves
nothing. So a job that is killed or comes twice has its effect once, and a date that some process counted by an old
calendar stands for a day at most.
"""

from __future__ import annotations

import structlog
from django.db import transaction

from cases.clocks.recount import OPEN_STATES, moves, moves_of, restated_of
from cases.commands import move_dates, restate_dates
from cases.models import Case
from kernel.actor import SYSTEM
from kernel.clock import now, today
from kernel.outages import is_outage
from kernel.refusals import Refusal
from rules.calendar.in_force import calendar_of, forget, notices_in_force
from rules.public.models import CalendarTrial, HolidayNotice
from supervision.planning import replan
from supervision.public.models import Job

log = structlog.get_logger(__name__)

SHARE = 300  # cases of one job: so long the rows of those that move are locked


def recount_dates(notice: int = 0, round: str = "", after: int = 0) -> None:
    """Count a share of the present government's cases again; queue the next, or plan all rungs anew after the last.

    ``notice`` is what caused it, or 0 for the daily round; ``after`` the last case of the share before.
    """
    if not after:
        forget()
    open_cases = (
        Case.objects.filter(state__in=OPEN_STATES, pk__gt=after).select_related("pack").order_by("pk")
    )
    share = list(open_cases[:SHARE])
    for case in sorted(moves_of(share)):
        _recount_or_queue(case)
    restate_dates({one.old.case_id for one in restated_of(share)})
    if len(share) < SHARE:
        replan()
        return
    name = round or f"recount:{notice or today()}"
    last = share[-1].pk
    payload = {"notice": notice, "round": name, "after": last}
    _queue("recount_dates", f"{name}:{last}", payload)


def recount_case(case: int) -> None:
    """Count one case's running due days again, by a step of it when they differ."""
    version = Case.objects.values_list("version", flat=True).get(pk=case)
    try:
        move_dates(SYSTEM, case, f"recount-{case}-{version}", cause="CALENDAR", source=source())
    except Refusal as refusal:
        if refusal.code not in ("dates_stand", "overtaken", "wrong_state"):
            raise


def try_holidays(year: int, days_off: dict[str, str], make_up: list[str], fingerprint: str) -> None:
    """Count how many due days of the present government a notice would move, and note the numbers for its preview."""
    tried = HolidayNotice(year=year, days_off=days_off, make_up=make_up)
    others = [one for one in notices_in_force() if one.year != year]
    found = moves(calendar=calendar_of([*others, tried]))
    CalendarTrial.objects.update_or_create(
        fingerprint=fingerprint,
        defaults={"cases": len(found), "days": sum(len(moved) for moved in found.values()), "at": now()},
    )


def source() -> str:
    """What the present calendar rests on: the newest notice, by title and number."""
    notice = HolidayNotice.objects.latest("id")
    return f"{notice.title}（{notice.number}）" if notice.number else notice.title


def _recount_or_queue(case: int) -> None:
    """One case that cannot be moved must not keep the others from it: it gets a job of its own, which reports."""
    try:
        with transaction.atomic():
            recount_case(case)
    except Exception as error:
        if is_outage(error):
            raise  # the database, not the case
        log.warning("case not recounted", case=case, exc_info=error)
        _queue("recount_case", f"recount:{case}:{today()}", {"case": case})


def _queue(task: str, key: str, payload: dict[str, object]) -> None:
    Job.objects.bulk_create([Job(task=task, key=key, payload=payload)], ignore_conflicts=True)
