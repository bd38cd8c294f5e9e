"""A rung rings once, the newest that has passed, as long as the unit has not finished."""

from __future__ import annotations

from datetime import date

import pytest

from cases import commands
from cases.models import CaseEvent
from cases.reading.worklist import Light
from cases.states import UnitRole
from governments.entering.scope import platform_scope
from kernel.actor import SYSTEM
from kernel.refusals import NotPermitted, NotVisible
from kernel.workdays import ONE_DAY
from outbox.models import Message
from supervision.commands import mark_reminder_seen, remind
from supervision.models import Reminder
from supervision.public.models import Clock, Job
from supervision.public.scan import scan
from supervision.queries import unseen_reminders, visible_reminders
from support.build import a_dispatched_case, a_drafted_reply, a_key, brought, part_of, signed_for
from support.clocks import a_worker, noon, relayed, rung
from support.world import World

DISPATCHED, DUE = date(2026, 3, 2), date(2026, 6, 2)
CO_DUE = date(2026, 4, 2)


@pytest.fixture
def running(world: World) -> World:
    """A case dispatched on 2 March 2026 and signed for, led by 水务局, co-handled by 交通运输局; clocks planned."""
    with noon(DISPATCHED):
        signed_for(world, a_dispatched_case(world, due_on=DUE, co_due_on=CO_DUE))
        relayed()
    return world


def told(**chosen: str) -> list[tuple[str, str]]:
    """Rungs and lights that have rung, in order."""
    return list(Reminder.objects.filter(**chosen).order_by("id").values_list("rung", "light"))


def test_the_rungs_ring_one_after_the_other(running: World) -> None:
    for day in Clock.objects.get(kind="LEAD").rings:
        rung(day)

    assert told(kind="LEAD") == [("T15", "GREEN"), ("T7", "GREEN"), ("T3", "YELLOW"), ("T0", "RED")]


def test_what_only_the_unit_is_told_reaches_the_office_that_handles_a_case_itself(world: World) -> None:
    with noon(DISPATCHED):
        for code in ("office", "water"):
            case = a_dispatched_case(world, (code, UnitRole.SOLE), due_on=DUE)
            clerk = world.office if code == "office" else world.water_clerk
            commands.sign_for(clerk, part_of(case, code).pk, a_key())
        relayed()
    rung(min(min(clock.rings) for clock in Clock.objects.filter(kind="LEAD")))

    reminders = Reminder.objects.filter(kind="LEAD")
    waiting = unseen_reminders(world.office)

    assert {tuple(one.told) for one in reminders} == {("UNIT",)}
    assert [one.unit_id for one in waiting] == [world.units["office"].pk]
    mark_reminder_seen(world.office, waiting.get().pk)
    assert not unseen_reminders(world.office).exists()


def test_nothing_rings_before_its_day_and_nothing_twice_on_it(running: World) -> None:
    first = min(Clock.objects.get(kind="CO").rings)

    counts = [rung(first - ONE_DAY), rung(first), rung(first), rung(first + ONE_DAY)]

    assert counts == [0, 1, 0, 0]
    assert told() == [("T15", "GREEN")]


def test_rungs_that_were_missed_are_not_rung_one_by_one(running: World) -> None:
    rung(DUE + 30 * ONE_DAY)

    assert told(kind="LEAD") == [("T0", "RED")]
    assert told(kind="CO") == [("T0", "RED")]


def test_planning_anew_does_not_ring_again(running: World) -> None:
    day = Clock.objects.get(kind="CO").rings[1]
    rung(day)
    Clock.objects.all().delete()
    commands.assign_officer(
        running.actors["roads_clerk"],
        Reminder.objects.get().assignment_id,
        a_key(),
        officer_id=running.actors["roads_officer"].account_id or 0,
    )
    relayed()

    rung(day)

    assert told() == [("T7", "GREEN")]


def test_a_reminder_whose_unit_has_finished_meanwhile_is_dropped(running: World) -> None:
    first = min(Clock.objects.get(kind="CO").rings)
    with platform_scope(), noon(first):
        scan()
    part = Clock.objects.get(kind="CO").assignment_id
    commands.submit_co_opinion(
        running.actors["roads_officer"], part, a_key(), text="同意主办意见。", contact="顾长安 2200"
    )

    with platform_scope(), noon(first):
        a_worker().work(most=10)
        left = Job.objects.count()

    assert (left, told()) == (0, [])


def test_a_reminder_of_a_due_day_that_has_moved_is_dropped(running: World) -> None:
    clock = Clock.objects.get(kind="LEAD")

    ringing = remind(SYSTEM, assignment_id=clock.assignment_id, kind="LEAD", rung="T3", due_on=DUE + ONE_DAY)

    assert (ringing, told()) == (None, [])


def test_a_reminder_posts_a_message_and_moves_nothing_of_the_case(running: World) -> None:
    events = CaseEvent.objects.count()

    rung(DUE + ONE_DAY)

    topics = set(Message.objects.values_list("topic", flat=True))
    assert topics == {"reminder.T0"}
    assert CaseEvent.objects.count() == events


def test_only_the_system_reminds(running: World) -> None:
    clock = Clock.objects.get(kind="LEAD")

    with pytest.raises(NotPermitted):
        remind(running.office, assignment_id=clock.assignment_id, kind="LEAD", rung="T3", due_on=DUE)

    assert told() == []


def test_units_see_their_own_the_office_all_committees_the_red_ones_of_their_side(running: World) -> None:
    rung(Clock.objects.get(kind="LEAD").rings[0])
    rung(DUE + ONE_DAY)

    seen = {
        who: sorted(visible_reminders(running.actors[who]).values_list("kind", "rung"))
        for who in ("water_clerk", "roads_officer", "parks_clerk", "office", "npc", "npc_seat", "cppcc")
    }
    lead, co = [("LEAD", "T0"), ("LEAD", "T15")], [("CO", "T0")]
    assert seen == {
        "water_clerk": lead,
        "roads_officer": co,
        "parks_clerk": [],
        "office": sorted(co + lead),
        "npc": [("CO", "T0"), ("LEAD", "T0")],
        "npc_seat": [("CO", "T0"), ("LEAD", "T0")],
        "cppcc": [],
    }


def test_a_reminder_is_seen_once_for_each_audience(running: World) -> None:
    rung(DUE + ONE_DAY)
    red = Reminder.objects.get(kind="LEAD")

    mark_reminder_seen(running.water_clerk, red.pk)
    mark_reminder_seen(running.water_officer, red.pk)

    red.refresh_from_db()
    assert red.seen.keys() == {"UNIT"}
    assert red.seen["UNIT"]["by"] == running.water_clerk.label
    assert not unseen_reminders(running.water_officer).exists()
    assert unseen_reminders(running.office).count() == 2


@pytest.mark.parametrize(("who", "why"), [("parks_clerk", NotVisible), ("npc_seat", NotPermitted)])
def test_who_may_not_see_or_not_write_marks_nothing(running: World, who: str, why: type[Exception]) -> None:
    rung(DUE + ONE_DAY)
    red = Reminder.objects.get(kind="LEAD")

    with pytest.raises(why):
        mark_reminder_seen(running.actors[who], red.pk)

    red.refresh_from_db()
    assert red.seen == {}


def test_an_unsigned_case_rings_for_the_signature(world: World) -> None:
    with noon(DISPATCHED):
        part = part_of(a_dispatched_case(world, ("water", UnitRole.SOLE), due_on=DUE), "water")
        relayed()

    rung(part.sign_due_on + ONE_DAY)

    assert told() == [("T0", Light.RED)]
    assert Reminder.objects.get().kind == "SIGN"


def test_an_answer_on_its_way_still_rings_and_a_delivered_one_does_not(world: World) -> None:
    with noon(DISPATCHED):
        case = a_dispatched_case(world, ("water", UnitRole.SOLE), due_on=DUE)
        signed_for(world, case)
        relayed()
    reply = a_drafted_reply(world, case)
    rung(Clock.objects.get(kind="LEAD").rings[0])
    brought(world, reply, "deliver_reply")
    relayed()

    rung(DUE + ONE_DAY)

    assert told() == [("T15", "GREEN")]


def test_a_reminder_in_a_year_without_calendar_says_so(world: World) -> None:
    with noon(date(2029, 12, 3)):
        a_dispatched_case(world, ("water", UnitRole.SOLE), due_on=date(2030, 3, 1))
        relayed()

    rung(date(2030, 3, 4))

    assert Reminder.objects.get(kind="LEAD").unannounced == 2030
