"""The steps of urging (催办): a part of the table. The office reminds a unit in writing, the unit answers it.

The first rung of supervision after a reminder that came by itself (domain.md 1.7 URGE_NOTICE, 2.6). It moves no state
and no due day, and so no light; what is asked and answered is between the office and the unit (visibility.md).
"""

from __future__ import annotations

from cases.states import AssignmentState, Machine
from cases.steps.step import DRAFTERS, LEADERS, OFFICE, Scope, Step

A, AS = Machine.ASSIGNMENT, AssignmentState

AT_THE_UNIT = {AS.PENDING_SIGN, AS.HANDLING, AS.REHANDLING}
STILL_THERE = frozenset(AS) - {AS.RETURNED, AS.RECALLED, AS.CANCELLED}

URGE_UNIT = Step("urge_unit", A, AT_THE_UNIT, None, OFFICE, Scope.GOVERNMENT, duty=False, internal=True)
ANSWER_URGE = Step("answer_urge", A, STILL_THERE, None, DRAFTERS | LEADERS, Scope.UNIT, internal=True)

STEPS: tuple[Step, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Step))
