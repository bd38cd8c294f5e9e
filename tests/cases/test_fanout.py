"""Whom a reply goes to: each signer or the lead alone, and who gets a copy, as the case's pack says."""

from __future__ import annotations

from typing import Any

from cases import commands
from cases.inputs import ProposerInput
from cases.letters.recipients import Fanout, fanouts
from cases.models import Case, Reply
from cases.states import UnitRole
from kernel.actor import SYSTEM
from kernel.clock import today
from rules.commands import load_pack
from rules.pack import shipped
from rules.queries import pack_of
from support.build import (
    a_draft,
    a_drafted_reply,
    a_key,
    a_registered_case,
    an_opinion,
    an_order,
    brought,
    signed_for,
)
from support.world import World

PERSON = {"SUGGESTION": ("DEPUTY", "滨江代表团"), "PROPOSAL": ("MEMBER", "经济界")}


def signed(kind: str) -> list[ProposerInput]:
    """A joint paper's proposers."""
    person, group = PERSON[kind]
    lead = ProposerInput("沈若溪", person, group, "13900000000", True)
    return [lead, ProposerInput("纪望舒", person, group, "", False)]


def a_delivered_reply(world: World, kind: str = "SUGGESTION", **rules: Any) -> Reply:
    """水务局's delivered reply to a joint paper with 交通运输局 co-handling, under the base pack with these rules."""
    if rules:
        load_pack(SYSTEM, shipped(f"base_{kind.lower()}") | rules, effective_on=today())
    paper = a_registered_case(world, kind, proposers=signed(kind))
    commands.file(world.office, paper.pk, a_key())
    order = an_order(world, ("water", UnitRole.LEAD), ("roads", UnitRole.CO))
    case = commands.dispatch(world.office, paper.pk, a_key(), order=order)
    signed_for(world, case)
    an_opinion(world, case)
    return brought(world, a_drafted_reply(world, case, draft=a_draft()), "deliver_reply")


def fanout(reply: Reply) -> Fanout:
    return fanouts([reply], {reply.pk: pack_of(Case.objects.get(pk=reply.case_id).pack)})[reply.pk]


def test_each_signer_is_handed_the_letter_and_committee_and_office_get_a_copy(world: World) -> None:
    reply = a_delivered_reply(world)

    assert fanout(reply) == Fanout(("沈若溪", "纪望舒"), ("云州市人大代表工委", "云州市人民政府办公室"))


def test_a_pack_may_leave_it_to_the_lead_to_pass_the_letter_on(world: World) -> None:
    reply = a_delivered_reply(world, reply_fanout="lead_only")

    assert fanout(reply).recipients == ("沈若溪",)


def test_a_pack_may_send_copies_to_co_handlers_or_to_nobody(world: World) -> None:
    helpers = a_delivered_reply(world, reply_copies=["CO_HANDLERS"])
    nobody = a_delivered_reply(world, reply_copies=[])

    assert (fanout(helpers).copies, fanout(nobody).copies) == (("云州市交通运输局",), ())


def test_copies_of_an_answer_to_a_proposal_go_to_the_other_committee(world: World) -> None:
    reply = a_delivered_reply(world, "PROPOSAL")

    assert fanout(reply).copies == ("云州市政协提案委", "云州市人民政府办公室")


def test_an_office_that_answers_itself_sends_no_copy_to_itself(world: World) -> None:
    reply = a_delivered_reply(world)
    reply.assignment.unit_id = world.units["office"].pk

    assert fanout(reply).copies == ("云州市人大代表工委",)


def test_the_delivery_keeps_on_record_whom_the_letter_went_to(world: World) -> None:
    reply = a_delivered_reply(world, reply_fanout="lead_only")

    facts = reply.case.events.get(step="deliver_reply").facts
    assert facts["recipients"] == ["沈若溪"]
    assert facts["copies"] == ["云州市人大代表工委", "云州市人民政府办公室"]
