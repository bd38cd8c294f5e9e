"""Urging (催办): recorded, sent to the unit alone, open until it answers; no state and no due day moves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases import commands
from cases.models import Case, CaseEvent, DueDay, UrgeNotice
from cases.reading.queries import visible_due_days, visible_events, visible_urge_notices
from cases.reading.worklist import Box, in_box
from governments.models import Government
from kernel.actor import Actor
from kernel.clock import today
from kernel.refusals import NotPermitted, Refusal
from rules.explaining.sentences import explain
from supervision.notices import unseen_notices, visible_notices
from support.build import a_dispatched_case, a_key, part_of, signed_for
from support.clocks import noon, relayed
from support.world import World, a_world

MONDAY = date(2026, 3, 2)
SOON = MONDAY + timedelta(days=4)


@pytest.fixture
def world(governed: Government) -> World:
    return a_world()


@pytest.fixture
def case(world: World) -> Case:
    with noon(MONDAY):
        return signed_for(world, a_dispatched_case(world))


def urged(world: World, case: Case, code: str = "roads", **changes: object) -> UrgeNotice:
    """The office urges a unit, 交通运输局 unless said."""
    given = {"text": "会办意见即将到期，请抓紧提交。", "reply_by": SOON} | changes
    with noon(MONDAY):
        commands.urge_unit(world.office, part_of(case, code).pk, a_key(), **given)
    relayed()
    return UrgeNotice.objects.latest("id")


def test_a_reminder_in_writing_moves_neither_state_nor_due_day(world: World, case: Case) -> None:
    before = part_of(case, "roads")

    notice = urged(world, case)

    part = part_of(case, "roads")
    assert (part.state, part.due_on) == (before.state, before.due_on)
    assert (notice.text, notice.reply_by, notice.answered_at) == (
        "会办意见即将到期，请抓紧提交。",
        SOON,
        None,
    )
    event = CaseEvent.objects.filter(case=case).latest("version")
    assert (event.step, event.internal, event.unit_id) == ("urge_unit", True, part.unit_id)


def test_the_day_for_the_answer_tells_who_named_it(world: World, case: Case) -> None:
    notice = urged(world, case)

    day = DueDay.objects.get(case=case, what="URGE", subject=notice.pk)

    assert day.day == SOON
    assert explain(day.reckoning) == [
        f"2026-03-02 由{world.office.label}催办，要求于 2026-03-06 前答复催办；原定期限不变"
    ]


def test_the_unit_has_it_among_its_work_until_it_has_answered(world: World, case: Case) -> None:
    roads = world.actors["roads_clerk"]
    commands.submit_co_opinion(roads, part_of(case, "roads").pk, a_key(), text="同意", contact="顾长安")
    assert case not in in_box(roads, Box.TO_DO)
    commands.bounce_co_opinion(
        world.water_officer, part_of(case, "roads").pk, a_key(), reason="过于简单，请补充"
    )
    notice = urged(world, case)
    commands.submit_co_opinion(roads, part_of(case, "roads").pk, a_key(), text="同意。", contact="顾长安")

    waiting = case in in_box(roads, Box.TO_DO)
    commands.answer_urge(roads, part_of(case, "roads").pk, a_key(), text="今日已提交。")

    assert waiting
    assert case not in in_box(roads, Box.TO_DO)
    notice.refresh_from_db()
    assert (notice.answer, notice.answered_by) == ("今日已提交。", roads.label)


def test_only_the_office_and_the_unit_see_it(world: World, case: Case) -> None:
    urged(world, case)
    relayed()

    def seen(actor: Actor) -> tuple[int, int, int, int]:
        return (
            visible_urge_notices(actor).count(),
            visible_events(actor).filter(step="urge_unit").count(),
            visible_due_days(actor).filter(what="URGE").count(),
            visible_notices(actor).filter(case=case).count(),
        )

    own = (1, 1, 1, 1)
    assert seen(world.office) == seen(world.actors["roads_clerk"]) == seen(world.actors["roads_head"]) == own
    for who in (world.npc, world.actors["npc_seat"], world.water_clerk, world.actors["parks_clerk"]):
        assert seen(who) == (0, 0, 0, 0)


def test_the_bell_rings_for_the_unit_and_the_answer_for_the_office(world: World, case: Case) -> None:
    roads = world.actors["roads_clerk"]
    urged(world, case)

    assert unseen_notices(roads).get().text == (
        f"{world.office.label}催办：会办意见即将到期，请抓紧提交。请于 2026-03-06 前答复催办。"
    )
    assert unseen_notices(world.office).count() == 0

    commands.answer_urge(roads, part_of(case, "roads").pk, a_key(), text="周五前提交。")
    relayed()

    assert unseen_notices(world.office).get().text == "云州市交通运输局答复催办：周五前提交。"
    assert unseen_notices(world.npc).count() == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"reply_by": MONDAY - timedelta(days=1)}, "urge_day_past"), ({"text": "  "}, "field_required")],
)
def test_what_says_nothing_or_asks_for_yesterday_is_refused(
    world: World, case: Case, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        urged(world, case, **changes)

    assert refused.value.code == code
    assert UrgeNotice.objects.count() == DueDay.objects.filter(what="URGE").count() == 0


def test_one_matter_is_urged_once_until_its_day_has_passed(world: World, case: Case) -> None:
    urged(world, case)

    with pytest.raises(Refusal) as refused:
        urged(world, case)
    assert refused.value.code == "urge_open"

    with noon(SOON + timedelta(days=1)):
        more = {"text": "第二次催办。", "reply_by": today() + timedelta(days=1)}
        commands.urge_unit(world.office, part_of(case, "roads").pk, a_key(), **more)
    commands.answer_urge(world.actors["roads_clerk"], part_of(case, "roads").pk, a_key(), text="已提交。")
    assert UrgeNotice.objects.filter(answer="已提交。").count() == 2


def test_units_do_not_urge_and_others_do_not_answer(world: World, case: Case) -> None:
    urged(world, case)

    with pytest.raises(NotPermitted):
        commands.urge_unit(
            world.water_clerk, part_of(case, "roads").pk, a_key(), text="请抓紧", reply_by=today()
        )
    with pytest.raises(NotPermitted):
        commands.answer_urge(world.water_clerk, part_of(case, "roads").pk, a_key(), text="代答")
    commands.answer_urge(world.actors["roads_clerk"], part_of(case, "roads").pk, a_key(), text="已办")
    with pytest.raises(Refusal) as refused:
        commands.answer_urge(world.actors["roads_clerk"], part_of(case, "roads").pk, a_key(), text="再答")

    assert refused.value.code == "nothing_urged"
