"""Turn conditions beside state and right, on many objects at once, for rows of the lifecycle table.

Each says in SQL what a gate of the same step says of one object.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q

from cases.models import Assignment, Case, Commitment, FeedbackRound, Reply, UrgeNotice
from cases.states import (
    ANSWERING,
    AT_WORK,
    AWAITING,
    FOR_OPINION,
    GONE,
    SETTLED,
    UNDERWAY,
    CaseState,
    Origin,
    UnitRole,
)
from cases.steps.meetings import owed, owed_by
from cases.steps.parts import OPINION_GIVEN, PART_READY, REPORTABLE, UNDER_REVIEW, handling
from cases.steps.step import Owing
from rules.models import RulePack
from rules.pack import Pack

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


def _is_orphaned(case: Case, _subject: Any, _pack: Pack) -> bool:
    return not handling(case)


def _orphaned(_units: object, _packs: Sequence[RulePack]) -> Q:
    """Underway, and no unit answers it any more.

    Every case underway was dispatched, so one of its parts has gone then: looked up from those.
    """
    parts = Assignment.objects.filter(HANDLING)
    left = parts.filter(case=OuterRef("case")).exclude(state__in=GONE)
    gone = parts.filter(state__in=GONE, case__state__in=UNDERWAY)
    return Q(pk__in=gone.filter(~Exists(left)).order_by().values("case_id"))


def _is_to_be_met(case: Case, subject: Assignment, pack: Pack) -> bool:
    return subject.state not in AT_WORK and bool(owed(case, subject, pack))


ORPHANED = Owing(
    _is_orphaned, _orphaned
)  # a case that nobody answers waits for the office to dispatch it anew
# After the answer nothing but a meeting that the pack asks for is left to the unit: then it is its work.
TO_BE_MET = Owing(_is_to_be_met, owed_by)
