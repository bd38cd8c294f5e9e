"""Starting and freezing: by whom, once for a key, and what is refused; a refusal leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from assessment.commands import freeze_assessment, issue_scheme, issue_shipped_scheme, start_assessment
from assessment.models import Entry, Evidence, Run, RunState, Scheme, Score, ScoreItem
from kernel.clock import today
from kernel.refusals import NotPermitted, NotVisible, Refusal
from outbox.models import Message
from support.build import a_key
from support.scores import (
    CUT_OFF,
    a_body,
    a_run,
    a_scheme,
    frozen,
    linear,
    score_of,
    scored,
)
from support.world import World

NUMBERS = ("unit_id", "total", "rank", "not_ranked")
ITEMS = ("score__unit_id", "code", "numerator", "denominator", "weight", "points", "exact", "explanation")
ROWS = ("unit_id", "basis", "outcome", "reason", "case_id", "assignment_id", "event_id", "due_on", "done_on")
OTHERS = ["administrator", "npc", "npc_seat", "cppcc", "cppcc_seat", "water_clerk", "water_head"]


def _left() -> tuple[int, ...]:
    """How much there is of everything that a command leaves."""
    return tuple(one.objects.count() for one in (Scheme, Run, Score, ScoreItem, Evidence, Entry, Message))


class TestWhoMay:
    """The general office runs and freezes, and nobody else."""

    @pytest.mark.parametrize("who", OTHERS)
    def test_nobody_else_issues_starts_or_freezes_and_nothing_is_left(self, world: World, who: str) -> None:
        run = scored(world, linear("M1"))
        actor, before = world.actors[who], _left()

        for attempt in _attempts(run)[who == "administrator" :]:
            with pytest.raises(NotPermitted):
                attempt(actor)

        assert _left() == before
        assert Run.objects.get(pk=run.pk).state == RunState.DRAFT

    def test_the_office_does_all_three(self, world: World) -> None:
        run = scored(world, linear("M1"))

        for attempt in _attempts(run):
            attempt(world.office)

        assert Run.objects.filter(state=RunState.FROZEN).count() == 1


def _attempts(run: Run) -> list[Callable[[Any], object]]:
    return [
        lambda actor: issue_shipped_scheme(actor, a_key(), template="city_annual", year=today().year),
        lambda actor: freeze_assessment(actor, run.pk, a_key()),
        lambda actor: start_assessment(
            actor, run.scheme_id, a_key(), year=2026, cut_off=run.cut_off, group="BUREAUS"
        ),
    ]


class TestOnceOnly:
    """The same key: the same answer, one effect."""

    def test_the_same_start_again_is_the_same_run(self, world: World) -> None:
        scheme, key, wish = a_scheme(world, linear("M1")), a_key(), _wish()
        first = start_assessment(world.office, scheme.pk, key, **wish)
        before = _left()

        again = start_assessment(world.office, scheme.pk, key, **wish)

        assert (again.pk, _left()) == (first.pk, before)

    def test_the_same_freeze_and_the_same_issue_again_too(self, world: World) -> None:
        run, keys = scored(world, linear("M1")), (a_key(), a_key())
        body = a_body(linear("M2"))
        frozen_run = freeze_assessment(world.office, run.pk, keys[0])
        scheme = issue_scheme(world.office, keys[1], body=body, year=today().year)
        before = _left()

        assert freeze_assessment(world.office, run.pk, keys[0]).pk == frozen_run.pk
        assert issue_scheme(world.office, keys[1], body=body, year=today().year).pk == scheme.pk
        assert _left() == before

    def test_a_key_is_not_used_for_something_else(self, world: World) -> None:
        scheme, key = a_scheme(world, linear("M1")), a_key()
        start_assessment(world.office, scheme.pk, key, **_wish())
        before = _left()

        with pytest.raises(Refusal) as refused:
            start_assessment(world.office, scheme.pk, key, **_wish() | {"cut_off": date(2026, 6, 30)})

        assert (refused.value.code, _left()) == ("key_reused", before)


def _wish() -> dict[str, Any]:
    return {"year": 2026, "cut_off": date.fromisoformat(CUT_OFF), "group": "BUREAUS"}


class TestRefused:
    """What is asked for must fit; a refusal leaves nothing."""

    @pytest.mark.parametrize(
        ("change", "code", "field"),
        [
            ({"group": "VILLAGES"}, "group_not_in_scheme", "group"),
            ({"group": "LOWER_GOVERNMENTS"}, "group_not_in_scheme", "group"),
            ({"cut_off": date(2025, 12, 31)}, "cut_off_of_other_year", "cutOff"),
            ({"cut_off": today() + timedelta(days=1)}, "date_in_future", "cutOff"),
        ],
    )
    def test_a_start_that_does_not_fit(
        self, world: World, change: dict[str, Any], code: str, field: str
    ) -> None:
        scheme = a_scheme(world, linear("M1"), groups=["BUREAUS"])
        before = _left()

        with pytest.raises(Refusal) as refused:
            start_assessment(world.office, scheme.pk, a_key(), **_wish() | change)

        assert (refused.value.code, refused.value.field, _left()) == (code, field, before)

    def test_a_scheme_or_a_run_that_is_not_there(self, world: World) -> None:
        before = _left()

        with pytest.raises(NotVisible):
            start_assessment(world.office, 987654, a_key(), **_wish())
        with pytest.raises(NotVisible):
            freeze_assessment(world.office, 987654, a_key())
        with pytest.raises(NotVisible):
            issue_shipped_scheme(world.office, a_key(), template="../models", year=2026)

        assert _left() == before

    def test_a_wrong_scheme_is_not_issued(self, world: World) -> None:
        before = _left()

        with pytest.raises(Refusal) as refused:
            issue_scheme(world.office, a_key(), body=a_body(linear("M1"), full=90), year=2026)

        assert (refused.value.code, _left()) == ("scheme_invalid", before)

    def test_a_scheme_of_a_distant_year_is_not_issued(self, world: World) -> None:
        with pytest.raises(Refusal) as refused:
            issue_scheme(world.office, a_key(), body=a_body(linear("M1")), year=2020)

        assert refused.value.code == "scheme_year"

    def test_the_same_result_is_not_frozen_twice(self, world: World) -> None:
        scheme = a_scheme(world, linear("M1"))
        freeze_assessment(world.office, a_run(world, scheme).pk, a_key())
        trial = a_run(world, scheme)
        before = _left()

        with pytest.raises(Refusal) as refused:
            freeze_assessment(world.office, trial.pk, a_key())

        assert (refused.value.code, _left()) == ("assessment_frozen_before", before)

    def test_a_frozen_or_replaced_run_is_not_frozen_again(self, world: World) -> None:
        run = frozen(world, linear("M1"))

        with pytest.raises(Refusal) as refused:
            freeze_assessment(world.office, run.pk, a_key())

        assert refused.value.code == "assessment_not_a_trial"

    def test_a_trial_on_another_year_s_cases_is_for_looking_at_only(self, world: World) -> None:
        scheme = a_scheme(world, linear("M1"))
        run = a_run(world, scheme, "2025-12-31", year=2025)

        with pytest.raises(Refusal) as refused:
            freeze_assessment(world.office, run.pk, a_key())

        assert refused.value.code == "assessment_of_other_year"
        assert score_of(run).not_ranked == "NO_CASES"
