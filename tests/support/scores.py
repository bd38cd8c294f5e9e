"""Cases with their days, and schemes of one item, for tests of assessment."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from assessment.commands import freeze_assessment, issue_scheme, start_assessment
from assessment.models import Evidence, Run, Scheme, Score, ScoreItem
from cases import commands
from cases.models import Case, CaseEvent, FeedbackRound
from cases.states import UnitRole
from kernel import clock
from support.build import (
    a_dispatched_case,
    a_drafted_reply,
    a_filed_case,
    a_key,
    a_meeting,
    brought,
    feedback,
    part_of,
    signed_for,
)
from support.world import World

DISPATCHED, DUE, CUT_OFF = "2026-03-02", "2026-06-02", "2026-10-30"
ALONE = ("water", UnitRole.SOLE)


def on(day: str) -> AbstractContextManager[None]:
    """The product's clock at ten in the morning of a day."""
    moment = datetime.combine(date.fromisoformat(day), time(10))
    return clock.at(timezone.make_aware(moment, timezone.get_default_timezone()))


def a_case(world: World, *roles: tuple[str, UnitRole], day: str = DISPATCHED, **more: Any) -> Case:
    """A case dispatched on a day, by default to 水务局 alone, and signed for at once; due in three months."""
    with on(day):
        return signed_for(world, a_dispatched_case(world, *(roles or (ALONE,)), **more))


def answered(world: World, case: Case, day: str, code: str = "water") -> Case:
    """The case after a unit's answer was delivered on a day."""
    with on(day):
        brought(world, a_drafted_reply(world, case, code), "deliver_reply", code)
    return Case.objects.get(pk=case.pk)


def met(world: World, case: Case, day: str, form: str = "VISIT", code: str = "water") -> None:
    """A talk with the proposer on a day."""
    with on(day):
        talk = a_meeting(form=form)
        commands.record_meeting(world.actors[f"{code}_clerk"], part_of(case, code).pk, a_key(), meeting=talk)


def judged(world: World, case: Case, day: str, result: str) -> FeedbackRound:
    """The proposer's word about the newest answer."""
    with on(day):
        return feedback(world, case, result)


def silent(world: World, case: Case, day: str) -> None:
    """The proposer was urged and the round closed without a word."""
    with on(day):
        round_ = FeedbackRound.objects.filter(case=case).latest("id")
        commands.urge_feedback(world.npc, round_.pk, a_key())
        commands.close_feedback(world.npc, round_.pk, a_key(), reason="两次催请未复")


def linear(metric: str, weight: float = 100, target: str = "100%", **options: str) -> dict[str, Any]:
    """A RATIO_LINEAR item."""
    return {
        "code": f"{metric.lower()}_item", "title": metric, "source": "测试", "rule": "RATIO_LINEAR",
        "metric": metric, "options": options, "weight": weight, "target": target,
    }  # fmt: skip


def per_event(event: str, points: float, cap: float, weight: float = 100, **more: Any) -> dict[str, Any]:
    """A PER_EVENT item."""
    return {
        "code": f"{event.lower()}_item", "title": event, "source": "测试", "rule": "PER_EVENT",
        "event": event, "points": points, "cap": cap, "weight": weight,
    } | more  # fmt: skip


def a_body(*items: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A scheme's body of these items, whose full mark is their sum."""
    whole = sum(item["weight"] for item in items if item.get("points", -1) < 0)
    return {
        "code": "of_a_test", "title": "测试考核办法", "source": "测试", "groups": ["BUREAUS", "LOWER_GOVERNMENTS"],
        "full": whole, "floor": 0, "cap": whole + 100, "rounding": {"at": "ITEM", "places": 2, "mode": "HALF_UP"},
        "year_by": "SESSION", "not_applicable": "REDISTRIBUTE", "open_ranking": True, "invited": ["NPC"],
        "items": list(items),
    } | changes  # fmt: skip


def a_scheme(world: World, *items: dict[str, Any], **changes: Any) -> Scheme:
    """An issued scheme of these items for 2026."""
    with on("2026-01-10"):
        return issue_scheme(world.office, a_key(), body=a_body(*items, **changes), year=2026)


def a_run(
    world: World, scheme: Scheme, cut_off: str = CUT_OFF, group: str = "BUREAUS", year: int = 2026
) -> Run:
    """A trial by the scheme."""
    day = date.fromisoformat(cut_off)
    return start_assessment(world.office, scheme.pk, a_key(), year=year, cut_off=day, group=group)


def scored(world: World, *items: dict[str, Any], cut_off: str = CUT_OFF, **changes: Any) -> Run:
    """A trial by a scheme of these items."""
    return a_run(world, a_scheme(world, *items, **changes), cut_off)


def frozen(world: World, *items: dict[str, Any], cut_off: str = CUT_OFF, **changes: Any) -> Run:
    """A frozen run by a scheme of these items."""
    return freeze_assessment(world.office, scored(world, *items, cut_off=cut_off, **changes).pk, a_key())


def score_of(run: Run, code: str = "water") -> Score:
    """A unit's score."""
    return Score.objects.get(run=run, unit__code=code)


def item_of(run: Run, code: str = "water", position: int = 0) -> ScoreItem:
    """An item of a unit's score."""
    return score_of(run, code).items.get(position=position)


def fraction(run: Run, code: str = "water", position: int = 0) -> tuple[int, int | None]:
    """Numerator and denominator of an item."""
    item = item_of(run, code, position)
    return item.numerator, item.denominator


def reasons(run: Run, world: World, code: str = "water", position: int = 0) -> list[tuple[str, str]]:
    """Outcome and reason of each row of evidence behind an item."""
    rows = Evidence.objects.filter(
        run_id=run.pk, unit_id=world.units[code].pk, basis=item_of(run, code, position).basis
    )
    return [(one.outcome, one.reason) for one in rows]


def merged(world: World) -> Case:
    """A case of 水务局 with another merged into it."""
    case = a_case(world)
    with on("2026-03-10"):
        commands.merge(world.office, a_filed_case(world).pk, a_key(), into_id=case.pk)
    return case


def events_behind(run: Run, world: World) -> list[tuple[str, int]]:
    """Step and case of the events that lost evidence of 水务局 points to."""
    rows = Evidence.objects.filter(run_id=run.pk, unit_id=world.units["water"].pk, outcome="LOST")
    found = CaseEvent.objects.filter(pk__in=rows.values("event_id"))
    return list(found.values_list("step", "case_id"))


def asked_to_return(world: World, case: Case) -> None:
    """水务局 asks to be relieved, today."""
    commands.request_return(
        world.water_clerk,
        part_of(case, "water").pk,
        a_key(),
        reason="不属本局",
        basis="三定规定",
        proposed_unit_id=world.units["roads"].pk,
    )
