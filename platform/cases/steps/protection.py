"""The step about a proposer who is to be protected: a part of the table. Office and committee know who he is."""

from __future__ import annotations

from cases.states import CaseState, Machine
from cases.steps.step import COMMITTEES, OFFICE, Scope, Step

# 山东 Art. 11, 青岛 Art. 18: the deputy asks for it, or has retaliation to fear; at any time, also after the end.
PROTECT_PROPOSER = Step(
    "protect_proposer",
    Machine.CASE,
    frozenset(CaseState),
    None,
    OFFICE,
    Scope.GOVERNMENT,
    committee=COMMITTEES,
    duty=False,
    reason=True,
    internal=True,
)

STEPS: tuple[Step, ...] = (PROTECT_PROPOSER,)
