"""Extension by notice to the proposer where the pack allows it (河南 2017 Art. 20): recorded, bounded, announced."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases import commands
from cases.models import Case, CaseEvent, ExtensionRequest
from cases.steps.allowed import allowed_steps
from governments.models import Government
from kernel.actor import SYSTEM
from kernel.refusals import NotPermitted, Refusal
from rules.commands import load_pack
from rules.pack import problems, shipped
from supervision.notices import unseen_notices
from support.build import a_dispatched_case, a_key, lines_of, part_of, signed_for
from support.clocks import noon, relayed
from support.world import World, a_world

DISPATCHED = date(2026, 3, 2)
DUE, LATEST = date(2026, 6, 2), date(2026, 9, 2)
TOLD = date(2026, 5, 20)
BY_NOTICE = {"latest": {"months": 6}, "told": True, "article": "河南省办理办法（2017）第二十条"}


@pytest.fixture
def world(governed: Government) -> World:
    return a_world()


def a_case(world: World, **extension: object) -> Case:
    """A case under a pack with this rule of extension, signed for."""
    body = shipped("base_suggestion") | {"extension": extension or BY_NOTICE}
    load_pack(SYSTEM, body, effective_on=date(2020, 1, 1))
    with noon(DISPATCHED):
        return signed_for(world, a_dispatched_case(world))


def extended(world: World, case: Case, **changes: object) -> None:
    """水务局 has informed the deputy by telephone and extends."""
    given = {"until": LATEST, "reason": "涉及面广", "told_on": TOLD, "told_way": "PHONE"} | changes
    with noon(TOLD):
        commands.extend_by_notice(world.water_clerk, part_of(case, "water").pk, a_key(), **given)


def test_the_new_day_holds_and_tells_when_and_how_the_proposer_was_told(world: World) -> None:
    case = a_case(world)

    extended(world, case)

    part = part_of(case, "water")
    assert (part.due_on, Case.objects.get(pk=case.pk).due_on) == (LATEST, LATEST)
    assert lines_of(part) == [
        f"{world.water_clerk.label}于 2026-05-20 告知提出人（电话）后延期至 2026-09-02；"
        "依据：河南省办理办法（2017）第二十条"
    ]
    kept = ExtensionRequest.objects.get()
    assert (kept.decision, kept.told_on, kept.told_way) == ("TOLD", TOLD, "PHONE")
    assert CaseEvent.objects.filter(case=case).latest("version").facts["told_on"] == TOLD.isoformat()


def test_office_and_committee_are_told(world: World) -> None:
    case = a_case(world)

    extended(world, case)
    relayed()

    for actor in (world.office, world.npc):
        assert "告知后延期（2026-09-02）：涉及面广" in unseen_notices(actor).get().text


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"until": DUE}, "extension_not_later"),
        ({"until": LATEST + timedelta(days=1)}, "extension_too_long"),
        ({"told_on": TOLD + timedelta(days=1)}, "told_day_wrong"),
        ({"told_on": DISPATCHED - timedelta(days=1)}, "told_day_wrong"),
        ({"told_way": "RUMOUR"}, "choice_unknown"),
        ({"reason": " "}, "reason_required"),
    ],
)
def test_what_the_pack_does_not_allow_is_refused_and_nothing_changed(
    world: World, changes: dict[str, object], code: str
) -> None:
    case = a_case(world)

    with pytest.raises(Refusal) as refused:
        extended(world, case, **changes)

    assert refused.value.code == code
    assert (part_of(case, "water").due_on, ExtensionRequest.objects.count()) == (DUE, 0)


def test_each_pack_offers_the_way_that_it_knows(world: World) -> None:
    def offered(case: Case) -> set[str]:
        steps = {one.step.code for one in allowed_steps(world.water_clerk, case)}
        return steps & {"extend_by_notice", "request_extension"}

    told, asked = a_case(world), a_case(world, **shipped("base_suggestion")["extension"])

    assert (offered(told), offered(asked)) == ({"extend_by_notice"}, {"request_extension"})
    with pytest.raises(Refusal) as refused:
        extended(world, asked)
    assert refused.value.code == "extension_not_by_notice"


def test_another_unit_does_not_extend_it(world: World) -> None:
    case = a_case(world)

    with noon(TOLD), pytest.raises(NotPermitted):
        commands.extend_by_notice(
            world.actors["roads_clerk"],
            part_of(case, "water").pk,
            a_key(),
            until=LATEST,
            reason="代办",
            told_on=TOLD,
            told_way="PHONE",
        )


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"by": ["NPC_OFFICE"]}, "不经批准"), ({"told": False}, "没有写明延期由谁批准")],
)
def test_a_pack_says_one_of_the_two(changes: dict[str, object], said: str) -> None:
    (found,) = problems(shipped("base_suggestion") | {"extension": BY_NOTICE | changes})

    assert said in found.message
