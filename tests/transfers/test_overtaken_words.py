"""Overtaken steps: the refusal names what was done meanwhile, as an opinion where an opinion was wanted."""

from __future__ import annotations

import pytest

from cases import commands
from cases.states import UnitRole
from kernel.refusals import Refusal
from support.build import a_key
from support.tiers import Tiers, answered, handled_below, sent_down, taken_in, the_part


def test_what_was_done_meanwhile_is_called_an_opinion_where_one_was_wanted(tiers: Tiers) -> None:
    case = sent_down(tiers, ("water", UnitRole.LEAD), role=UnitRole.CO)
    answered(tiers, handled_below(tiers, taken_in(tiers)))
    commands.accept_answer(tiers.city.office, the_part(case).pk, a_key())

    with pytest.raises(Refusal, match="办理“采用下级会办意见”"):
        commands.accept_answer(tiers.city.office, the_part(case).pk, a_key())
