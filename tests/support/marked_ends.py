"""Later states of the marked house: waived, merged with several leads, ended, under packs that share more."""

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
from support.house import House
from support.marked_house import dispatched, drafted, filed, mark, met, opined, usual_ways, way

JOINT = (("water", UnitRole.JOINT_LEAD), ("edu", UnitRole.JOINT_LEAD))


def more_states(house: House) -> None:
    """What the marked house has beside the usual ways; packs come last, for they hold for all that follow."""
    _waived(house)
    _merged(house)
    _ended(house)
    _shared(house)


def _waived(house: House) -> None:
    """The lead goes on without an opinion that never came; another one came too late to matter."""
    case = signed_for(house, dispatched(house, kind="PROPOSAL"))
    part = part_of(case, "roads")
    with noon(part.due_on + timedelta(1)):
        commands.waive_co_opinion(house.water_head, part.pk, a_key(), reason=mark())
    drafted(house, case)
    answered = signed_for(house, dispatched(house))
    with noon(part_of(answered, "roads").due_on + timedelta(1)):
        commands.waive_co_opinion(house.water_head, part_of(answered, "roads").pk, a_key(), reason=mark())
    way(house, drafted(house, answered), "deliver_reply")


def _merged(house: House) -> None:
    """Papers of several who lead, one of them protected, answered together by units that lead together."""
    main = signed_for(house, dispatched(house, *JOINT))
    papers = [filed(house), filed(house, protect_proposer=True)]
    for paper in papers:
        commands.merge(house.office, paper.pk, a_key(), into_id=main.pk)
    met(house, main, "edu")
    drafted(house, main)
    alone = signed_for(house, dispatched(house, ("edu", UnitRole.LEAD), ("water", UnitRole.CO)))
    commands.merge(house.office, filed(house).pk, a_key(), into_id=alone.pk)
    opined(house, alone, lead="edu", co="water")
    way(house, drafted(house, alone, "edu"), "deliver_reply", "edu")


def _plain(**more: Any) -> Any:
    answer = mark()
    body = f"{mark()} {answer}"
    return a_draft(title=mark(), body=body, points=[PointInput(mark(), answer, "A")], **more)


def _ended(house: House) -> None:
    """Closed and put into the archive; closed and opened again."""
    for reopened in (False, True):
        case = signed_for(house, dispatched(house))
        met(house, case, "water")
        opined(house, case)
        part = part_of(case, "water")
        commands.draft_reply(house.water_officer, part.pk, a_key(), draft=_plain())
        way(house, Reply.objects.get(assignment=part), "deliver_reply")
        feedback(house, case)
        commands.close(house.office, case.pk, a_key(), reason=mark())
        if reopened:
            commands.reopen(house.office, case.pk, a_key(), reason=mark())
        else:
            commands.archive(house.office, case.pk, a_key())


def _shared(house: House) -> None:
    """Under packs that share minutes, that expressly do not, and that have co-handlers meet."""
    early = date(2020, 1, 1)
    load_pack(SYSTEM, shipped("base_proposal") | {"share_minutes": False}, effective_on=early)
    _talked(house, "PROPOSAL", answered=True)
    load_pack(SYSTEM, shipped("base_suggestion") | {"share_minutes": True}, effective_on=early)
    _talked(house, "SUGGESTION", answered=True)
    _talked(house, "SUGGESTION", answered=False)
    meeting = {"co_meetings": {"before_opinion": ["DURING"]}}
    load_pack(SYSTEM, shipped("base_proposal") | meeting, effective_on=early)
    dispatched(house, kind="PROPOSAL")
    dispatched(house, kind="PROPOSAL", protect_proposer=True)


def _talked(house: House, kind: str, *, answered: bool) -> None:
    case = signed_for(house, dispatched(house, kind=kind))
    met(house, case, "water")
    met(house, case, "roads")
    opined(house, case)
    if answered:
        way(house, drafted(house, case), "deliver_reply")


def _all_of_it(house: House) -> House:
    usual_ways(house)
    more_states(house)
    return house


marked_house = Founding(_all_of_it)
