"""What a viewer may not know changes nothing that it can ask: all its answers before and after a step are compared.

The same for counts, filters, orders, search, boards, bells and pages, without naming what each of them might reveal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from api.running import limits
from cases import commands
from cases.models import Case, Commitment, Reply
from cases.states import UnitRole
from kernel.workdays import ONE_DAY
from live.feed import refresh
from supervision import board
from support.asking import Asking
from support.build import REPLY_WAY, a_key, an_order, feedback, part_of, verdicts
from support.governments import CITY
from support.marked_world import (
    dispatched,
    drafted,
    mark,
    met,
    opined,
    returned_from_office,
    urged,
    wished_away,
)
from support.oracle import ways
from support.oracle.expected import Expected
from support.world import World, a_world

VIEWERS = (
    "office",
    "npc",
    "npc_seat",
    "cppcc",
    "water_clerk",
    "roads_clerk",
    "parks_officer",
    "edu_clerk",
    "health_clerk",
)
# Steps that are not shown to all and yet move what all see of a part, or of the paper (ADR 0027): a unit that was
# relieved is no longer among the parts, one that was held to its part counts as having signed for it, an opinion that
# was sent back is due again, an answer that was judged is done; a name that is protected is gone.
MOVE = {"accept_return", "reject_return", "bounce_co_opinion", "enter_feedback", "protect_proposer"}
Act = Callable[[World, Case], object]


def _wish(code: str) -> Act:
    return lambda world, case: wished_away(world, case, code)


def _rule(step: str, code: str) -> Act:
    return lambda world, case: getattr(commands, step)(
        world.office, part_of(case, code).pk, a_key(), reason=mark()
    )


def _sign(code: str) -> Act:
    return lambda world, case: commands.sign_for(
        world.actors[f"{code}_clerk"], part_of(case, code).pk, a_key()
    )


def _name_officer(world: World, case: Case) -> None:
    officer = world.water_officer.account_id
    assert officer is not None
    commands.assign_officer(world.water_clerk, part_of(case, "water").pk, a_key(), officer_id=officer)


def _give_opinion(world: World, case: Case) -> None:
    part = part_of(case, "parks").pk
    commands.submit_co_opinion(world.parks_officer, part, a_key(), text=mark(), contact=mark())


def _bounce(world: World, case: Case) -> None:
    commands.bounce_co_opinion(world.water_officer, part_of(case, "parks").pk, a_key(), reason=mark())


def _take_opinion(world: World, case: Case) -> None:
    commands.accept_co_opinion(world.water_officer, part_of(case, "parks").pk, a_key())


def _ask_for_days(world: World, case: Case) -> None:
    part = part_of(case, "water")
    more = {"until": part.due_on + 3 * ONE_DAY, "reason": mark(), "statement": mark()}
    commands.request_extension(world.water_clerk, part.pk, a_key(), **more)


def _refuse_days(world: World, case: Case) -> None:
    part = part_of(case, "water").pk
    commands.refuse_extension(world.office, part, a_key(), reason=mark())


def _step(step: str) -> Act:
    def take(world: World, case: Case) -> None:
        who = dict(REPLY_WAY)[step]
        actor = world.office if who == "office" else world.actors[f"water_{who}"]
        reply = Reply.objects.filter(case=case).latest("id")
        more: dict[str, Any] = {"comment": mark()} if step.startswith("pass_") else {}
        if step == "pass_office_review":
            more = {"checklist": verdicts(reply.case)}
        getattr(commands, step)(actor, reply.pk, a_key(), **more)

    return take


def _send_back(world: World, case: Case) -> None:
    returned_from_office(world, Reply.objects.filter(case=case).latest("id"))


def _send_back_inside(world: World, case: Case) -> None:
    reply = Reply.objects.filter(case=case).latest("id")
    commands.return_in_unit(world.water_section_head, reply.pk, a_key(), reason=mark())


def _promised(world: World, case: Case) -> None:
    promise = Commitment.objects.get(case=case)
    day = promise.promised_on + ONE_DAY
    commands.delay_commitment(world.water_clerk, promise.pk, a_key(), promised_on=day, reason=mark())


def _redispatch(world: World, case: Case) -> None:
    commands.redispatch(world.office, case.pk, a_key(), order=an_order(world, ("parks", UnitRole.CO)))


WALK: tuple[Act, ...] = (
    lambda world, case: urged(world, case, "roads"),
    _wish("roads"),
    _rule("reject_return", "roads"),
    _wish("water"),
    _rule("reject_return", "water"),
    _sign("edu"),
    _wish("edu"),
    _rule("accept_return", "edu"),
    _redispatch,
    _sign("parks"),
    _name_officer,
    lambda world, case: met(world, case, "water"),
    lambda world, case: met(world, case, "parks"),
    _ask_for_days,
    _refuse_days,
    _give_opinion,
    _bounce,
    _give_opinion,
    _take_opinion,
    lambda world, case: opined(world, case),
    lambda world, case: drafted(world, case),
    _step("submit_reply"),
    _send_back_inside,
    _step("submit_reply"),
    _step("pass_section_review"),
    _step("pass_leader_review"),
    _send_back,
    lambda world, case: drafted(world, case),
    _step("submit_reply"),
    _step("pass_section_review"),
    _step("pass_leader_review"),
    _step("pass_office_review"),
    _step("sign_reply"),
    _step("issue_reply"),
    _step("deliver_reply"),
    lambda world, case: feedback(world, case),
    _promised,
    lambda world, case: commands.protect_proposer(world.npc, case.pk, a_key(), protect=True, reason=mark()),
)


class Answers:
    """All that a viewer can ask, as it is answered now."""

    def __init__(self, ask: Asking) -> None:
        self.ask = ask
        self.fields = ways.one(" ".join(ways.ALONE.values()))
        self.page = ways.page_of_the_interface()
        self.whole = ways.without_a_case()
        self.asked = 0

    def __call__(self, who: str, case: Case, units: list[int]) -> dict[str, Any]:
        """By the question."""
        questions = {"fields": (self.fields, {"id": str(case.pk)}), "page": (self.page, {"id": str(case.pk)})}
        questions |= {name: (document, {}) for name, document in self.whole.items()}
        for name, variables in ways.lists(units):
            questions[name] = (ways.LIST, variables)
        self.asked += len(questions)
        return {
            name: _but_versions(self.ask(who, document, **variables))
            for name, (document, variables) in questions.items()
        }


def _but_versions(answer: Any) -> Any:
    """Without what shows that something happened, and no more (ADR 0027), and where in the document an error stands."""
    if isinstance(answer, dict):
        return {
            name: _but_versions(one)
            for name, one in answer.items()
            if name not in ("version", "locations", "seq", "asOf", "at")
        }
    return [_but_versions(one) for one in answer] if isinstance(answer, list) else answer


@pytest.fixture
def begun(world_of_its_own: World) -> tuple[World, Case]:
    """A case that two units lead and help with, a third beside them."""
    case = dispatched(
        world_of_its_own, ("water", UnitRole.LEAD), ("roads", UnitRole.CO), ("edu", UnitRole.CO)
    )
    return world_of_its_own, case


@pytest.fixture
def world_of_its_own(governed: object) -> World:
    """A world without other cases: a count of one reveals more than a count of many."""
    return a_world()


def test_no_answer_tells_of_a_hidden_step(
    begun: tuple[World, Case], compared: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_COST", 10**9)
    monkeypatch.setattr(limits, "LARGEST", 10**12)
    monkeypatch.setattr(board, "MOVEMENTS", 10**6)  # what is new makes what is old go, whoever may see it
    world, case = begun
    answers, wrong = Answers(Asking(world)), []
    units = [world.units[code].pk for code in ("water", "roads", "edu", "parks")]
    refresh(CITY)
    before = {who: answers(who, case, units) for who in VIEWERS}
    known: set[int] = {one.key for one in _expected().events}

    for number, act in enumerate(WALK):
        act(world, case)
        refresh(CITY)
        expected = _expected()
        new = {one.key for one in expected.events} - known
        known |= new
        for who in VIEWERS:
            after = answers(who, case, units)
            heard = {one.key for one, _ in expected.heard(world.actors[who].account_id or 0)}
            steps = {one.step for one in expected.events if one.key in new}
            if not new & heard and not steps & MOVE:
                wrong += [
                    f"{number} {sorted(steps)}: {who}, {name}{told}"
                    for name in after
                    for told in differing(before[who][name], after[name])
                ]
            before[who] = after
    compared["before and after"] += answers.asked
    assert not wrong, "\n".join(wrong[:60])


def differing(one: Any, other: Any) -> Iterator[str]:
    """Where two answers differ, and how."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for name in one:
            yield from (f".{name}{told}" for told in differing(one[name], other[name]))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for first, second in zip(one, other, strict=True):
            yield from differing(first, second)
    elif one != other:
        yield f": {one} / {other}"


def _expected() -> Expected:
    with connection.cursor() as cursor:
        return Expected(cursor)
