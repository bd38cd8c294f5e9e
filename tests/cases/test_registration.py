"""Registration: who may stand as a proposer of a paper; what is refused leaves no paper and no number."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cases.inputs import ProposerInput
from cases.models import Case, CaseEvent, Proposer
from kernel.refusals import Refusal
from support.build import a_registered_case
from support.world import World

DEPUTY = ProposerInput("沈若溪", "DEPUTY", "滨江代表团", "", True)
MEMBER = ProposerInput("韩清越", "MEMBER", "经济界", "", True)
SECOND = ProposerInput("纪望舒", "DEPUTY", "滨江代表团", "", True)
NOBODY = ProposerInput(" ", "DEPUTY", "", "", True)
STRANGER = ProposerInput("顾长安", "CITIZEN", "", "", True)
TEAM = ProposerInput("滨江代表团", "DELEGATION", "", "", True)
PARTY = ProposerInput("民建云州市委", "PARTY", "", "", True)


@pytest.mark.parametrize(
    ("kind", "proposers", "code"),
    [
        ("SUGGESTION", [], "proposer_required"),
        ("SUGGESTION", [NOBODY], "field_required"),
        ("SUGGESTION", [STRANGER], "proposer_kind_unknown"),
        ("SUGGESTION", [DEPUTY, DEPUTY], "proposer_twice"),
        ("SUGGESTION", [DEPUTY, SECOND], "one_lead_proposer"),
        ("SUGGESTION", [MEMBER], "proposer_not_member"),
        ("PROPOSAL", [DEPUTY], "proposer_not_deputy"),
    ],
)
def test_a_paper_with_wrong_proposers_is_refused_and_nothing_is_left(
    world: World, kind: str, proposers: Sequence[ProposerInput], code: str
) -> None:
    before = (Case.objects.count(), CaseEvent.objects.count(), Proposer.objects.count())

    with pytest.raises(Refusal) as refused:
        a_registered_case(world, kind, proposers=proposers)

    assert refused.value.code == code
    assert (Case.objects.count(), CaseEvent.objects.count(), Proposer.objects.count()) == before


def test_who_stands_on_the_other_side_is_named_with_what_to_do(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        a_registered_case(world, "SUGGESTION", proposers=[MEMBER])

    assert "韩清越" in refused.value.message
    assert "改登为政协提案" in refused.value.message


@pytest.mark.parametrize(("kind", "proposer"), [("SUGGESTION", TEAM), ("PROPOSAL", PARTY)])
def test_a_collective_may_propose(world: World, kind: str, proposer: ProposerInput) -> None:
    case = a_registered_case(world, kind, proposers=[proposer])

    assert case.lead_proposer_name == proposer.name
