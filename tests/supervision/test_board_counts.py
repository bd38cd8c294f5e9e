"""Counters move with the statements themselves: whatever is done, they equal the fresh aggregate."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from django.db import connection

from cases import commands
from cases.commands.registration_bulk import register_many
from cases.models import Assignment, Case
from cases.reading.worklist import RUNNING, Light, with_light
from cases.states import CLOCK_OFF, UnitRole
from governments.models import Government
from kernel.clock import today
from people.models import Unit
from supervision.board import bodies_of, recount_board
from supervision.public.models import Tally
from supervision.tally import LOOSE, CountKey, counts, fresh, settled_counts
from support.build import a_delivered_case, a_dispatched_case, a_filed_case, a_key, a_paper, signed_for
from support.copies import copy_cases
from support.session import rows
from support.wandering import wander
from support.world import World

ABOUT = {"code": "yunzhou", "name": "云州市", "short_name": "云州", "tier": "CITY"}


@pytest.mark.parametrize("seed", [1, 2])
def test_after_a_random_walk_the_counters_equal_the_fresh_aggregate(world: World, seed: int) -> None:
    taken: Counter[str] = Counter()

    for step in wander(world, Random(seed), 90):
        taken[step] += 1
        assert counts() == fresh(), step

    assert len(taken) > 12


def test_a_merge_and_a_withdrawal_are_counted(world: World) -> None:
    into, merged, withdrawn = (a_filed_case(world) for _ in range(3))

    commands.merge(world.office, merged.pk, a_key(), into_id=into.pk)
    commands.withdraw(world.office, withdrawn.pk, a_key(), reason="代表来函撤回")

    stages = {key.stage: n for key, n in counts().items()}
    assert stages == {"FILED": 1, "MERGED": 1, "WITHDRAWN": 1}
    assert counts() == fresh()


def test_a_bulk_import_adds_one_row_for_each_count(world: World) -> None:
    papers = [a_paper(world, title=f"关于第{n}件事的建议", source_key=f"list-{n}") for n in range(500)]

    register_many(world.office, world.sessions["SUGGESTION"], papers)

    assert list(Tally.objects.values_list("stage", "n")) == [("REGISTERED", 500)]
    assert counts() == fresh()


def test_plain_sql_is_counted_too(world: World) -> None:
    a_delivered_case(world)
    signed_for(world, a_dispatched_case(world))

    copy_cases(3, without="cases_dueday")  # which keep their assignment from being deleted
    rows("DELETE FROM cases_caseduty WHERE case_id > 1000000")
    rows("DELETE FROM cases_assignment WHERE state = 'HANDLING' AND role = 'CO' AND id > 1000000")

    assert counts() == fresh()
    assert sum(n for key, n in counts().items() if key.unit_id is None) == 8


def test_a_statement_that_moves_nothing_leaves_no_row(world: World) -> None:
    case = a_filed_case(world)
    before = Tally.objects.count()

    Case.objects.filter(pk=case.pk).update(title="关于另一件事的建议")

    assert Tally.objects.count() == before


def test_a_step_that_is_rolled_back_is_not_counted(world: World) -> None:
    before = counts()

    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT here")
        a_dispatched_case(world)
        cursor.execute("ROLLBACK TO SAVEPOINT here")

    assert counts() == before


def test_lights_and_stages_are_those_of_the_work_list(world: World) -> None:
    for _ in wander(world, Random(7), 40):
        pass
    for days in (-40, -3, 0, 5, 200):
        case = signed_for(world, a_dispatched_case(world))
        Case.objects.filter(pk=case.pk).update(due_on=today() + timedelta(days=days))

    figures = {row["kind"]: row for row in bodies_of(ABOUT)["OWN"]["figures"]}

    for kind, row in figures.items():
        mine = Case.objects.filter(kind=kind)
        for light in (Light.GREEN, Light.YELLOW, Light.RED):
            assert row[light.lower()] == with_light(mine, {light}).count(), (kind, light)
        assert {one["stage"]: one["count"] for one in row["stages"]} == Counter(
            mine.values_list("state", flat=True)
        )
    assert figures["SUGGESTION"]["red"] >= 2


def test_units_are_told_with_what_waits_and_what_is_late_worst_first(world: World) -> None:
    late = signed_for(world, a_dispatched_case(world))
    Assignment.objects.filter(case=late, unit=world.units["roads"]).update(due_on="2026-01-05")
    a_dispatched_case(world, ("water", UnitRole.SOLE))
    a_delivered_case(world)

    units = bodies_of(ABOUT)["OWN"]["units"]

    assert [
        (row["short_name"], row["overdue"], row["to_sign"], row["doing"], row["done"]) for row in units
    ] == [("交通运输局", 1, 0, 1, 0), ("水务局", 0, 1, 2, 1)]


def test_many_rows_are_summed_up_and_the_counts_stay(world: World) -> None:
    for _ in wander(world, Random(4), 40):
        pass
    right = counts()
    Tally.objects.bulk_create(
        Tally(kind="PROPOSAL", stage="FILED", n=sign) for _ in range(LOOSE) for sign in (1, -1)
    )

    settled_counts()

    assert counts() == right
    assert Tally.objects.count() == len(right)


def test_recounting_finds_and_repairs_what_was_lost(world: World) -> None:
    a_dispatched_case(world)
    water = Unit.objects.get(code="water").pk
    Tally.objects.filter(unit_id=water).delete()

    wrong = recount_board(ABOUT)

    assert [(key.unit_id, key.role, n) for key, n in wrong.items()] == [(water, "LEAD", 1)]
    assert counts() == fresh()
    assert recount_board(ABOUT) == {}


def test_recounting_takes_away_what_was_counted_too_often(world: World) -> None:
    a_dispatched_case(world, ("water", UnitRole.SOLE))
    water = Unit.objects.get(code="water").pk
    row = Tally.objects.get(unit_id=water)
    row.pk, row.n = None, 2
    row.save(force_insert=True)

    wrong = recount_board(ABOUT)

    assert [n for key, n in wrong.items() if key.unit_id == water] == [-2]
    assert counts() == fresh()


def test_the_triggers_name_the_states_in_which_a_clock_runs(governed: Government) -> None:
    def states_in(function: str) -> set[frozenset[str]]:
        ((source,),) = rows("SELECT prosrc FROM pg_proc WHERE oid = %s::regproc", function)
        return {frozenset(re.findall(r"'(\w+)'", found)) for found in re.findall(r"IN \(([^)]*)\)", source)}

    assert states_in("tally_cases_case") == {frozenset(RUNNING)}
    assert states_in("tally_cases_assignment") == {frozenset(str(one) for one in CLOCK_OFF)}


def test_a_count_names_only_what_it_is_about(world: World) -> None:
    a_dispatched_case(world, ("water", UnitRole.SOLE))

    of_case, of_unit = sorted(counts(), key=lambda key: key.unit_id or 0)

    assert isinstance(of_case, CountKey)
    assert (of_case.unit_id, of_case.role, of_unit.kind, of_unit.pack_id) == (None, "", "", None)
