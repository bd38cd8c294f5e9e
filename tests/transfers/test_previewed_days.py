"""What a form shows of a day before a step is what the step stores: for own cases and those from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from cases import commands
from cases.clocks.recount import moves
from cases.inputs import DispatchInput, UpperRequest
from cases.models import Assignment, Case, DueDay
from cases.states import UnitRole
from kernel.actor import SYSTEM
from kernel.clock import today
from kernel.refusals import Refusal
from rules.commands import load_pack
from rules.pack import shipped
from rules.queries import pack_of
from support.asking import Asking
from support.build import a_dispatched_case, a_filed_case, a_key, an_order, lines_of, part_of, signed_for
from support.tiers import Tiers, answered, handled_below, relayed, sent_down, taken_in, the_envelope, the_part
from support.world import World
from transfers import commands as transfers

DAYS = """query($id: ID!, $roles: [UnitRole!]!, $complex: Boolean, $due: Date, $co: Date) {
  dispatchDays(caseId: $id, roles: $roles, complex: $complex, dueOn: $due, coDueOn: $co) {
    days { role due { day text } } refusal { code field message } } }"""
LATEST = "query($id: ID!) { case(id: $id) { assignments { extensionLatest { day text } } } }"
SOON, FAR = timedelta(40), timedelta(500)
Place = tuple[World, Asking, Case]


def a_pack(**deadlines: dict[str, Any]) -> None:
    """The pack in force of the present government, with other periods."""
    body = shipped("base_suggestion")
    body["deadlines"] |= deadlines
    load_pack(SYSTEM, body, effective_on=today())


def own(tiers: Tiers) -> Place:
    return tiers.city, Asking(tiers.city), a_filed_case(tiers.city)


def _from_above(tiers: Tiers, left: timedelta) -> Place:
    case = a_filed_case(tiers.city)
    order = an_order(tiers.city, ("binjiang", UnitRole.SOLE), due_on=today() + left)
    commands.dispatch(tiers.city.office, case.pk, a_key(), order=order)
    relayed()
    return tiers.district, Asking(tiers.district, "binjiang"), taken_in(tiers)


def from_above_earlier(tiers: Tiers) -> Place:
    return _from_above(tiers, SOON)


def from_above_later(tiers: Tiers) -> Place:
    return _from_above(tiers, FAR)


def from_below(tiers: Tiers) -> Place:
    with tiers.below() as world:
        case = a_dispatched_case(world, ("water", UnitRole.SOLE))
        commands.ask_upper(world.office, case.pk, a_key(), request=UpperRequest("POLICY", "请明确。"))
    relayed()
    transfers.sign(tiers.city.office, the_envelope().pk, a_key())
    return tiers.city, Asking(tiers.city), Case.objects.latest("id")


PLACES = (own, from_above_earlier, from_above_later)
ORDERS: dict[str, tuple[tuple[str, UnitRole], ...]] = {
    "one": (("water", UnitRole.SOLE),),
    "lead and co": (("water", UnitRole.LEAD), ("roads", UnitRole.CO)),
}


def told(ask: Asking, case: Case, roles: list[str], **terms: Any) -> dict[str, tuple[str, str]]:
    """Day and derivation by role, as the dispatch's form shows them."""
    found = ask.data("office", DAYS, id=str(case.pk), roles=roles, **terms)
    assert found["refusal"] is None
    return {one["role"]: (one["due"]["day"], one["due"]["text"]) for one in found["days"]}


def stored(case: Case) -> dict[str, tuple[str, str]]:
    """The same of the parts that stand."""
    parts = Assignment.objects.filter(case=case).exclude(state="RECALLED")
    return {one.role: (one.due_on.isoformat(), "；".join(lines_of(one))) for one in parts}


def asked_for(world: World, part: int, until: date) -> None:
    """水务局 asks for a later day."""
    words = {"reason": "须组织论证", "statement": "已向代表说明情况"}
    commands.request_extension(world.water_clerk, part, a_key(), until=until, **words)


def inside(tiers: Tiers, world: World) -> Any:
    """In the scope of the government whose world it is."""
    return _Above() if world is tiers.city else tiers.below()


class _Above:
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


@pytest.mark.parametrize("complex_case", [False, True], ids=["plain", "complex"])
@pytest.mark.parametrize("wanted", ORDERS)
@pytest.mark.parametrize("place", PLACES, ids=[one.__name__ for one in PLACES])
def test_a_dispatch_stores_the_days_that_its_form_told(
    tiers: Tiers, place: Callable[[Tiers], Place], wanted: str, complex_case: bool
) -> None:
    world, ask, case = place(tiers)
    roles = [role.value for _, role in ORDERS[wanted]]

    before = told(ask, case, roles, complex=complex_case)

    with inside(tiers, world):
        order = an_order(world, *ORDERS[wanted], complex=complex_case)
        commands.dispatch(world.office, case.pk, a_key(), order=order)
        assert stored(case) == before


def test_the_day_of_a_case_from_above_is_told_with_its_margin(tiers: Tiers) -> None:
    world, ask, case = from_above_earlier(tiers)

    day, why = told(ask, case, ["SOLE"])["SOLE"]

    assert date.fromisoformat(day) == today() + SOON - timedelta(10)
    assert "提前 10 天" in why


def test_opinions_on_a_request_are_due_when_the_form_said(tiers: Tiers) -> None:
    world, ask, case = from_below(tiers)

    before = told(ask, case, ["CO"])

    commands.dispatch(world.office, case.pk, a_key(), order=an_order(world, ("roads", UnitRole.CO)))
    assert stored(case) == before


@pytest.mark.parametrize("place", PLACES, ids=[one.__name__ for one in PLACES])
def test_an_opinion_counted_back_from_a_named_day_is_told_so(
    tiers: Tiers, place: Callable[[Tiers], Place]
) -> None:
    before_lead = {"before_lead": 9, "article": "某市规定"}
    a_pack(co_opinion=before_lead)
    with tiers.below():
        a_pack(co_opinion=before_lead)
    world, ask, case = place(tiers)
    named = (today() + timedelta(25)).isoformat()

    before = told(ask, case, ["LEAD", "CO"], due=named)

    with inside(tiers, world):
        order = an_order(world, *ORDERS["lead and co"], due_on=date.fromisoformat(named))
        commands.dispatch(world.office, case.pk, a_key(), order=order)
        assert stored(case) == before
    assert before["CO"][0] == (today() + timedelta(16)).isoformat()


@pytest.mark.parametrize("complex_case", [False, True], ids=["plain", "complex"])
@pytest.mark.parametrize("place", PLACES, ids=[one.__name__ for one in PLACES])
def test_a_new_dispatch_stores_the_days_that_its_form_told(
    tiers: Tiers, place: Callable[[Tiers], Place], complex_case: bool
) -> None:
    world, ask, case = place(tiers)
    with inside(tiers, world):
        commands.dispatch(world.office, case.pk, a_key(), order=an_order(world, *ORDERS["one"]))
        commands.recall(world.office, part_of(case, "water").pk, a_key(), reason="误交")

    before = told(ask, case, ["SOLE"], complex=complex_case)

    with inside(tiers, world):
        order = an_order(world, ("roads", UnitRole.SOLE), complex=complex_case)
        commands.redispatch(world.office, case.pk, a_key(), order=order)
        assert stored(case) == before


def test_a_co_handler_added_later_counts_from_the_lead_that_stands(tiers: Tiers) -> None:
    a_pack(co_opinion={"before_lead": 9, "article": "某市规定"})
    world, ask, case = own(tiers)
    commands.dispatch(world.office, case.pk, a_key(), order=an_order(world, *ORDERS["lead and co"]))
    commands.recall(world.office, part_of(case, "roads").pk, a_key(), reason="误交")

    before = told(ask, case, ["CO"])

    order = an_order(world, ("parks", UnitRole.CO))
    commands.redispatch(world.office, case.pk, a_key(), order=DispatchInput(order.assignments))
    assert stored(case)["CO"] == before["CO"]


def test_a_case_handled_again_is_dispatched_anew_by_the_day_told(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = handled_below(tiers, taken_in(tiers))
    answered(tiers, linked)
    commands.send_back_answer(tiers.city.office, the_part(case).pk, a_key(), reason="未逐条答复")
    relayed()
    with tiers.below() as world:
        commands.recall(world.office, part_of(linked, "water").pk, a_key(), reason="误交")

    before = told(Asking(tiers.district, "binjiang"), linked, ["SOLE"])

    with tiers.below() as world:
        order = an_order(world, ("roads", UnitRole.SOLE))
        commands.redispatch(world.office, linked.pk, a_key(), order=order)
        assert stored(linked) == before


def test_a_named_day_that_the_dispatch_refuses_is_refused_before(tiers: Tiers) -> None:
    world, ask, case = from_above_earlier(tiers)
    late = today() + SOON

    refused = ask.data("office", DAYS, id=str(case.pk), roles=["SOLE"], due=late.isoformat())["refusal"]

    with tiers.below(), pytest.raises(Refusal) as why:
        order = an_order(world, *ORDERS["one"], due_on=late)
        commands.dispatch(world.office, case.pk, a_key(), order=order)
    assert (refused["code"], refused["field"], refused["message"]) == (
        why.value.code,
        "dueOn",
        why.value.message,
    )


def test_days_are_told_to_those_who_dispatch(tiers: Tiers) -> None:
    _, ask, case = own(tiers)

    assert ask.code("npc", DAYS, id=str(case.pk), roles=["SOLE"]) == "FORBIDDEN"
    assert ask.code("water_clerk", DAYS, id=str(case.pk), roles=["SOLE"]) == "NOT_FOUND"


@pytest.mark.parametrize("place", PLACES, ids=[one.__name__ for one in PLACES])
def test_the_latest_day_of_an_extension_is_the_last_that_is_taken(
    tiers: Tiers, place: Callable[[Tiers], Place]
) -> None:
    world, ask, case = place(tiers)
    early = today() + timedelta(20)
    with inside(tiers, world):
        order = an_order(world, *ORDERS["one"], due_on=early)
        commands.dispatch(world.office, case.pk, a_key(), order=order)
        signed_for(world, case)
    (part,) = ask.data("office", LATEST, id=str(case.pk))["assignments"]
    latest = date.fromisoformat(part["extensionLatest"]["day"])

    with inside(tiers, world):
        own_part = part_of(case, "water").pk
        with pytest.raises(Refusal, match=latest.isoformat()):
            asked_for(world, own_part, latest + timedelta(1))
        asked_for(world, own_part, latest)
        commands.grant_extension(world.office, own_part, a_key())
        assert part_of(case, "water").due_on == latest


def test_an_extension_is_not_granted_beyond_a_day_that_moved_meanwhile(tiers: Tiers) -> None:
    world, _, linked = from_above_later(tiers)
    with tiers.below():
        order = an_order(world, *ORDERS["one"], due_on=today() + timedelta(20))
        commands.dispatch(world.office, linked.pk, a_key(), order=order)
        signed_for(world, linked)
        part = part_of(linked, "water").pk
        asked_for(world, part, today() + timedelta(60))
        new = today() + timedelta(50)
        commands.move_dates(SYSTEM, linked.pk, a_key(), cause="UPPER", source="云州市", upper_due_on=new)

        with pytest.raises(Refusal, match="早于来文时限"):
            commands.grant_extension(world.office, part, a_key())


@pytest.mark.parametrize("place", PLACES, ids=[one.__name__ for one in PLACES])
def test_going_over_to_a_pack_moves_the_days_that_were_told(
    tiers: Tiers, place: Callable[[Tiers], Place]
) -> None:
    world, _, case = place(tiers)
    with inside(tiers, world):
        order = an_order(world, *ORDERS["lead and co"])
        commands.dispatch(world.office, case.pk, a_key(), order=order)
        body = shipped("base_suggestion")
        body["deadlines"]["reply"] = {"days": 45, "article": "某市规定"}
        row = load_pack(SYSTEM, body, effective_on=today())
        found = moves(pack=pack_of(row)).get(case.pk, [])
        before = {(one.old.assignment_id, one.old.what): one.new.day for one in found}

        commands.move_dates(SYSTEM, case.pk, a_key(), cause="PACK", source="某市规定", pack_id=row.pk)

        version = Case.objects.get(pk=case.pk).version
        rows = DueDay.objects.filter(case=case, version=version)
        assert before == {(one.assignment_id, one.what): one.day for one in rows}


def test_the_day_in_the_tray_is_the_day_of_the_case_it_becomes(tiers: Tiers) -> None:
    a_pack(co_opinion={"working_days": 20, "since": "SIGNED", "article": "某市规定"})
    sent_down(tiers, ("water", UnitRole.LEAD), role=UnitRole.CO)
    linked = taken_in(tiers)

    with tiers.below():
        assert Case.objects.get(pk=linked.pk).upper_due_on == the_envelope().due_on
