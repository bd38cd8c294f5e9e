"""World in which every text of every thing is unlike any other, with cases in every state that the commands reach."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from typing import Any

from cases import commands
from cases.inputs import PointInput, ProposerInput
from cases.models import Case, Commitment, Reply
from cases.states import UnitRole
from kernel.actor import SYSTEM
from kernel.clock import today
from people.commands import add_post, create_account
from people.queries import actor_of
from people.roles import Role
from support.build import (
    REPLY_WAY,
    a_draft,
    a_key,
    a_meeting,
    a_paper,
    an_order,
    feedback,
    part_of,
    signed_for,
    verdicts,
)
from support.world import A_HASH, World

_count = itertools.count(10000)
MARK = r"标\d{5}记"


def mark() -> str:
    """A text that stands nowhere else."""
    return f"标{next(_count)}记"


def a_case(world: World, kind: str = "SUGGESTION", **more: Any) -> Case:
    """A registered case, all of whose texts are marked."""
    phone = f"139{next(_count):08d}"
    who = ProposerInput(mark(), "DEPUTY" if kind == "SUGGESTION" else "MEMBER", "滨江代表团", phone, True)
    paper = a_paper(world, kind, title=mark(), body=mark(), proposers=[who], **more)
    return commands.register(world.office, a_key(), paper=paper)


def filed(world: World, kind: str = "SUGGESTION", **more: Any) -> Case:
    """A filed case."""
    case: Case = commands.file(world.office, a_case(world, kind, **more).pk, a_key())
    return case


def dispatched(world: World, *roles: tuple[str, UnitRole], kind: str = "SUGGESTION", **more: Any) -> Case:
    """A dispatched case; by default 水务局 leads and 交通运输局 helps."""
    order = an_order(world, *(roles or (("water", UnitRole.LEAD), ("roads", UnitRole.CO))))
    case: Case = commands.dispatch(world.office, filed(world, kind, **more).pk, a_key(), order=order)
    return case


def met(world: World, case: Case, code: str) -> None:
    """A talk of a unit with the proposer, minuted."""
    talk = a_meeting(place=mark(), unit_people=mark(), proposer_people=mark(), summary=mark())
    commands.record_meeting(world.actors[f"{code}_clerk"], part_of(case, code).pk, a_key(), meeting=talk)


def drafted(world: World, case: Case, code: str = "water", **more: Any) -> Reply:
    """A draft with a promise."""
    day = today() + timedelta(days=400)
    answer, promise = mark(), mark()  # the letter says both
    points = [PointInput(mark(), answer, "B", promise, day)]
    body = f"{mark()} {answer} {promise}"
    draft = a_draft(title=mark(), body=body, result_class="B", points=points, **more)
    part = part_of(case, code)
    commands.draft_reply(world.actors[f"{code}_officer"], part.pk, a_key(), draft=draft)
    return Reply.objects.filter(assignment=part, case=case).latest("id")


def way(world: World, reply: Reply, until: str, code: str = "water") -> Reply:
    """A reply brought to a step of its way, with comments and marks."""
    for step, who in REPLY_WAY:
        actor = world.office if who == "office" else world.actors[f"{code}_{who}"]
        more: dict[str, Any] = {"comment": mark()} if step.startswith("pass_") else {}
        if step == "pass_office_review":
            more = {"checklist": _marked(reply.case)}
        reply = getattr(commands, step)(actor, reply.pk, a_key(), **more)
        if step == until:
            break
    return reply


def _marked(case: Case, *failed: str) -> list[Any]:
    first, *others = verdicts(case, *failed)
    return [replace(first, note=mark()), *others]


def returned_from_office(world: World, reply: Reply) -> None:
    """The office sends a reply back, with its marks."""
    items = _marked(reply.case, "POINTS")
    commands.return_from_office(world.office, reply.pk, a_key(), reason=mark(), checklist=items)


def wished_away(world: World, case: Case, code: str) -> None:
    """A unit asks to be relieved."""
    commands.request_return(
        world.actors[f"{code}_clerk"],
        part_of(case, code).pk,
        a_key(),
        reason=mark(),
        basis=mark(),
        proposed_unit_id=world.units["parks"].pk,
    )


def opined(world: World, case: Case, bounced: bool = False, lead: str = "water", co: str = "roads") -> None:
    """A co-handler, by default 交通运输局, gives its opinion, perhaps sent back."""
    part = part_of(case, co)
    commands.submit_co_opinion(world.actors[f"{co}_officer"], part.pk, a_key(), text=mark(), contact=mark())
    if bounced:
        commands.bounce_co_opinion(world.actors[f"{lead}_officer"], part.pk, a_key(), reason=mark())
    else:
        commands.accept_co_opinion(world.actors[f"{lead}_officer"], part.pk, a_key())


def urged(world: World, case: Case, code: str) -> None:
    """The office urges a unit, which answers."""
    part = part_of(case, code).pk
    commands.urge_unit(world.office, part, a_key(), text=mark(), reply_by=today())
    commands.answer_urge(world.actors[f"{code}_officer"], part, a_key(), text=mark())


def _before_work(world: World) -> None:
    a_case(world)
    filed(world, "PROPOSAL")
    declined = a_case(world)
    more = {"ground": "EMPTY", "disposal": "REVISE", "reason": mark()}
    commands.decline(world.office, declined.pk, a_key(), **more)
    dispatched(world)
    withdrawn = signed_for(world, dispatched(world))
    met(world, withdrawn, "water")
    drafted(world, withdrawn)
    commands.withdraw(world.npc, withdrawn.pk, a_key(), reason=mark())


def _relieved(world: World) -> None:
    asked = dispatched(world)
    wished_away(world, asked, "roads")
    lead_asked = signed_for(world, dispatched(world))
    wished_away(world, lead_asked, "water")
    refused = signed_for(world, dispatched(world))
    wished_away(world, refused, "roads")
    commands.reject_return(world.office, part_of(refused, "roads").pk, a_key(), reason=mark())
    gone = signed_for(world, dispatched(world))
    met(world, gone, "water")
    wished_away(world, gone, "water")
    commands.accept_return(world.office, part_of(gone, "water").pk, a_key(), reason=mark())
    order = an_order(world, ("parks", UnitRole.LEAD))
    commands.redispatch(world.office, gone.pk, a_key(), order=order)
    signed_for(world, gone, "parks")
    met(world, gone, "parks")
    opined(world, gone, lead="parks")
    way(world, drafted(world, gone, "parks"), "deliver_reply", "parks")
    recalled = signed_for(world, dispatched(world))
    urged(world, recalled, "roads")
    met(world, recalled, "roads")
    opined(world, recalled, bounced=True)
    commands.recall(world.office, part_of(recalled, "roads").pk, a_key(), reason=mark())


def _at_work(world: World) -> None:
    both = signed_for(world, dispatched(world))
    urged(world, both, "water")
    officer = world.water_officer.account_id
    assert officer is not None
    commands.assign_officer(world.water_clerk, part_of(both, "water").pk, a_key(), officer_id=officer)
    met(world, both, "water")
    met(world, both, "roads")
    opined(world, both)
    way(world, drafted(world, both), "pass_section_review")
    extended = signed_for(world, dispatched(world))
    until = part_of(extended, "water").due_on + timedelta(days=3)
    more = {"until": until, "reason": mark(), "statement": mark()}
    commands.request_extension(world.water_clerk, part_of(extended, "water").pk, a_key(), **more)
    opined(world, extended)
    reply = way(world, drafted(world, extended), "pass_leader_review")
    returned_from_office(world, reply)
    drafted(world, extended)
    joint = (("water", UnitRole.JOINT_LEAD), ("edu", UnitRole.JOINT_LEAD))
    way(world, drafted(world, signed_for(world, dispatched(world, *joint))), "submit_reply")
    apart = signed_for(world, dispatched(world, ("water", UnitRole.SEPARATE), ("edu", UnitRole.SEPARATE)))
    way(world, drafted(world, apart, "edu"), "deliver_reply", "edu")
    drafted(world, apart)
    met(world, apart, "edu")


def _answered(world: World) -> None:
    for kind, result in (("SUGGESTION", "SATISFIED"), ("PROPOSAL", "DISSATISFIED")):
        case = signed_for(world, dispatched(world, kind=kind))
        met(world, case, "water")
        met(world, case, "roads")
        opined(world, case)
        if kind == "SUGGESTION":
            paper = filed(world)
            commands.merge(world.office, paper.pk, a_key(), into_id=case.pk)
        way(world, drafted(world, case), "deliver_reply")
        feedback(world, case, result=result)
        promise = Commitment.objects.get(case=case)
        commands.delay_commitment(
            world.water_clerk,
            promise.pk,
            a_key(),
            promised_on=promise.promised_on + timedelta(1),
            reason=mark(),
        )


def _protected(world: World) -> None:
    dispatched(world, protect_proposer=True)
    case = signed_for(world, dispatched(world, ("water", UnitRole.SOLE)))
    commands.protect_proposer(world.npc, case.pk, a_key(), protect=True, reason=mark())
    way(world, drafted(world, case, addressee=mark()), "deliver_reply")
    feedback(world, case)


def _made(world: World) -> World:
    account, _ = create_account(
        SYSTEM, username="two-posts", name="两岗", unit_id=world.units["edu"].pk,
        role=Role.UNIT_CLERK, section_id=world.units["edu"].sections.get().pk, password_hash=A_HASH,
    )  # fmt: skip
    add_post(SYSTEM, account.pk, unit_id=world.units["npc"].pk, role=Role.NPC_OFFICE)
    world.actors["two_posts"] = actor_of(account)
    for part in (_before_work, _relieved, _at_work, _answered, _protected):
        part(world)
    return world


usual_ways = _made
