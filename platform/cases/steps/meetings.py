"""Meetings owed (三见面): which meetings with the proposer a unit still owes before it goes on or the case ends.

Some places ask every lead and co-handling unit to meet the proposer before, during and after handling, others the
answering units, most nobody; forms that are no meeting (电话, 书面) do not count. The pack says all of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from cases.models import Assignment, Case
from cases.states import ANSWERED, AT_WORK, GONE, UnitRole
from kernel.sql.rows import of
from rules.pack import Pack


def missing(part: Assignment, stages: Iterable[str], pack: Pack) -> list[str]:
    """Those of the stages in which the unit has not met the proposer in a form that counts."""
    held = {one.stage for one in of(part, "meetings") if one.form in pack.face_to_face}
    return [stage for stage in stages if stage not in held]


def before_going_on(part: Assignment, pack: Pack) -> tuple[str, ...]:
    """The stages that the part needs before its reply is submitted, or its opinion."""
    return pack.co_meetings_before_opinion if part.role == UnitRole.CO else pack.meetings_before_review


def before_close(part: Assignment, pack: Pack) -> tuple[str, ...]:
    """The stages that the part needs before the case is closed."""
    return pack.co_meetings_before_close if part.role == UnitRole.CO else pack.meetings_before_close


def owed(case: Case, part: Assignment, pack: Pack) -> list[str]:
    """The stages that the unit owes now: at work before it goes on, after the answer before the case ends."""
    if part.state in GONE:
        return []
    if case.state in ANSWERED:  # also of a co-handler at work, whose opinion was waived
        return missing(part, before_close(part, pack), pack)
    return missing(part, before_going_on(part, pack), pack) if part.state in AT_WORK else []
