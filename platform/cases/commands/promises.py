"""Promises of a letter: new ones, those of an earlier round that it continues, those that it replaces.

Handling again (重新办理) continues the ledger of the first answer: whoever promises the same again promises it once
(domain.md 2.7, 上海 Art. 22: a changed promise is reported as changed).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cases.changing.change import Change
from cases.inputs import PointInput, PromiseAs
from cases.models import Assignment, Commitment, Reply
from cases.states import SETTLED, CommitmentState
from kernel.refusals import Refusal
from kernel.sql import rows


def standing(change: Change, assignment: Assignment) -> dict[int, Commitment]:
    """Promises of earlier answers of this part that are not settled, by key."""
    found = rows.of(change.case, "commitments")
    return {one.pk: one for one in found if one.assignment_id == assignment.pk and one.state not in SETTLED}


def check_promises(change: Change, assignment: Assignment, points: Iterable[PointInput]) -> None:
    """Refuse a promise that does not say whether it is new, continues an earlier one or replaces it."""
    known, used = standing(change, assignment), set[int]()
    for number, point in enumerate(points, 1):
        if not point.promise:
            continue
        if known and not point.promise_as:
            raise Refusal("promise_unrelated", field="points", number=number)
        if point.promise_as in (PromiseAs.CONTINUED, PromiseAs.REPLACED):
            earlier = known.get(point.earlier or 0)
            if earlier is None or earlier.pk in used:
                raise Refusal("promise_earlier_unknown", field="points", number=number)
            used.add(earlier.pk)
            _check_continued(number, point, earlier)


def _check_continued(number: int, point: PointInput, earlier: Commitment) -> None:
    same = (point.promise, point.promised_on) == (earlier.content.strip(), earlier.promised_on)
    if point.promise_as == PromiseAs.CONTINUED and not same:
        _refuse_other_words(number, earlier)


def _refuse_other_words(number: int, earlier: Commitment) -> None:
    day = earlier.promised_on.isoformat()
    raise Refusal(
        "promise_continued_differs", field="points", number=number, content=earlier.content, day=day
    )


def check_standing(change: Change, reply: Reply) -> None:
    """Refuse a letter that continues a promise which was delayed, given up or replaced after it was written.

    One that was kept meanwhile may be stated as it was promised.
    """
    ledger = {one.pk: one for one in rows.of(change.case, "commitments")}
    for number, point in enumerate(reply.points, 1):
        earlier = ledger.get(point.get("earlier") or 0)
        if point.get("promise_as") != PromiseAs.CONTINUED or earlier is None:
            continue
        if earlier.state in (CommitmentState.INFEASIBLE, CommitmentState.REPLACED):
            raise Refusal("promise_earlier_unknown", field="points", number=number)
        if earlier.state != CommitmentState.VERIFIED and point["promised_on"] != str(earlier.promised_on):
            _refuse_other_words(number, earlier)


def promises_of(change: Change, reply: Reply) -> None:
    """Carry each dated promise of the reply's points into the ledger of commitments (重庆 Art. 24), each once."""
    known = standing(change, reply.assignment)
    for point in reply.points:
        if point["promise"]:
            how, earlier = _relation(point, known, across=bool(reply.assignment.unit.government))
            known.pop(
                earlier.pk if earlier else 0, None
            )  # one promise continues or replaces it, no second one
            if how == PromiseAs.CONTINUED:
                change.facts.setdefault("carried", []).append(point["promise"])
                continue
            if earlier is not None:
                change.move(earlier, CommitmentState.REPLACED)
                change.facts.setdefault("replaced", []).append(earlier.content)
            change.add(_promise(change, reply, point, earlier))


def _relation(
    point: Mapping[str, Any], known: dict[int, Commitment], *, across: bool
) -> tuple[str, Commitment | None]:
    """How the promise relates to one that stands. A lower government's answer knows no keys: its words are compared,
    those of what it says to replace first.
    """
    if not across:
        return point.get("promise_as") or PromiseAs.NEW, known.get(point.get("earlier") or 0)
    words = point.get("replaces") or point["promise"]
    earlier = next((one for one in known.values() if one.content == words), None)
    if earlier is None:
        return PromiseAs.NEW, None
    same = (earlier.content, earlier.promised_on.isoformat()) == (point["promise"], point["promised_on"])
    return (PromiseAs.CONTINUED if same else PromiseAs.REPLACED), earlier


def _promise(
    change: Change, reply: Reply, point: Mapping[str, Any], earlier: Commitment | None
) -> Commitment:
    """A new row; one that replaces another keeps that one's first day, so that a promise is not young again by it."""
    day = date.fromisoformat(point["promised_on"])
    return Commitment(
        case=change.case,
        assignment=reply.assignment,
        reply=reply,
        content=point["promise"],
        promised_on=day,
        original_promised_on=earlier.original_promised_on if earlier else day,
        replaces=earlier,
    )
