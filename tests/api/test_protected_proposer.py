"""A protected proposer (山东 Art. 11, 青岛 Art. 18): office and committee alone read who filed, by every way."""

from __future__ import annotations

import pytest

from cases import commands
from cases.models import Case
from cases.states import UnitRole
from kernel.refusals import Refusal
from rules.queries import pack_of
from support.asking import Asking
from support.build import a_dispatched_case, a_drafted_reply, a_key, a_paper, brought, part_of, signed_for
from support.world import World
from transfers.snapshot import subject_of

NAME, PHONE = "沈若溪", "13900000000"
FIELDS = """id leadProposerName protectProposer proposers { name group phone } replies { addressee recipients }
  events { edges { node { step reason facts { value } } } } mergedCases { leadProposerName }"""
ONE = f"query($id: ID!) {{ case(id: $id) {{ {FIELDS} }} }}"
LIST = "{ cases { edges { node { id leadProposerName } } } }"
FOUND = "query($text: String!) { cases(text: $text) { edges { node { id } } } }"
PROTECT = """mutation($key: String!, $id: ID!, $protect: Boolean!, $reason: String!) {
  protectProposer(key: $key, caseId: $id, protect: $protect, reason: $reason) { case { id } refusal { message } } }"""


def protected(ask: Asking, world: World, who: str = "npc") -> Case:
    """An answered case, protected by a step that the committee takes."""
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))
    brought(world, a_drafted_reply(world, case), "deliver_reply")
    given = {"key": a_key(), "id": str(case.pk), "protect": True, "reason": "代表本人要求保密"}
    assert ask.data(who, PROTECT, **given)["refusal"] is None
    return case


@pytest.mark.parametrize(
    ("who", "knows"), [("office", True), ("npc", True), ("npc_seat", False), ("water_head", False)]
)
def test_office_and_committee_alone_read_who_filed(ask: Asking, world: World, who: str, knows: bool) -> None:
    case = protected(ask, world)

    told = str([ask.data(who, ONE, id=str(case.pk)), ask.data(who, LIST)])
    found = ask.data(who, FOUND, text=NAME)["edges"]

    assert (NAME in told, PHONE in told, bool(found)) == (knows, knows, knows)
    assert ("受保护的提出人" in told) is not knows
    assert ("代表本人要求保密" in told) is knows


def test_a_paper_is_protected_from_its_registration(ask: Asking, world: World) -> None:
    case = commands.register(world.office, a_key(), paper=a_paper(world, protect_proposer=True))

    assert ask.data("npc_seat", ONE, id=str(case.pk))["leadProposerName"] == "受保护的提出人"


def test_a_unit_cannot_end_it_and_the_office_can(ask: Asking, world: World) -> None:
    case = protected(ask, world)
    given = {"id": str(case.pk), "protect": False, "reason": "代表同意解除"}

    refused = ask.code("water_clerk", PROTECT, key=a_key(), **given)
    ended = ask.data("office", PROTECT, key=a_key(), **given)

    assert (refused, ended["refusal"]) == ("FORBIDDEN", None)
    assert NAME in str(ask.data("water_head", ONE, id=str(case.pk)))


def test_what_goes_down_to_another_government_names_nobody(ask: Asking, world: World) -> None:
    case = protected(ask, world)
    case.refresh_from_db()

    shared = str(subject_of(case, part_of(case, "water"), pack_of(case.pack)))

    assert NAME not in shared
    assert PHONE not in shared
    assert "受保护的提出人" in shared


def test_protecting_twice_is_refused_and_leaves_nothing(ask: Asking, world: World) -> None:
    case = protected(ask, world)
    before = case.events.count()

    with pytest.raises(Refusal, match="已设为保护"):
        commands.protect_proposer(world.office, case.pk, a_key(), protect=True, reason="再次设置")

    assert case.events.count() == before
