"""Cases that an earlier release closed leave no waived part at work after the upgrade."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cases import commands
from cases.models import Assignment, Case
from governments.entering.registry import clear
from governments.entering.scope import governing
from governments.migration.fleet import migrate_fleet
from governments.models import Government
from governments.owner import owner_connection, run
from kernel.clock import today
from kernel.workdays import ONE_DAY
from support.build import a_dispatched_case, a_drafted_reply, a_key, brought, feedback, part_of, signed_for
from support.clocks import noon
from support.earlier import fill_county_of
from support.governments import COUNTY, rebuild_schemas
from support.world import World, a_world

WAIVED = "waive_co_opinion"


def waived(world: World) -> Case:
    """A case answered without the opinion of 交通运输局."""
    case = signed_for(world, a_dispatched_case(world))
    with noon(part_of(case, "roads").due_on + ONE_DAY):
        why = {"reason": "逾期未提交"}
        commands.waive_co_opinion(world.water_clerk, part_of(case, "roads").pk, a_key(), **why)
        brought(world, a_drafted_reply(world, case), "deliver_reply")
        feedback(world, case)
    return case


@pytest.fixture
def cases(committed: Government) -> Iterator[tuple[Case, Case]]:
    """One closed, one open; in a county's tables as an earlier release left them."""
    world = a_world()
    closed, still_open = waived(world), waived(world)
    with noon(today() + 100 * ONE_DAY):
        commands.close(world.office, closed.pk, a_key())
    part = part_of(closed, "roads").pk
    fill_county_of({"cases": "0014"})
    with owner_connection() as owner:
        told = (
            f"SELECT version FROM {COUNTY}.cases_caseevent WHERE case_id = {closed.pk} AND step = '{WAIVED}'"
        )
        left = (
            f"UPDATE {COUNTY}.cases_assignment SET state = 'HANDLING', version = ({told}) WHERE id = {part}"
        )
        run(owner, ["SET session_replication_role = replica", left, "RESET session_replication_role"])
    yield closed, still_open
    rebuild_schemas()
    clear()


def test_what_was_waived_ends_with_its_case_and_only_with_it(cases: tuple[Case, Case]) -> None:
    closed, still_open = cases

    voyage = migrate_fleet()

    with governing(COUNTY):
        states = dict(Assignment.objects.filter(role="CO").values_list("case_id", "state"))
        part = Assignment.objects.get(case_id=closed.pk, role="CO")
        assert Case.objects.get(pk=closed.pk).version >= part.version
    assert (voyage.migrated, voyage.failed) == ([COUNTY], {})
    assert states == {closed.pk: "DONE", still_open.pk: "HANDLING"}
