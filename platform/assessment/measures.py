"""Metrics with their options, and kinds of events that can be counted: data that schemes choose from.

Definitions follow the metric dictionary of the trade: R are the answering parts (件次) dispatched up to the cut-off
day that were not cancelled, recalled or returned; ``metrics`` has the same as SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Metric -> option -> values; the first value is what holds when a scheme says nothing.
METRICS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    # 办复率: answered by the cut-off day, of those answered or due by then; FORMAL leaves out what was answered early.
    "M1": {"variant": ("PROGRESS", "FORMAL"), "merged": ("EACH", "ONCE")},
    # 按时办复率: answered by the due day, of those due or answered; days in adjudication of a refused return
    # count for the unit, or for neither side.
    "M2": {"return_days": ("UNIT", "NEITHER"), "merged": ("EACH", "ONCE")},
    # 面商率: at least one talk face to face, in a form that the case's rule pack takes for one.
    "M5": {"merged": ("ONCE", "EACH")},
    # 满意率 (result): satisfied and basically satisfied, of those returned; STRICT counts satisfied only,
    # CONSERVATIVE takes all that were sent. ROUND: every round returned, the first, or the last returned.
    "M9": {"variant": ("RETURNED", "STRICT", "CONSERVATIVE"), "round": ("ALL", "FIRST", "LAST")},
}


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event: its step and machine in the log, and the condition (SQL over ``happened``) beyond them."""

    step: str
    machine: str
    condition: str = "TRUE"
    by_part: bool = False  # known from the parts' days: what never came is in no log


EVENTS: Mapping[str, EventKind] = {
    # 石家庄市政府系统办公室工作考核办法 (时限: each late one -1); late is also what was due and never came.
    "LATE_REPLY": EventKind("deliver_reply", "REPLY", by_part=True),
    "RETURNED_DRAFT": EventKind("return_from_office", "REPLY"),
    "BOUNCED_OPINION": EventKind("bounce_co_opinion", "ASSIGNMENT"),
    "WAIVED_OPINION": EventKind("waive_co_opinion", "ASSIGNMENT"),
    "LATE_SIGNATURE": EventKind("sign_for", "ASSIGNMENT", "day > sign_due_on"),
    "LATE_RETURN": EventKind("request_return", "ASSIGNMENT", "day > return_until"),
    "DISSATISFIED": EventKind("enter_feedback", "FEEDBACK", "result = 'DISSATISFIED'"),
    "DELAYED_PROMISE": EventKind("delay_commitment", "COMMITMENT"),
    "BROKEN_PROMISE": EventKind("declare_infeasible", "COMMITMENT"),
    "REFUSED_CLAIM": EventKind("refuse_claim", "COMMITMENT"),
    "KEPT_PROMISE": EventKind("verify_commitment", "COMMITMENT"),
    # 石家庄市政府系统办公室工作考核办法: finished at least ten days early.
    "EARLY_REPLY": EventKind("deliver_reply", "REPLY", "round = 1 AND due_on - day >= 10"),
}


@dataclass(frozen=True, slots=True)
class Basis:
    """One thing measured: a metric with all its options decided, or a kind of event."""

    code: str
    options: tuple[tuple[str, str], ...] = ()
    once_per_case: bool = False
    gain: bool = False

    @property
    def is_metric(self) -> bool:
        """Whether it is a ratio; otherwise events are counted."""
        return self.code in METRICS

    def option(self, name: str) -> str:
        """The decided value of an option."""
        return dict(self.options)[name]


def metric(code: str, chosen: Mapping[str, str]) -> Basis:
    """A metric with the chosen options, the others as they are by default."""
    options = {name: chosen.get(name, values[0]) for name, values in METRICS[code].items()}
    return Basis(code, tuple(sorted(options.items())))


def events(code: str, *, once_per_case: bool, gain: bool) -> Basis:
    """A kind of event, counted each time or once for each case; ``gain``: it brings points."""
    return Basis(code, once_per_case=once_per_case, gain=gain)
