"""Notices of moved days and changed rules: each written exactly once, read in the bell beside the reminders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from cases.aspects import Aspect
from cases.models import Case, CaseEvent, DueDay
from cases.reading.queries import rows_about, sees_everything
from cases.reading.visibility.record import notified_before
from cases.reading.visibility.table import DUE, TABLE, Relation, Visibility
from cases.reading.visibility.viewers import kinds_of, own_units
from cases.steps.lifecycle import BY_CODE
from cases.steps.parts import wants_opinion
from cases.steps.step import Scope
from kernel.actor import Actor
from kernel.clock import now
from kernel.refusals import NotPermitted, NotVisible
from kernel.wording import called, label, sentence
from outbox.models import Message
from outbox.post import post_many
from rules.explaining.sentences import in_words_of
from rules.queries import pack_of
from supervision.models import Notice, RecipientGroup
from supervision.queries import addressed_to, audience_of, is_addressed

INSIDE = frozenset(aspect for aspect in DUE.values() if TABLE[aspect][Relation.SIDE] is not Visibility.ALL)
NOTICED = sorted({Aspect.PARTS, Aspect.EXTENSIONS, *INSIDE})  # aspects of a case that notices are about
ALL = (RecipientGroup.UNIT, RecipientGroup.OFFICE, RecipientGroup.SIDE)


def notify(
    key: str,
    text: str,
    *,
    subject: str = "",
    case: Case | None = None,
    unit_id: int | None = None,
    kind: str = "",
    recipients: Iterable[RecipientGroup] = ALL,
    aspect: Aspect = Aspect.PARTS,
) -> None:
    """Write one notice; a second one with the same key has no effect.

    Without ``unit_id`` it is for all units, without ``kind`` for both sides; ``subject`` says in a few words what it
    is about where no case does, ``thing`` the aspect of the case that it is about.
    """
    about = {"case": case, "unit_id": unit_id, "kind": kind, "thing": aspect}
    _write([Notice(key=key, text=text, subject=subject, told=list(recipients), **about)])


def _write(rows: list[Notice]) -> None:
    """Write notices; one whose key there was already has no effect."""
    for row in rows:
        row.kind, row.at = row.case.kind if row.case else row.kind, now()
    if not rows:
        return
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    post_many("reminder.notice", [{"case": row.case_id} for row in rows])


def notify_moved(messages: Sequence[Message]) -> None:
    """Follow ``case.move_dates``, of many cases at once: notify each unit whose days moved, the office and the side."""
    events = [one for one in _events_of(messages) if one.facts.get("moved")]
    days = _days_of(events)
    _write([notice for event in events for notice in _moved(event, days[event.case_id])])


def _moved(event: CaseEvent, days: Iterable[DueDay]) -> Iterator[Notice]:
    for (unit_id, aspect), lines in _by_unit(event, days).items():
        text = sentence(
            "notice_moved",
            cause=event.facts["cause"],
            source=event.facts["source"],
            moved="；".join(lines),
        )
        key = f"moved:{event.pk}:{unit_id}" + (f":{aspect}" if aspect in INSIDE else "")
        told = [RecipientGroup.UNIT, RecipientGroup.OFFICE] if aspect in INSIDE else list(ALL)
        yield Notice(key=key, text=text, case=event.case, unit_id=unit_id or None, told=told, thing=aspect)


def notify_extension(message: Message) -> None:
    """Follow the three steps of an extension: notify who decides, or the unit that asked."""
    event = next(iter(_events_of([message])), None)
    if event is None:
        return
    text = sentence(
        "notice_extension",
        unit=event.facts["unit"],
        step=label("steps", event.step),
        until=event.facts["until"],
        reason=event.reason,
    ).rstrip("：")
    asked = BY_CODE[event.step].scope is Scope.UNIT
    notify(
        f"extension:{event.pk}",
        text,
        case=event.case,
        unit_id=event.unit_id,
        recipients=(RecipientGroup.OFFICE, RecipientGroup.SIDE)
        if asked
        else (RecipientGroup.UNIT, RecipientGroup.SIDE),
        aspect=Aspect.EXTENSIONS,
        subject=label("steps", event.step),
    )


def notify_urged(message: Message) -> None:
    """Follow urging and its answer: notify the unit, or the office; the committees are not notified (visibility.md)."""
    event = next(iter(_events_of([message])), None)
    if event is None:
        return
    urging = BY_CODE[event.step].scope is Scope.GOVERNMENT
    words = {
        "unit": event.facts["unit"],
        "who": event.actor,
        "text": event.facts["text" if urging else "answer"],
        "day": event.facts.get("reply_by", ""),
    }
    notify(
        f"urge:{event.pk}",
        sentence("notice_urged" if urging else "notice_urge_answered", **words),
        case=event.case,
        unit_id=event.unit_id,
        recipients=(RecipientGroup.UNIT,) if urging else (RecipientGroup.OFFICE,),
        aspect=Aspect.URGING,
        subject=label("steps", event.step),
    )


def _events_of(messages: Iterable[Message]) -> list[CaseEvent]:
    """The events that the messages follow."""
    wanted = {(one.payload["case"], one.payload["version"]) for one in messages}
    cases, versions = {case for case, _ in wanted}, {version for _, version in wanted}
    found = (
        CaseEvent.objects.select_related("case__pack")
        .filter(case__in=cases, version__in=versions)
        .order_by("id")
    )
    return [one for one in found if (one.case_id, one.version) in wanted]


def _days_of(events: Iterable[CaseEvent]) -> dict[int, list[DueDay]]:
    """The due days of the events' cases, by case, the later ones after the earlier."""
    found: dict[int, list[DueDay]] = {one.case_id: [] for one in events}
    rows = DueDay.objects.filter(case__in=found).select_related("assignment__unit")
    for row in rows.order_by("version", "id"):
        found[row.case_id].append(row)
    return found


def _by_unit(event: CaseEvent, days: Iterable[DueDay]) -> dict[tuple[int, Aspect], list[str]]:
    """Lines of the moved days under the unit they are for, 0 for the case itself; apart what sides do not see."""
    rows = [one for one in days if one.version == event.version]
    before = {
        (one.assignment_id, one.what, one.subject): one.day for one in days if one.version < event.version
    }
    found: dict[tuple[int, Aspect], list[str]] = {}
    for row in rows:
        unit = row.assignment.unit if row.assignment else None
        old = before.get((row.assignment_id, row.what, row.subject))
        line = sentence(
            "date_moved" if old else "date_now",
            unit=unit.short_name if unit else "",
            what=_named(event, row),
            old=old.isoformat() if old else "",
            new=row.day.isoformat(),
        ).strip()
        aspect = DUE.get(row.what, Aspect.PARTS)
        found.setdefault((unit.pk if unit else 0, aspect if aspect in INSIDE else Aspect.PARTS), []).append(
            line
        )
    return found


def _named(event: CaseEvent, row: DueDay) -> str:
    """What is due, as the case's pack calls it: a co-handler is asked for an opinion."""
    return in_words_of(
        pack_of(event.case.pack), called("due_kinds", row.what, opinion=wants_opinion(row.assignment))
    )


def visible_notices(actor: Actor) -> QuerySet[Notice]:
    """Notices an actor may read: of those sent to it, what the visibility table shows.

    The office gets all, a unit its own and those for all, a committee its side's; a unit that has left a case keeps
    what it was sent about its part.
    """
    shown = Q(case=None)
    for aspect in NOTICED:
        shown |= Q(thing=aspect) & (rows_about(actor, aspect) | notified_before(actor, aspect))
    return Notice.objects.filter(_sent_to(actor) & shown)


def _sent_to(actor: Actor) -> Q:
    if sees_everything(actor):
        return ~Q(pk__in=())
    for_unit = Q(unit_id__in=own_units(actor)) | Q(unit=None, case=None)
    for_side = Q(told__contains=[RecipientGroup.SIDE], kind__in=[*kinds_of(actor), ""])
    addressed = Q(told__contains=[RecipientGroup.UNIT]) & for_unit if own_units(actor) else Q(pk__in=())
    return addressed | for_side if kinds_of(actor) else addressed


def unseen_notices(actor: Actor) -> QuerySet[Notice]:
    """Those sent to the actor that nobody of its audience has noted as seen."""
    return visible_notices(actor).filter(addressed_to(actor)).exclude(seen__has_key=_seat(actor))


def is_seen(actor: Actor, notice: Notice) -> bool:
    """Whether the actor's seat has read it, or it was not sent to it."""
    return _seat(actor) in notice.seen or not is_addressed(actor, notice.told, notice.unit_id)


def mark_notice_seen(actor: Actor, notice_id: int) -> Notice:
    """Note that the actor's unit, office or committee has read a notice; the first time counts."""
    if actor.read_only:
        raise NotPermitted("read_only_seat")
    with transaction.atomic():
        notice = visible_notices(actor).select_for_update(of=("self",)).filter(pk=notice_id).first()
        if notice is None:
            raise NotVisible
        if _seat(actor) not in notice.seen:
            notice.seen[_seat(actor)] = {"by": actor.label, "at": now().isoformat()}
            notice.save(update_fields=["seen"])
        return notice


def _seat(actor: Actor) -> str:
    """Who of an audience has read: each unit for itself, for a notice may be for all of them."""
    audience = audience_of(actor)
    if audience != RecipientGroup.UNIT:
        return str(audience)
    return f"{audience}:{min(own_units(actor), default=0)}"
