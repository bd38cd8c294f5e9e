"""Protection of a proposer, and its end: only the office and the committee of the case's kind read the name."""

from __future__ import annotations

from cases.changing.change import Change
from cases.changing.door import through
from cases.exchange import crosses
from cases.inputs import MAX_REASON, optional
from cases.states import GONE
from cases.steps import lifecycle
from kernel.refusals import Refusal
from kernel.wording import label


@through(lifecycle.PROTECT_PROPOSER)
def protect_proposer(change: Change, *, protect: bool, reason: str) -> None:
    """Protect the proposer, or end it (山东 Art. 11, 青岛 Art. 18); what went down with the name comes back first."""
    case = change.case
    optional(reason, "reason", MAX_REASON)
    if case.protect_proposer == protect:
        raise Refusal("protected_already" if protect else "not_protected", field="protect")
    below = [one for one in case.assignments.all() if one.state not in GONE and crosses(one)]
    if protect and below:
        raise Refusal("protect_after_sending", units="、".join(one.unit.short_name for one in below))
    case.protect_proposer = protect
    change.facts = {"protected": label("protection", "ON" if protect else "OFF")}
