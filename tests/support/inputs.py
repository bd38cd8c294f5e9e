"""Good inputs for every step: those that say anything at all are made from the command's signature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from inspect import Parameter, signature
from typing import Any

from cases import commands
from cases.inputs import AnswerInput, DispatchInput, OpinionInput, UpperRequest
from cases.models import Case
from cases.states import UnitRole
from cases.steps.step import Step
from kernel.clock import today
from support.build import a_draft, a_filed_case, a_meeting, an_order, part_of, verdicts
from support.world import World

PLAIN: dict[str, Callable[[], object]] = {"str": lambda: "情况属实", "date": today}
# Of steps whose inputs are more than words and days, or are judged.
INPUTS: dict[str, Callable[[World, Case], dict[str, Any]]] = {
    "decline": lambda world, case: {"ground": "EMPTY", "disposal": "REVISE"},
    "merge": lambda world, case: {"into_id": a_filed_case(world).pk},
    "dispatch": lambda world, case: {"order": an_order(world, ("water", UnitRole.SOLE))},
    "redispatch": lambda world, case: {"order": DispatchInput([])},
    "request_return": lambda world, case: {"proposed_unit_id": world.units["parks"].pk},
    "request_extension": lambda world, case: {
        "until": part_of(case, "water").due_on + timedelta(days=1),
        "statement": "已说明",
    },
    "extend_by_notice": lambda world, case: {
        "until": part_of(case, "water").due_on + timedelta(days=1),
        "told_way": "PHONE",
    },
    "protect_proposer": lambda world, case: {"protect": not case.protect_proposer},
    "assign_officer": lambda world, case: {"officer_id": world.water_officer.account_id},
    "record_meeting": lambda world, case: {"meeting": a_meeting()},
    "draft_reply": lambda world, case: {"draft": a_draft()},
    "pass_office_review": lambda world, case: {"checklist": verdicts(case)},
    "return_from_office": lambda world, case: {"checklist": verdicts(case, "FOCUS")},
    "enter_feedback": lambda world, case: {
        "attitude": "SATISFIED",
        "result": "SATISFIED",
        "channel": "ONLINE",
    },
    "report_answer": lambda world, case: {"answer": AnswerInput("答复", "已办理。", "顾长安", "2200")},
    "report_opinion": lambda world, case: {"opinion": OpinionInput("同意。", "顾长安", "2200")},
    "ask_upper": lambda world, case: {"request": UpperRequest("POLICY", "请明确政策。")},
    "move_dates": lambda world, case: {"cause": "CALENDAR", "source": "放假安排"},
    "upper_responded": lambda world, case: {"facts": {"text": "同意"}},
    "delay_commitment": lambda world, case: {"promised_on": today() + timedelta(days=900)},
}


def inputs_of(step: Step, world: World, case: Case) -> dict[str, Any]:
    """Good inputs for a step."""
    given = INPUTS.get(step.code, lambda *_: {})(world, case)
    plain = {
        one.name: PLAIN[one.annotation]()
        for one in signature(getattr(commands, step.code)).parameters.values()
        if one.kind is Parameter.KEYWORD_ONLY and one.default is Parameter.empty and one.name not in given
    }
    return plain | given | ({"reason": "情况属实"} if step.reason else {})
