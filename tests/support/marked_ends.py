"""Later states of the marked world: waived, merged with several leads, ended, under packs that share more."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cases import commands
from cases.inputs import PointInput
from cases.models import Reply
from cases.states import UnitRole
from kernel.actor import SYSTEM
from rules.commands import load_pack
from rules.pack import shipped
from support.build import a_draft, a_key, feedback, part_of, signed_for
from support.clocks import noon
from support.founded import Founding
from support.marked_world import dispatched, drafted, filed, mark, met, opined, usual_ways, way
from support.world import World

JOINT = (("water", UnitRole.JOINT_LEAD), ("edu", UnitRole.JOINT_LEAD))


def more_states(world: World) -> None:
    """What the marked world has beside the usual ways; packs come last, for they hold for all that follow."""
    _waived(world)
    _merged(world)
    _ended(world)
    _shared(world)


def _waived(world: World) -> None:
    """The lead goes on without an opinion that never came; another one came too late to matter."""
    case = signed_for(world, dispatched(world, kind="PROPOSAL"))
    part = part_of(case, "roads")
    with noon(part.due_on + timedelta(1)):
        commands.waive_co_opinion(world.water_head, part.pk, a_key(), reason=mark())
    drafted(world, case)
    answered = signed_for(world, dispatched(world))
    with noon(part_of(answered, "roads").due_on + timedelta(1)):
        commands.waive_co_opinion(world.water_head, part_of(answered, "roads").pk, a_key(), reason=mark())
    way(world, drafted(world, answered), "deliver_reply")


def _merged(world: World) -> None:
    """Papers of several who lead, one of them protected, answered together by units that lead together."""
    main = signed_for(world, dispatched(world, *JOINT))
    papers = [filed(world), filed(world, protect_proposer=True)]
    for paper in papers:
        commands.merge(world.office, paper.pk, a_key(), into_id=main.pk)
    met(world, main, "edu")
    drafted(world, main)
    alone = signed_for(world, dispatched(world, ("edu", UnitRole.LEAD), ("water", UnitRole.CO)))
    commands.merge(world.office, filed(world).pk, a_key(), into_id=alone.pk)
    opined(world, alone, lead="edu", co="water")
    way(world, drafted(world, alone, "edu"), "deliver_reply", "edu")


def _plain(**more: Any) -> Any:
    answer = mark()
    body = f"{mark()} {answer}"
    return a_draft(title=mark(), body=body, points=[PointInput(mark(), answer, "A")], **more)


def _ended(world: World) -> None:
    """Closed and put into the archive; closed and opened again."""
    for reopened in (False, True):
        case = signed_for(world, dispatched(world))
        met(world, case, "water")
        opined(world, case)
        part = part_of(case, "water")
        commands.draft_reply(world.water_officer, part.pk, a_key(), draft=_plain())
        way(world, Reply.objects.get(assignment=part), "deliver_reply")
        feedback(world, case)
        commands.close(world.office, case.pk, a_key(), reason=mark())
        if reopened:
            commands.reopen(world.office, case.pk, a_key(), reason=mark())
        else:
            commands.archive(world.office, case.pk, a_key())


def _shared(world: World) -> None:
    """Under packs that share minutes, that expressly do not, and that have co-handlers meet."""
    early = date(2020, 1, 1)
    load_pack(SYSTEM, shipped("base_proposal") | {"share_minutes": False}, effective_on=early)
    _talked(world, "PROPOSAL", answered=True)
    load_pack(SYSTEM, shipped("base_suggestion") | {"share_minutes": True}, effective_on=early)
    _talked(world, "SUGGESTION", answered=True)
    _talked(world, "SUGGESTION", answered=False)
    meeting = {"co_meetings": {"before_opinion": ["DURING"]}}
    load_pack(SYSTEM, shipped("base_proposal") | meeting, effective_on=early)
    dispatched(world, kind="PROPOSAL")
    dispatched(world, kind="PROPOSAL", protect_proposer=True)


def _talked(world: World, kind: str, *, answered: bool) -> None:
    case = signed_for(world, dispatched(world, kind=kind))
    met(world, case, "water")
    met(world, case, "roads")
    opined(world, case)
    if answered:
        way(world, drafted(world, case), "deliver_reply")


def _all_of_it(world: World) -> World:
    usual_ways(world)
    more_states(world)
    return world


marked_world = Founding(_all_of_it)
