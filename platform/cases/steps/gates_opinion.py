"""Conditions around co-handlers' opinions: what an answer still waits for, and whose step brings it.

A missing opinion can be at the co-handler, at this government's office, which has not taken a lower government's yet,
or with the lead itself: each waits for another step of another person, which the sentence names.
"""

from __future__ import annotations

from collections.abc import Iterator

from cases.exchange import crosses
from cases.models import Assignment, Case
from cases.states import ANSWERING, EDITABLE, UNDERWAY, AssignmentState
from cases.steps.parts import answering, current_reply, open_opinions
from kernel.clock import today
from kernel.refusals import Refusal
from kernel.wording import label
from rules.explaining.sentences import in_words_of
from rules.pack import Pack

THERE = {
    AssignmentState.ANSWERED: "answered",
    AssignmentState.CO_SUBMITTED: "submitted",
    AssignmentState.RETURN_REQUESTED: "return_requested",
}


def check_opinions(case: Case, pack: Pack, *, office: bool) -> None:
    """Refuse while opinions are missing, in words for the unit that leads or for the ``office`` that acts for it."""
    waiting = open_opinions(case)
    if waiting:
        what = "；".join(_clauses(case, pack, waiting, office=office))
        raise Refusal("co_opinions_missing", what=what)


def _clauses(case: Case, pack: Pack, waiting: list[Assignment], *, office: bool) -> Iterator[str]:
    """One for each step that is wanted, with the units it is wanted of."""
    led_elsewhere = office or any(map(crosses, answering(case)))
    groups: dict[str, list[str]] = {}
    for one in waiting:
        code = THERE.get(AssignmentState(one.state), "missing")
        if code == "return_requested" and not office:  # the lead does not know of the request
            code = "missing"
        if code in ("missing", "submitted"):
            code = f"{code}.{'OFFICE' if led_elsewhere else 'LEAD'}"
        groups.setdefault(code, []).append(one.unit.short_name)
    for code, units in groups.items():
        words = in_words_of(pack, label("opinions_missing", code))
        yield words.format(units="、".join(units))


def accept_answer(case: Case, subject: Assignment, pack: Pack) -> None:
    """A lower government's answer is taken once co-handlers' opinions are there."""
    if subject.role in ANSWERING:
        check_opinions(case, pack, office=True)


def waive(case: Case, subject: Assignment, pack: Pack) -> None:
    """An opinion is waived after its day, once."""
    if today() <= subject.due_on:
        raise Refusal("opinion_not_overdue", due=subject.due_on.isoformat())
    if subject.waived_reason:
        raise Refusal("already_waived")


def bounce(case: Case, subject: Assignment, pack: Pack) -> None:
    """An adopted opinion stands; only a lower government's, which the office took, the lead may still send back."""
    if subject.state != AssignmentState.CO_ACCEPTED:
        return
    replies = [one for one in map(current_reply, answering(case)) if one is not None]
    drafting = case.state in UNDERWAY and all(one.state in EDITABLE for one in replies)
    if not (crosses(subject) and drafting):
        raise Refusal("opinion_adopted")
