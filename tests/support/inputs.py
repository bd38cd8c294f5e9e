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
from support.house import House

PLAIN: dict[str, Callable[[], object]] = {"str": lambda: "情况属实", "date": today}
# Of steps whose inputs are more than words and days, or are judged.
INPUTS: dict[str, Callable[[House, Case], dict[str, Any]]] = {
    "decline": lambda house, case: {"ground": "EMPTY", "disposal": "REVISE"},
    "merge": lambda house, case: {"into_id": a_filed_case(house).pk},
    "dispatch": lambda house, case: {"order": an_order(house, ("water", UnitRole.SOLE))},
    "redispatch": lambda house, case: {"order": DispatchInput([])},
    "request_return": lambda house, case: {"proposed_unit_id": house.units["parks"].pk},
    "request_extension": lambda house, case: {
        "until": part_of(case, "water").due_on + timedelta(days=1),
        "statement": "已说明",
    },
    "extend_by_notice": lambda house, case: {
        "until": part_of(case, "water").due_on + timedelta(days=1),
        "told_way": "PHONE",
    },
    "protect_proposer": lambda house, case: {"protect": not case.protect_proposer},
    "assign_officer": lambda house, case: {"officer_id": house.water_officer.account_id},
    "record_meeting": lambda house, case: {"meeting": a_meeting()},
    "draft_reply": lambda house, case: {"draft": a_draft()},
    "pass_office_review": lambda house, case: {"checklist": verdicts(case)},
    "return_from_office": lambda house, case: {"checklist": verdicts(case, "FOCUS")},
    "enter_feedback": lambda house, case: {
        "attitude": "SATISFIED",
        "result": "SATISFIED",
        "channel": "ONLINE",
    },
    "report_answer": lambda house, case: {"answer": AnswerInput("答复", "已办理。", "顾长安", "2200")},
    "report_opinion": lambda house, case: {"opinion": OpinionInput("同意。", "顾长安", "2200")},
    "ask_upper": lambda house, case: {"request": UpperRequest("POLICY", "请明确政策。")},
    "move_dates": lambda house, case: {"cause": "CALENDAR", "source": "放假安排"},
    "upper_responded": lambda house, case: {"facts": {"text": "同意"}},
    "delay_commitment": lambda house, case: {"promised_on": today() + timedelta(days=900)},
}


def inputs_of(step: Step, house: House, case: Case) -> dict[str, Any]:
    """Good inputs for a step."""
    given = INPUTS.get(step.code, lambda *_: {})(house, case)
    plain = {
        one.name: PLAIN[one.annotation]()
        for one in signature(getattr(commands, step.code)).parameters.values()
        if one.kind is Parameter.KEYWORD_ONLY and one.default is Parameter.empty and one.name not in given
    }
    return plain | given | ({"reason": "情况属实"} if step.reason else {})
