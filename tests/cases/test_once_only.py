"""Keys and races: the same key has one effect and one answer; two people give one effect and one refusal."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from cases import commands
from cases.changing.counters import take_number
from cases.models import Case, CaseEvent
from governments.entering.scope import governing
from governments.models import Government
from kernel.refusals import Refusal
from support.build import (
    LEAD_AND_CO,
    a_delivered_case,
    a_filed_case,
    a_key,
    a_paper,
    a_registered_case,
    an_order,
)
from support.world import World, a_world


def test_the_same_key_answers_again_without_a_second_effect(world: World) -> None:
    case, key = a_registered_case(world), a_key()

    first = commands.file(world.office, case.pk, key)
    again = commands.file(world.office, case.pk, key)

    assert (again.pk, again.version, again.case_no) == (first.pk, first.version, first.case_no)
    assert CaseEvent.objects.filter(case=case, step="file").count() == 1


def test_a_repeated_registration_gives_the_same_case(world: World) -> None:
    paper, key = a_paper(world), a_key()

    first = commands.register(world.office, key, paper=paper)
    again = commands.register(world.office, key, paper=paper)

    assert first.pk == again.pk
    assert Case.objects.count() == 1


def test_a_key_with_other_inputs_is_refused(world: World) -> None:
    case, key = a_registered_case(world), a_key()
    given = {"ground": "EMPTY", "disposal": "REVISE", "reason": "没有内容"}
    commands.decline(world.office, case.pk, key, **given)

    with pytest.raises(Refusal) as refused:
        commands.decline(world.office, case.pk, key, **given | {"reason": "另一理由"})

    assert refused.value.code == "key_reused"


def test_a_key_belongs_to_its_actor(world: World) -> None:
    one, other, key = a_registered_case(world), a_registered_case(world), a_key()

    commands.file(world.office, one.pk, key)
    commands.file(world.npc, other.pk, key)

    assert Case.objects.filter(state="FILED").count() == 2


@pytest.mark.parametrize("key", ["", "short", "x" * 65])
def test_a_malformed_key_is_refused(world: World, key: str) -> None:
    with pytest.raises(Refusal, match="请求标识"):
        commands.register(world.office, key, paper=a_paper(world))


def test_an_exception_in_the_middle_leaves_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = a_filed_case(world)
    before = (case.version, CaseEvent.objects.count())

    def broken(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("cases.changing.door.posting", broken)
    with pytest.raises(OSError, match="disk full"):
        commands.dispatch(world.office, case.pk, a_key(), order=an_order(world, *LEAD_AND_CO))

    case.refresh_from_db()
    assert (case.version, CaseEvent.objects.count()) == before
    assert case.state == "FILED"
    assert not case.assignments.exists()


def _together(*calls: Callable[[], Any]) -> list[Any]:
    """Run the calls at the same moment, each on its own connection; results or refusals, in order."""
    gate = Barrier(len(calls))

    def one(call: Callable[[], Any]) -> Any:
        try:
            with governing("yunzhou"):
                gate.wait(timeout=60)
                return call()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def test_two_people_pressing_at_once_give_one_effect_and_one_clear_refusal(committed: Government) -> None:
    world = a_world()
    case = a_registered_case(world)

    results = _together(
        lambda: commands.file(world.office, case.pk, a_key()),
        lambda: commands.file(world.npc, case.pk, a_key()),
    )

    refusals = [one for one in results if isinstance(one, Refusal)]
    assert [one.code for one in refusals] == ["overtaken"]
    assert "已于" in refusals[0].message
    assert CaseEvent.objects.filter(case=case, step="file").count() == 1


def test_a_double_click_gives_one_effect_and_twice_the_same_answer(committed: Government) -> None:
    world, key = a_world(), a_key()
    paper = a_paper(world)

    results = _together(*[lambda: commands.register(world.office, key, paper=paper)] * 4)

    assert len({one.pk for one in results}) == 1
    assert Case.objects.count() == 1
    assert CaseEvent.objects.count() == 1


def test_numbers_have_no_gaps_under_contention_and_rollback(committed: Government) -> None:
    world = a_world()
    cases = [a_registered_case(world) for _ in range(6)]
    with pytest.raises(Refusal):
        commands.file(world.office, a_delivered_case(world).pk, a_key())

    _together(*[lambda case=case: commands.file(world.office, case.pk, a_key()) for case in cases])

    numbers = sorted(
        int(no[-4:]) for no in Case.objects.exclude(case_no=None).values_list("case_no", flat=True)
    )
    assert numbers == list(range(1, 8))
    assert take_number("another series") == 1
