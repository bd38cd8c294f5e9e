"""待办 by SQL over the objects themselves: how it was found before duties were rows, kept as the oracle of the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import Assignment, Case, Commitment, FeedbackRound, Meeting, Reply, UrgeNotice
from cases.models.subjects import MODELS
from cases.states import (
    ANSWERED,
    ANSWERING,
    AWAITING,
    FOR_OPINION,
    GONE,
    SETTLED,
    UNDERWAY,
    CaseState,
    Machine,
    Origin,
    UnitRole,
)
from cases.steps.lifecycle import STEPS
from cases.steps.parts import OPINION_GIVEN, PART_READY, REPORTABLE, UNDER_REVIEW
from cases.steps.rights import roles_for
from cases.steps.step import Scope, Step
from kernel.actor import Actor
from kernel.clock import today
from people.models import Unit
from people.roles import UNIT_STAFF, Role
from rules.models import RulePack
from rules.pack import Pack
from rules.queries import pack_of

Units = Collection[int] | None  # whose objects: of these units (keys, or a query for them), or of any


def _units_for(actor: Actor, roles: frozenset[Role]) -> frozenset[int]:
    acting = roles | {Role.GENERAL_OFFICE} if roles & UNIT_STAFF else roles
    return actor.units_as(*acting)


def promised() -> Q:
    """A promise is work from thirty days before its day."""
    return Q(promised_on__lte=today() + timedelta(days=30))


# Parts by which a case is answered, as ``parts.handling`` has them.
HANDLING = Q(role__in=ANSWERING) | Q(case__origin__in=FOR_OPINION)


def nothing_left() -> Q:
    """A case is the office's to close once every proposer has spoken and every promise is settled."""
    awaited = FeedbackRound.objects.filter(case=OuterRef("pk"), state__in=AWAITING)
    promised = Commitment.objects.filter(case=OuterRef("pk")).exclude(state__in=SETTLED)
    accepted = Q(origin=Origin.OWN) | Q(accepted_on__isnull=False)
    return ~Q(Exists(awaited)) & ~Q(Exists(promised)) & accepted


def answer_wanted() -> Q:
    """The answer to the government that sent the case is to be reported: all parts are there."""
    return Q(origin__in=(Origin.UPPER, Origin.LOWER), reported_on=None) & _parts_ready()


def opinion_wanted() -> Q:
    """The opinion for the government that asked for it is to be reported: all parts are there."""
    return Q(origin=Origin.CONSULT, reported_on=None) & _parts_ready()


def _parts_ready() -> Q:
    """Whether all parts are there of which the answer to another government is made, as ``parts.not_ready`` has it."""
    parts = Assignment.objects.filter(HANDLING, case=OuterRef("pk")).exclude(state__in=GONE)
    reply = Reply.objects.filter(assignment=OuterRef("pk"), round=OuterRef("round"), case=OuterRef("case"))
    drafted = Q(Exists(reply.filter(state__in=REPORTABLE))) & ~Q(role=UnitRole.CO)
    given = Q(role=UnitRole.CO) & (Q(state__in=OPINION_GIVEN) | ~Q(waived_reason=""))
    done = Q(state__in=PART_READY) & ~Q(role=UnitRole.CO)
    return ~Q(state=CaseState.FILED) & Q(Exists(parts)) & ~Q(Exists(parts.exclude(drafted | given | done)))


def to_draft() -> Q:
    """No reply of the part's round has left the drafter's desk or waits there to be submitted; nobody else drafts."""
    reply = Reply.objects.filter(assignment=OuterRef("pk"), round=OuterRef("round"), case=OuterRef("case"))
    return ~Q(Exists(reply.exclude(state="VOID"))) & ~_principal_is_another()


def to_agree() -> Q:
    """A joint lead's principal has a draft under review."""
    return _principal_is_another() & Q(
        Exists(Reply.objects.filter(case=OuterRef("case"), state__in=UNDER_REVIEW))
    )


def _principal_is_another() -> Q:
    """For a joint lead: who was named before it, and so drafts for all. Never so of other parts."""
    earlier = Assignment.objects.filter(case=OuterRef("case"), pk__lt=OuterRef("pk"))
    return Q(Exists(earlier.filter(role=UnitRole.JOINT_LEAD).exclude(state__in=GONE)))


def urged() -> Q:
    """The unit has not answered what was urged."""
    return Q(Exists(UrgeNotice.objects.filter(assignment=OuterRef("pk"), answered_at=None)))


def _orphaned(_units: object, _packs: Sequence[RulePack]) -> Q:
    """Underway, and no unit answers it any more.

    Every case underway was dispatched, so one of its parts has gone then: looked up from those.
    """
    parts = Assignment.objects.filter(HANDLING)
    left = parts.filter(case=OuterRef("case")).exclude(state__in=GONE)
    gone = parts.filter(state__in=GONE, case__state__in=UNDERWAY)
    return Q(pk__in=gone.filter(~Exists(left)).order_by().values("case_id"))


def owed_by(units: Units, packs: Iterable[RulePack]) -> Q:
    """Answered cases in which one of these units still owes a meeting before the end: that work is nobody else's."""
    found = Q(pk__in=())
    for row in packs:
        for gap in _gaps(pack_of(row), units):
            found |= Q(pack=row.pk, state__in=ANSWERED) & gap
    return found


def _gaps(pack: Pack, units: Units) -> Iterator[Q]:
    wanted = ((ANSWERING, pack.meetings_before_close), ({UnitRole.CO}, pack.co_meetings_before_close))
    for roles, stages in wanted:
        own = Assignment.objects.filter(case=OuterRef("pk"), role__in=roles)
        if units is not None:
            own = own.filter(unit_id__in=units)
        for stage in stages:
            held = Meeting.objects.filter(assignment=OuterRef("pk"), stage=stage, form__in=pack.face_to_face)
            yield Q(Exists(own.exclude(state__in=GONE).exclude(Exists(held))))


TURNS: dict[str, Callable[[], Q]] = {
    "claim_fulfilled": promised,
    "draft_reply": to_draft,
    "agree_jointly": to_agree,
    "close": nothing_left,
    "answer_urge": urged,
    "report_answer": answer_wanted,
    "report_opinion": opinion_wanted,
}
OWING: dict[str, Callable[[Units, Sequence[RulePack]], Q]] = {
    "redispatch": _orphaned,
    "record_meeting": owed_by,
}


def todo_by_sql(actor: Actor) -> set[int]:
    """Keys of all cases in which a duty step is this actor's to take now."""
    keys = _keys_of_all(actor)
    return set() if keys is None else {key for (key,) in keys}


def _keys_of_all(actor: Actor) -> QuerySet[Any, Any] | None:
    """Keys of all duties in one query; None for whoever has none."""
    if actor.read_only:
        return None
    keys = list(_keys_of_duties(actor))
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
            if step.code in OWING:
                yield _keys(Case.objects.filter(OWING[step.code](units, packs), _either(under)), "pk")
            elif step.machine is Machine.CASE:
                of_cases |= _either(under) & Q(state__in=step.leaves) & _turn(step)
            else:
                yield _keys(_holding(step, units).filter(_either(under, "case__")), "case_id")
    yield _keys(Case.objects.filter(of_cases), "pk")


def _keys(rows: QuerySet[Any], name: str) -> QuerySet[Any, Any]:
    return rows.order_by().values_list(name)


Under = list[dict[str, Any]]  # what a case is under, one of these; empty: whatever it is under
Turn = tuple[Units, Under]


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
    units = _units_for(actor, roles)
    if units:
        yield units
    if step.acted_for and Role.GENERAL_OFFICE in actor.roles:
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
    named = [step for step in STEPS if step.by is not None and (step.duty)]
    alike: dict[tuple[str, tuple[frozenset[Role], ...]], list[RulePack]] = {}
    for row in packs:
        pack = pack_of(row)
        people = tuple(roles_for(step, pack.kind, pack) for step in named)
        alike.setdefault((pack.kind, people), []).append(row)
    ways = Counter(kind for kind, _ in alike)
    for (kind, _), rows in alike.items():
        yield pack_of(rows[0]), {"kind": kind} if ways[kind] == 1 else {"pack__in": [one.pk for one in rows]}


# Where only an opinion is wanted, or a lower government leads, the office does what the lead would (``rights.may``).
NOBODY_LEADS: Units = frozenset()
ACTED_FOR_UNITS = Unit.objects.exclude(government="").values_list("pk", flat=True)  # lower governments


def _holding(step: Step, units: Units) -> QuerySet[Any]:
    """Objects from which the step leaves, in these units (None: in any)."""
    if step.machine is Machine.ASSIGNMENT:
        return _assignments_at(step, units)
    rows: QuerySet[Any] = MODELS[step.machine]._default_manager.filter(_turn(step), state__in=step.leaves)
    if step.own:
        rows = rows.filter(case__origin=Origin.OWN)
    return rows if units is None else rows.filter(assignment__unit_id__in=units)


def _turn(step: Step) -> Q:
    """What the step needs beside state and right to be somebody's turn."""
    return TURNS[step.code]() if step.code in TURNS else Q()


def _assignments_at(step: Step, units: Units) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(_turn(step), state__in=step.leaves)
    if step.unit_roles:
        rows = rows.filter(role__in=step.unit_roles)
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
