"""Walking about at random: steps that the world may take now, one after the other, through the commands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random
from typing import Any

from cases import commands
from cases.commands.registration_bulk import register_many
from cases.models import Case
from cases.states import FINISHED, UnitRole
from cases.steps.allowed import AllowedStep, allowed_steps
from cases.steps.lifecycle import MOVE_DATES
from kernel.actor import SYSTEM
from kernel.clock import today
from kernel.refusals import Refusal
from support.build import (
    a_draft,
    a_key,
    a_paper,
    a_promise,
    a_registered_case,
    an_order,
)
from support.inputs import inputs_of
from support.world import World

SHAPES = (
    (("water", UnitRole.SOLE),),
    (("water", UnitRole.LEAD), ("roads", UnitRole.CO)),
    (("parks", UnitRole.LEAD), ("edu", UnitRole.CO), ("health", UnitRole.CO)),
    (("roads", UnitRole.JOINT_LEAD), ("water", UnitRole.JOINT_LEAD)),
    (("edu", UnitRole.SEPARATE), ("health", UnitRole.SEPARATE)),
)
PARTS = ("assignments__unit", "replies", "feedback_rounds", "commitments")
MOST = 5  # cases that are walked on at a time, those that have come furthest; the others are for the counts
BACK = {
    "decline",
    "merge",
    "withdraw",
    "recall",
    "request_return",
    "return_in_unit",
    "return_from_office",
    "close",
    "upper_opinion",  # these two may come again and again, and move nothing
    "upper_responded",
}
Inputs = Callable[[World, Case, Random], dict[str, Any]]
# Where chance has a say, or what is good for one case is not for another; the rest are any good inputs.
INPUTS: dict[str, Inputs] = {
    "merge": lambda world, case, chance: {"into_id": _another(case).pk},
    "dispatch": lambda world, case, chance: {"order": an_order(world, *chance.choice(SHAPES))},
    "redispatch": lambda world, case, chance: {"order": an_order(world, ("health", UnitRole.SOLE))},
    "draft_reply": lambda world, case, chance: {"draft": chance.choice((a_draft(), a_promise()))},
    "enter_feedback": lambda world, case, chance: {
        "attitude": "SATISFIED",
        "result": (result := chance.choice(("SATISFIED", "DISSATISFIED"))),
        "channel": "ONLINE",
        "opinion": "请继续推进。" if result == "DISSATISFIED" else "",
    },
    "request_extension": lambda world, case, chance: {
        "until": max(one.due_on for one in case.assignments.all()) + timedelta(days=1),
        "statement": "已说明",
        "reason": "情况属实",
    },
    "extend_by_notice": lambda world, case, chance: {
        "until": max(one.due_on for one in case.assignments.all()) + timedelta(days=1),
        "told_on": today(),
        "told_way": "PHONE",
        "reason": "情况属实",
    },
}


def wander(world: World, chance: Random, steps: int) -> Iterator[str]:
    """Take so many steps at random; yields the name of each.

    What was taken often is taken more rarely: steps that can always be taken and move nothing do not hold it up.
    """
    taken: Counter[str] = Counter()
    while taken.total() < steps:
        name = _bulk(world, chance) if chance.random() < 0.03 else _one(world, chance, taken)
        if name:
            taken[name] += 1
            yield name


def _bulk(world: World, chance: Random) -> str:
    kind = chance.choice(("SUGGESTION", "PROPOSAL"))
    papers = [
        a_paper(world, kind, title=f"关于第{number}件事的建议", source_key=f"walk-{number}")
        for number in chance.sample(range(10**9), chance.randint(2, 6))
    ]
    register_many(world.office, world.sessions[kind], papers)
    return "register_many"


def _one(world: World, chance: Random, taken: Counter[str]) -> str:
    open_cases = Case.objects.exclude(state__in=FINISHED).order_by("-version", "pk")
    keys = list(open_cases.values_list("pk", flat=True)[:MOST])
    if not keys or chance.random() < 0.08:
        a_registered_case(world, chance.choice(("SUGGESTION", "PROPOSAL")))
        return "register"
    cases = Case.objects.select_related("pack").prefetch_related(*PARTS)
    case = cases.get(pk=chance.choice(keys))
    offered = [
        one for one in allowed_steps(SYSTEM, case) if not one.blocked and one.step is not MOVE_DATES
    ]  # without another calendar or pack nothing moves
    if not offered:
        return ""
    one = _chosen(offered, chance, taken)
    chosen = INPUTS.get(one.step.code)
    given = inputs_of(one.step, world, case) if chosen is None else chosen(world, case, chance)
    return _try(one.step.code, one.subject_id, given)


def _chosen(offered: list[AllowedStep], chance: Random, taken: Counter[str]) -> AllowedStep:
    forwards = [one for one in offered if one.step.code not in BACK]
    among = forwards if forwards and chance.random() < 0.85 else offered
    return chance.choices(among, [1 / (1 + taken[one.step.code]) for one in among])[0]


def _try(step: str, subject: int, given: dict[str, Any]) -> str:
    try:
        getattr(commands, step)(SYSTEM, subject, a_key(), **given)
    except Refusal:
        return ""
    return step


def _another(case: Case) -> Case:
    return Case.objects.exclude(pk=case.pk).filter(kind=case.kind).order_by("pk").first() or case
