"""The steps about due days: a part of the table. Extension is asked for and decided; a recount is the system's."""

from __future__ import annotations

from cases.states import ANSWERING, AssignmentState, CaseState, Machine
from cases.steps.step import CLERK, COMMITTEES, OFFICE, Scope, Step

A, C = Machine.ASSIGNMENT, Machine.CASE
AS, CS = AssignmentState, CaseState

AT_WORK = {AS.HANDLING, AS.REHANDLING}

REQUEST_EXTENSION = Step(
    "request_extension", A, AT_WORK, None, CLERK, Scope.UNIT, unit_roles=ANSWERING, duty=False, reason=True
)
EXTEND_BY_NOTICE = Step(
    "extend_by_notice", A, AT_WORK, None, CLERK, Scope.UNIT, unit_roles=ANSWERING, duty=False, reason=True
)
GRANT_EXTENSION = Step(
    "grant_extension",
    A,
    AT_WORK,
    None,
    OFFICE,
    Scope.GOVERNMENT,
    committee=COMMITTEES,
    unit_roles=ANSWERING,
    duty=False,
)
REFUSE_EXTENSION = Step(
    "refuse_extension",
    A,
    AT_WORK,
    None,
    OFFICE,
    Scope.GOVERNMENT,
    committee=COMMITTEES,
    unit_roles=ANSWERING,
    duty=False,
    reason=True,
)
MOVE_DATES = Step(
    "move_dates",
    C,
    {
        CS.REGISTERED,
        CS.UNDER_REVIEW,
        CS.FILED,
        CS.DISPATCHED,
        CS.HANDLING,
        CS.REHANDLING,
        CS.REPLIED,
        CS.TRACKING,
    },
    None,
    set(),
    Scope.GOVERNMENT,
    duty=False,
)

STEPS: tuple[Step, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Step))
