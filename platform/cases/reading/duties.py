"""Whose turn it is: the 待办 of an actor as keys of cases, made from the lifecycle table.

Looked up from the objects in whose state a duty step leaves, so that the archive is not read for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet

from cases.models import Assignment, Case, Commitment, FeedbackRound, Reply, UrgeNotice
from cases.states import (
    ANSWERING,
    AWAITING,
    FOR_OPINION,
    GONE,
    SETTLED,
    CaseState,
    Machine,
    Origin,
    UnitRole,
)
from cases.steps.lifecycle import RECORD_MEETING, STEPS, UNDERWAY
from cases.steps.meetings import owed_by
from cases.steps.parts import OPINION_GIVEN, PART_READY, REPORTABLE, UNDER_REVIEW
from cases.steps.rights import ACTED_FOR, roles_for, units_for
from cases.steps.step import Scope, Step
from kernel.actor import Actor
from people.models import Unit
from people.roles import Role
from rules.models import RulePack
from rules.pack import Pack
from rules.queries import pack_of


def duties_of(actor: Actor) -> Q:
    """Cases in which a duty step is this actor's to take now; its negation reads well too."""
    keys = _keys_of_all(actor)
    return Q(pk__in=()) if keys is None else Q(pk__in=keys)


def with_duties(cases: QuerySet[Case], actor: Actor) -> QuerySet[Case]:
    """The same as a filter, for pages: the keys are looked up first and once.

    Left to choose, the planner walks the archive in the page's order and compares each row with every key.
    """
    keys = _keys_of_all(actor)
    return cases.none() if keys is None else cases.filter(EqualsAny(F("pk"), ArraySubquery(keys)))


class EqualsAny(Func):
    """Whether a value is one of an array's (``value = ANY (array)``), as a condition."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


def _keys_of_all(actor: Actor) -> QuerySet[Any, Any] | None:
    """Keys of all duties in one query; None for whoever has none."""
    if actor.read_only:
        return None
    keys = list(_keys_of_duties(actor))
    if Role.GENERAL_OFFICE in actor.roles:
        keys.append(_orphaned())
    return keys[0].union(*keys[1:], all=True) if keys else None


def _keys_of_duties(actor: Actor) -> Iterator[QuerySet[Any, Any]]:
    """Keys of the cases for each duty step, looked up among what is open: the archive is not read for them.

    A case may come more than once.
    """
    packs = list(RulePack.objects.order_by("kind", "version"))
    procedures = list(_procedures(packs))
    of_cases = Q(pk__in=())
    for step in STEPS:
        for units, under in _turns(step, actor, procedures) if step.duty else ():
            if step.machine is Machine.CASE:
                of_cases |= _either(under) & Q(state__in=step.leaves) & _besides(step)
            else:
                yield _holding(step, units).filter(_either(under, "case__")).order_by().values_list("case_id")
    of_cases |= owed_by(units_for(actor, frozenset(RECORD_MEETING.roles)), packs)
    yield Case.objects.filter(of_cases).order_by().values_list("pk")


Under = list[dict[str, Any]]  # what a case is under, one of these; empty: whatever it is under
Turn = tuple["Units", Under]


def _turns(step: Step, actor: Actor, procedures: Sequence[tuple[Pack, dict[str, Any]]]) -> list[Turn]:
    """In which units the step is this actor's (None: in any), and under which packs."""
    found: list[tuple[Units, Under]] = []
    for pack, under in procedures:
        for units in _units_of(step, actor, pack):
            alike = next((unders for other, unders in found if other == units), None)
            if alike is None:
                found.append((units, [under]))
            else:
                alike.append(under)
    return [(units, [] if len(unders) == len(procedures) else unders) for units, unders in found]


def _units_of(step: Step, actor: Actor, pack: Pack) -> Iterator[Units]:
    roles = roles_for(step, pack.kind, pack)
    if step.scope in (Scope.GOVERNMENT, Scope.SIDE):
        if roles & actor.roles:
            yield None
        return
    units = units_for(actor, roles)
    if units:
        yield units
    if step.code in ACTED_FOR and Role.GENERAL_OFFICE in actor.roles:
        yield ACTED_FOR_UNITS
    if step.scope is Scope.LEAD and Role.GENERAL_OFFICE in actor.roles:
        yield NOBODY_LEADS


def _either(unders: Under, prefix: str = "") -> Q:
    found = Q()
    for under in unders:
        found |= Q(**{f"{prefix}{name}": value for name, value in under.items()})
    return found


def _procedures(packs: Iterable[RulePack]) -> Iterator[tuple[Pack, dict[str, Any]]]:
    """Packs with the condition that a case is under one; those that name the same people are taken together."""
    alike: dict[tuple[str, frozenset[str], frozenset[str], frozenset[str]], list[RulePack]] = {}
    for row in packs:
        pack = pack_of(row)
        alike.setdefault((row.kind, pack.review_by, pack.feedback_by, pack.signers), []).append(row)
    ways = Counter(kind for kind, *_ in alike)
    for (kind, *_), rows in alike.items():
        yield pack_of(rows[0]), {"kind": kind} if ways[kind] == 1 else {"pack__in": [one.pk for one in rows]}


# Parts by which a case is answered, as ``gates.handling`` has them.
HANDLING = Q(role__in=ANSWERING) | Q(case__origin__in=FOR_OPINION)


def _orphaned() -> QuerySet[Any, Any]:
    """Underway, and no unit answers it any more: the office dispatches it anew.

    Every case underway was dispatched, so one of its parts has gone then: looked up from those.
    """
    parts = Assignment.objects.filter(HANDLING)
    left = parts.filter(case=OuterRef("case")).exclude(state__in=GONE)
    gone = parts.filter(state__in=GONE, case__state__in=UNDERWAY)
    return gone.filter(~Exists(left)).order_by().values_list("case_id")


# Where only an opinion is wanted, or a lower government leads, the office does what the lead would (``rights.may``).
NOBODY_LEADS = "NOBODY_LEADS"
Units = frozenset[int] | QuerySet[Unit, Any] | str | None
ACTED_FOR_UNITS = Unit.objects.exclude(government="").values_list("pk", flat=True)  # lower governments


def _holding(step: Step, units: Units) -> QuerySet[Any]:
    """Objects from which the step leaves, in these units (None: in any)."""
    if step.machine is Machine.ASSIGNMENT:
        return _assignments_at(step, units)
    model = {Machine.REPLY: Reply, Machine.FEEDBACK: FeedbackRound, Machine.COMMITMENT: Commitment}[
        step.machine
    ]
    rows: QuerySet[Any] = model._default_manager.filter(state__in=step.leaves)
    if step.own:
        rows = rows.filter(case__origin=Origin.OWN)
    return rows if units is None else rows.filter(assignment__unit_id__in=units)


def _besides(step: Step) -> Q:
    """What a step on a case needs beside its state to be somebody's turn."""
    if step.code == "close":
        return _nothing_left() & (Q(origin=Origin.OWN) | Q(accepted_on__isnull=False))
    if step.code == "report_answer":
        return Q(origin__in=(Origin.UPPER, Origin.LOWER), reported_on=None) & _parts_ready()
    if step.code == "report_opinion":
        return Q(origin=Origin.CONSULT, reported_on=None) & _parts_ready()
    return Q()


def _parts_ready() -> Q:
    """Whether all parts are there of which the answer to another government is made, as ``gates.not_ready`` has it."""
    parts = Assignment.objects.filter(HANDLING, case=OuterRef("pk")).exclude(state__in=GONE)
    reply = Reply.objects.filter(assignment=OuterRef("pk"), round=OuterRef("round"), case=OuterRef("case"))
    drafted = Q(Exists(reply.filter(state__in=REPORTABLE))) & ~Q(role=UnitRole.CO)
    given = Q(role=UnitRole.CO) & (Q(state__in=OPINION_GIVEN) | ~Q(waived_reason=""))
    done = Q(state__in=PART_READY) & ~Q(role=UnitRole.CO)
    return ~Q(state=CaseState.FILED) & Q(Exists(parts)) & ~Q(Exists(parts.exclude(drafted | given | done)))


def _nothing_left() -> Q:
    """A case is the office's to close once every proposer has spoken and every promise is settled."""
    awaited = FeedbackRound.objects.filter(case=OuterRef("pk"), state__in=AWAITING)
    promised = Commitment.objects.filter(case=OuterRef("pk")).exclude(state__in=SETTLED)
    return ~Q(Exists(awaited)) & ~Q(Exists(promised))


def _assignments_at(step: Step, units: Units) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(state__in=step.leaves)
    if step.unit_roles:
        rows = rows.filter(role__in=step.unit_roles)
    if step.code == "draft_reply":
        rows = rows.exclude(Exists(_reply_on_its_way())).exclude(Exists(_principal()))
    if step.code == "answer_urge":
        rows = rows.filter(Exists(_unanswered()))
    if step.code == "agree_jointly":
        rows = rows.filter(Exists(_principal()), Exists(_draft_to_agree_to()))
    if units is None:
        return rows
    if units == NOBODY_LEADS:
        leading = _leads().filter(unit_id__in=ACTED_FOR_UNITS)
        return rows.filter(Q(case__origin__in=FOR_OPINION) | Q(Exists(leading)))
    if step.scope is Scope.UNIT:
        return rows.filter(unit_id__in=units)
    return rows.filter(Exists(_leads().filter(unit_id__in=units)))


def _leads() -> QuerySet[Assignment]:
    """The standing answering parts of the outer row's case."""
    parts = Assignment.objects.filter(case=OuterRef("case"), role__in=ANSWERING)
    return parts.exclude(state__in=GONE)


def _principal() -> QuerySet[Assignment]:
    """For a joint lead: who was named before it, and so drafts for all. None for other parts."""
    earlier = Assignment.objects.filter(case=OuterRef("case"), pk__lt=OuterRef("pk"))
    return earlier.filter(role=UnitRole.JOINT_LEAD).exclude(state__in=GONE)


def _unanswered() -> QuerySet[UrgeNotice]:
    return UrgeNotice.objects.filter(assignment=OuterRef("pk"), answered_at=None)


def _draft_to_agree_to() -> QuerySet[Reply]:
    return Reply.objects.filter(case=OuterRef("case"), state__in=UNDER_REVIEW)


def _reply_on_its_way() -> QuerySet[Reply]:
    """Replies of the assignment's round that have left the drafter's desk or wait there to be submitted."""
    return Reply.objects.filter(
        assignment=OuterRef("pk"), round=OuterRef("round"), case=OuterRef("case")
    ).exclude(state="VOID")
