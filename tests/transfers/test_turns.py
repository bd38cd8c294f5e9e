"""The trays say whose turn it is with an envelope, and mark what is overdue and nothing else."""

from __future__ import annotations

from cases import commands
from cases.states import UnitRole
from kernel.clock import today
from kernel.workdays import ONE_DAY
from support.asking import Asking
from support.build import a_drafted_reply, a_key, an_order, brought, signed_for
from support.clocks import noon
from support.tiers import Tiers, answered, relayed, sent_down, taken_in, the_envelope, the_part

TRAY = """query($tray: EnvelopeTray!) {
  envelopes(tray: $tray) { edges { node { turn daysLate urgedUntil urgeLate } } } }"""


def both(tiers: Tiers) -> list[tuple[str | None, int | None]]:
    """Turn and days late of the one envelope, as the city and as the district read it."""
    above = Asking(tiers.city).data("office", TRAY, tray="OUT")
    below = Asking(tiers.district, "binjiang").data("office", TRAY, tray="IN")
    rows = [edge["node"] for tray in (above, below) for edge in tray["edges"]]
    return [(row["turn"], row["daysLate"]) for row in rows]


def test_both_sides_read_whose_turn_it_is(tiers: Tiers) -> None:
    sent_down(tiers)
    sent = both(tiers)
    linked = taken_in(tiers)
    signed = both(tiers)
    with tiers.below() as world:
        commands.dispatch(world.office, linked.pk, a_key(), order=an_order(world, ("water", UnitRole.SOLE)))
        signed_for(world, linked)
        brought(world, a_drafted_reply(world, linked), "pass_office_review")
    answered(tiers, linked)
    handed_in = both(tiers)

    assert sent == [("待滨江区签收", None), ("待本级签收", None)]
    assert signed == [("待滨江区报送答复", None), ("待本级报送答复", None)]
    assert handed_in == [("待本级采用或退回", None), ("待云州市采用或退回", None)]


def test_what_is_overdue_is_counted_from_the_day_of_the_act_that_waits(tiers: Tiers) -> None:
    sent_down(tiers)
    sign_due = the_envelope().sign_due_on
    with noon(sign_due):
        assert both(tiers)[1] == ("待本级签收", None)
    with noon(sign_due + 2 * ONE_DAY):
        assert both(tiers) == [("待滨江区签收", 2), ("待本级签收", 2)]
        taken_in(tiers)
        assert both(tiers)[1] == ("待本级报送答复", None)
    with noon(the_envelope().due_on + ONE_DAY):
        assert both(tiers) == [("待滨江区报送答复", 1), ("待本级报送答复", 1)]


def test_an_urge_is_overdue_after_the_day_that_it_names(tiers: Tiers) -> None:
    case, ask = sent_down(tiers), Asking(tiers.district, "binjiang")
    taken_in(tiers)
    by = today() + ONE_DAY
    commands.urge_unit(tiers.city.office, the_part(case).pk, a_key(), text="请抓紧。", reply_by=by)
    relayed()

    def late() -> list[bool]:
        return [one["node"]["urgeLate"] for one in ask.data("office", TRAY, tray="IN")["edges"]]

    with noon(by):
        assert late() == [False]
    with noon(by + ONE_DAY):
        assert late() == [True]
