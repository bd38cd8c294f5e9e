"""A reply's points as the page reads them back: what was promised, and by which day."""

from __future__ import annotations

from support.asking import Asking
from support.build import a_dispatched_case, a_draft, a_drafted_reply, a_promise, signed_for
from support.world import World

POINTS = "query($id: ID!) { case(id: $id) { replies { points { promise promisedOn } } } }"


def test_a_promise_is_read_back_with_its_day(ask: Asking, world: World) -> None:
    case = signed_for(world, a_dispatched_case(world))
    draft = a_promise()
    a_drafted_reply(world, case, draft=draft)

    [reply] = ask.data("water_officer", POINTS, id=str(case.pk))["replies"]

    day = draft.points[0].promised_on
    assert day is not None
    assert reply["points"] == [{"promise": "完成二期管网", "promisedOn": day.isoformat()}]


def test_a_point_without_a_promise_has_no_day(ask: Asking, world: World) -> None:
    case = signed_for(world, a_dispatched_case(world))
    a_drafted_reply(world, case, draft=a_draft())

    [reply] = ask.data("water_officer", POINTS, id=str(case.pk))["replies"]

    assert reply["points"][0]["promisedOn"] is None
