"""Commands of supervision: ring a rung once, mark a reminder as seen."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from cases.models import Assignment, Case
from cases.reading.worklist import light
from kernel.actor import SYSTEM, Actor
from kernel.clock import now, today
from kernel.refusals import NotPermitted, NotVisible
from kernel.workdays import working_days_between
from outbox.post import post
from rules.calendar.in_force import work_calendar
from rules.counting.deadlines import ringing
from rules.pack import Pack
from rules.queries import pack_of
from rules.values import Rung
from supervision.models import Reminder
from supervision.planning import due_day, running
from supervision.public.models import ClockKind
from supervision.queries import audience_of, visible_reminders


def remind(actor: Actor, *, assignment_id: int, kind: str, rung: str, due_on: date) -> Reminder | None:
    """Ring one rung of an assignment's clock, exactly once; None when it has rung, or no longer applies.

    It does not apply when the unit has finished meanwhile, or the due day has moved.
    """
    if not actor.system:
        raise NotPermitted("only_system")
    with transaction.atomic():
        assignment = _locked(assignment_id)
        if assignment is None or due_day(assignment, kind) != due_on:
            return None
        payload = {"assignment": assignment, "kind": kind, "rung": rung, "due_on": due_on}
        step = _rung(pack_of(assignment.case.pack), kind, rung)
        if step is None or Reminder.objects.filter(**payload).exists():
            return None
        return _ring(assignment, kind, step, due_on)


def remind_job(assignment: int, kind: str, rung: str, due_on: str) -> None:
    """The job of a rung, as the scan queues it."""
    remind(SYSTEM, assignment_id=assignment, kind=kind, rung=rung, due_on=date.fromisoformat(due_on))


def mark_reminder_seen(actor: Actor, reminder_id: int) -> Reminder:
    """Note that the actor's unit, office or committee has seen a reminder; the first time counts."""
    if actor.read_only:
        raise NotPermitted("read_only_seat")
    with transaction.atomic():
        reminder = visible_reminders(actor).select_for_update(of=("self",)).filter(pk=reminder_id).first()
        if reminder is None:
            raise NotVisible
        seen = {"by": actor.label, "at": now().isoformat()}
        audience = audience_of(actor)
        if audience not in reminder.seen:
            reminder.seen[audience] = seen
            reminder.save(update_fields=["seen"])
        return reminder


def _locked(assignment_id: int) -> Assignment | None:
    """The assignment if its clock runs, with its case locked against steps as the door locks it."""
    found = running().filter(pk=assignment_id).values_list("case_id", flat=True).first()
    if found is None:
        return None
    Case.objects.select_for_update(no_key=True).get(pk=found)
    return running().select_related("case__pack").filter(pk=assignment_id).first()


def _rung(pack: Pack, kind: str, code: str) -> Rung | None:
    return next((one for one in pack.reminders[kind] if one.code == code), None)


def _ring(assignment: Assignment, kind: str, rung: Rung, due_on: date) -> Reminder:
    pack = pack_of(assignment.case.pack)
    counted = ringing(pack, kind, due_on, since=assignment.dispatched_on)
    yellow = pack.co_yellow_days if kind == ClockKind.CO else pack.yellow_days
    reminder = Reminder.objects.create(
        case=assignment.case,
        assignment=assignment,
        unit_id=assignment.unit_id,
        kind=kind,
        rung=rung.code,
        due_on=due_on,
        light=light(due_on, running=True, yellow_days=yellow),
        working_days=working_days_between(today(), due_on, work_calendar()),
        unannounced=counted.unannounced,
        told=list(rung.tell),
        at=now(),
    )
    case = assignment.case
    post(
        f"reminder.{rung.code}",
        {"case": case.pk, "version": case.version, "step": "remind", "reminder": reminder.pk},
    )
    return reminder
