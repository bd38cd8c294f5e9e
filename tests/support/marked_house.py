"""House in which every text of every thing is unlike any other, with cases in every state that the commands reach."""

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
from support.house import A_HASH, House

_count = itertools.count(10000)
MARK = r"标\d{5}记"


def mark() -> str:
    """A text that stands nowhere else."""
    return f"标{next(_count)}记"


def a_case(house: House, kind: str = "SUGGESTION", **more: Any) -> Case:
    """A registered case, all of whose texts are marked."""
    phone = f"139{next(_count):08d}"
    who = ProposerInput(mark(), "DEPUTY" if kind == "SUGGESTION" else "MEMBER", "滨江代表团", phone, True)
    paper = a_paper(house, kind, title=mark(), body=mark(), proposers=[who], **more)
    return commands.register(house.office, a_key(), paper=paper)


def filed(house: House, kind: str = "SUGGESTION", **more: Any) -> Case:
    """A filed case."""
    case: Case = commands.file(house.office, a_case(house, kind, **more).pk, a_key())
    return case


def dispatched(house: House, *roles: tuple[str, UnitRole], kind: str = "SUGGESTION", **more: Any) -> Case:
    """A dispatched case; by default 水务局 leads and 交通运输局 helps."""
    order = an_order(house, *(roles or (("water", UnitRole.LEAD), ("roads", UnitRole.CO))))
    case: Case = commands.dispatch(house.office, filed(house, kind, **more).pk, a_key(), order=order)
    return case


def met(house: House, case: Case, code: str) -> None:
    """A talk of a unit with the proposer, minuted."""
    talk = a_meeting(place=mark(), unit_people=mark(), proposer_people=mark(), summary=mark())
    commands.record_meeting(house.actors[f"{code}_clerk"], part_of(case, code).pk, a_key(), meeting=talk)


def drafted(house: House, case: Case, code: str = "water", **more: Any) -> Reply:
    """A draft with a promise."""
    day = today() + timedelta(days=400)
    answer, promise = mark(), mark()  # the letter says both
    points = [PointInput(mark(), answer, "B", promise, day)]
    body = f"{mark()} {answer} {promise}"
    draft = a_draft(title=mark(), body=body, result_class="B", points=points, **more)
    part = part_of(case, code)
    commands.draft_reply(house.actors[f"{code}_officer"], part.pk, a_key(), draft=draft)
    return Reply.objects.filter(assignment=part, case=case).latest("id")


def way(house: House, reply: Reply, until: str, code: str = "water") -> Reply:
    """A reply brought to a step of its way, with comments and marks."""
    for step, who in REPLY_WAY:
        actor = house.office if who == "office" else house.actors[f"{code}_{who}"]
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


def returned_from_office(house: House, reply: Reply) -> None:
    """The office sends a reply back, with its marks."""
    items = _marked(reply.case, "POINTS")
    commands.return_from_office(house.office, reply.pk, a_key(), reason=mark(), checklist=items)


def wished_away(house: House, case: Case, code: str) -> None:
    """A unit asks to be relieved."""
    commands.request_return(
        house.actors[f"{code}_clerk"],
        part_of(case, code).pk,
        a_key(),
        reason=mark(),
        basis=mark(),
        proposed_unit_id=house.units["parks"].pk,
    )


def opined(house: House, case: Case, bounced: bool = False, lead: str = "water", co: str = "roads") -> None:
    """A co-handler, by default 交通运输局, gives its opinion, perhaps sent back."""
    part = part_of(case, co)
    commands.submit_co_opinion(house.actors[f"{co}_officer"], part.pk, a_key(), text=mark(), contact=mark())
    if bounced:
        commands.bounce_co_opinion(house.actors[f"{lead}_officer"], part.pk, a_key(), reason=mark())
    else:
        commands.accept_co_opinion(house.actors[f"{lead}_officer"], part.pk, a_key())


def urged(house: House, case: Case, code: str) -> None:
    """The office urges a unit, which answers."""
    part = part_of(case, code).pk
    commands.urge_unit(house.office, part, a_key(), text=mark(), reply_by=today())
    commands.answer_urge(house.actors[f"{code}_officer"], part, a_key(), text=mark())


def _before_work(house: House) -> None:
    a_case(house)
    filed(house, "PROPOSAL")
    declined = a_case(house)
    more = {"ground": "EMPTY", "disposal": "REVISE", "reason": mark()}
    commands.decline(house.office, declined.pk, a_key(), **more)
    dispatched(house)
    withdrawn = signed_for(house, dispatched(house))
    met(house, withdrawn, "water")
    drafted(house, withdrawn)
    commands.withdraw(house.npc, withdrawn.pk, a_key(), reason=mark())


def _relieved(house: House) -> None:
    asked = dispatched(house)
    wished_away(house, asked, "roads")
    lead_asked = signed_for(house, dispatched(house))
    wished_away(house, lead_asked, "water")
    refused = signed_for(house, dispatched(house))
    wished_away(house, refused, "roads")
    commands.reject_return(house.office, part_of(refused, "roads").pk, a_key(), reason=mark())
    gone = signed_for(house, dispatched(house))
    met(house, gone, "water")
    wished_away(house, gone, "water")
    commands.accept_return(house.office, part_of(gone, "water").pk, a_key(), reason=mark())
    order = an_order(house, ("parks", UnitRole.LEAD))
    commands.redispatch(house.office, gone.pk, a_key(), order=order)
    signed_for(house, gone, "parks")
    met(house, gone, "parks")
    opined(house, gone, lead="parks")
    way(house, drafted(house, gone, "parks"), "deliver_reply", "parks")
    recalled = signed_for(house, dispatched(house))
    urged(house, recalled, "roads")
    met(house, recalled, "roads")
    opined(house, recalled, bounced=True)
    commands.recall(house.office, part_of(recalled, "roads").pk, a_key(), reason=mark())


def _at_work(house: House) -> None:
    both = signed_for(house, dispatched(house))
    urged(house, both, "water")
    officer = house.water_officer.account_id
    assert officer is not None
    commands.assign_officer(house.water_clerk, part_of(both, "water").pk, a_key(), officer_id=officer)
    met(house, both, "water")
    met(house, both, "roads")
    opined(house, both)
    way(house, drafted(house, both), "pass_section_review")
    extended = signed_for(house, dispatched(house))
    until = part_of(extended, "water").due_on + timedelta(days=3)
    more = {"until": until, "reason": mark(), "statement": mark()}
    commands.request_extension(house.water_clerk, part_of(extended, "water").pk, a_key(), **more)
    opined(house, extended)
    reply = way(house, drafted(house, extended), "pass_leader_review")
    returned_from_office(house, reply)
    drafted(house, extended)
    joint = (("water", UnitRole.JOINT_LEAD), ("edu", UnitRole.JOINT_LEAD))
    way(house, drafted(house, signed_for(house, dispatched(house, *joint))), "submit_reply")
    apart = signed_for(house, dispatched(house, ("water", UnitRole.SEPARATE), ("edu", UnitRole.SEPARATE)))
    way(house, drafted(house, apart, "edu"), "deliver_reply", "edu")
    drafted(house, apart)
    met(house, apart, "edu")


def _answered(house: House) -> None:
    for kind, result in (("SUGGESTION", "SATISFIED"), ("PROPOSAL", "DISSATISFIED")):
        case = signed_for(house, dispatched(house, kind=kind))
        met(house, case, "water")
        met(house, case, "roads")
        opined(house, case)
        if kind == "SUGGESTION":
            paper = filed(house)
            commands.merge(house.office, paper.pk, a_key(), into_id=case.pk)
        way(house, drafted(house, case), "deliver_reply")
        feedback(house, case, result=result)
        promise = Commitment.objects.get(case=case)
        commands.delay_commitment(
            house.water_clerk,
            promise.pk,
            a_key(),
            promised_on=promise.promised_on + timedelta(1),
            reason=mark(),
        )


def _protected(house: House) -> None:
    dispatched(house, protect_proposer=True)
    case = signed_for(house, dispatched(house, ("water", UnitRole.SOLE)))
    commands.protect_proposer(house.npc, case.pk, a_key(), protect=True, reason=mark())
    way(house, drafted(house, case, addressee=mark()), "deliver_reply")
    feedback(house, case)


def _made(house: House) -> House:
    account, _ = create_account(
        SYSTEM, username="two-posts", name="两岗", unit_id=house.units["edu"].pk,
        role=Role.UNIT_CLERK, section_id=house.units["edu"].sections.get().pk, password_hash=A_HASH,
    )  # fmt: skip
    add_post(SYSTEM, account.pk, unit_id=house.units["npc"].pk, role=Role.NPC_OFFICE)
    house.actors["two_posts"] = actor_of(account)
    for part in (_before_work, _relieved, _at_work, _answered, _protected):
        part(house)
    return house


usual_ways = _made
