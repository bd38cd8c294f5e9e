"""Cases and their parts in memory, with what belongs to them, and what a condition of a step says of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.models import Assignment, Case, Reply
from cases.states import UnitRole
from kernel.refusals import Refusal
from kernel.sql.django_private import keep_relation
from people.models import Unit
from rules.pack import Pack, parse, shipped

TODAY = date(2026, 5, 6)
PACK = parse(shipped("base_suggestion"))
JOINT, SOLE, CO = UnitRole.JOINT_LEAD, UnitRole.SOLE, UnitRole.CO
RELATIONS = ("replies", "meetings", "return_requests", "urge_notices", "feedback_rounds")


def a_part(pk: int, role: str = SOLE, state: str = "HANDLING", **rows: Any) -> Assignment:
    """A unit's part, with what belongs to it."""
    own = {name: rows.pop(name, []) for name in RELATIONS}
    unit = Unit(pk=pk, short_name=f"第{pk}局")
    part = Assignment(pk=pk, case_id=1, unit=unit, role=role, state=state, return_until=TODAY, **rows)
    for name, held in own.items():
        keep_relation(part, name, held)
    return part


def a_case(*parts: Assignment, state: str = "HANDLING", origin: str = "OWN", **more: Any) -> Case:
    """A case of these parts, with what is asked and promised in it."""
    own = {name: more.pop(name, []) for name in ("feedback_rounds", "commitments")}
    case = Case(pk=1, state=state, origin=origin, **more)
    for name, held in (own | {"assignments": list(parts)}).items():
        keep_relation(case, name, held)
    return case


def a_reply(state: str, **more: Any) -> Reply:
    """A reply of the first round."""
    return Reply(case_id=1, state=state, round=1, **more)


def of(part: Assignment, state: str, **more: Any) -> Reply:
    """A reply that knows its part."""
    return a_reply(state, assignment=part, **more)


def told(gate: Any, case: Case, subject: Any = None, pack: Pack = PACK) -> str:
    """The code of the refusal; empty where the gate lets the step through."""
    try:
        gate(case, subject, pack)
    except Refusal as why:
        return why.code
    return ""


def sentence(gate: Any, case: Case, subject: Any = None, pack: Pack = PACK) -> str:
    """The sentence of the refusal."""
    with pytest.raises(Refusal) as refused:
        gate(case, subject, pack)
    return refused.value.message
