"""催办 to a lower government: through its envelope, once, seen by its office alone, and answered back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases import commands
from cases.models import Case, UrgeNotice
from cases.states import UnitRole
from kernel import clock
from kernel.actor import Actor
from kernel.clock import now, today
from kernel.refusals import NotPermitted, Refusal
from supervision.notices import unseen_notices
from support.asking import Asking
from support.build import a_key, an_order, part_of, signed_for
from support.tiers import Tiers, relayed, sent_down, taken_in, the_envelope, the_part
from transfers import commands as transfers
from transfers.models import EnvelopeEvent

WORDS = {"text": "请说明管网改造进展。"}
TRAY = "query($tray: EnvelopeTray!) { envelopes(tray: $tray) { edges { node { urgedUntil } } } }"
EVENTS = """query($id: ID!) {
  case(id: $id) { envelopes { urgedUntil events { label text replyBy } steps { step } } }
}"""


def urged(tiers: Tiers, case: Case, key: str | None = None) -> None:
    """The city's office urges the district, which is to answer within three days; the relay has run, twice."""
    part = the_part(case).pk
    day = today() + timedelta(days=3)
    commands.urge_unit(tiers.city.office, part, key or a_key(), **WORDS, reply_by=day)
    relayed()
    relayed()


def bell(actor: Actor) -> list[str]:
    return [one.text for one in unseen_notices(actor) if "催办" in one.text]


def test_the_lower_office_reads_it_once_and_answers_back(tiers: Tiers) -> None:
    case = sent_down(tiers)
    taken_in(tiers)
    key = a_key()
    urged(tiers, case, key)
    urged(tiers, case, key)

    with tiers.below() as world:
        (told,) = bell(world.office)
        assert WORDS["text"] in told
        for other in (world.npc, world.water_clerk):
            assert bell(other) == []
        transfers.answer_urge(world.office, the_envelope().pk, a_key(), text="已完成八成，月底完工。")
        with pytest.raises(Refusal, match="没有待答复的催办"):
            transfers.answer_urge(world.office, the_envelope().pk, a_key(), text="再答。")
    relayed()

    assert EnvelopeEvent.objects.filter(step="urge").count() == 1
    notice = UrgeNotice.objects.get()
    answerer = EnvelopeEvent.objects.get(step="answer_urge").actor
    assert notice.answer == "已完成八成，月底完工。"
    assert notice.answered_by == f"{answerer}（滨江区）"
    assert [one for one in bell(tiers.city.office) if "已完成八成" in one]
    assert bell(tiers.city.npc) == []


def test_the_trays_of_both_offices_mark_it_until_it_is_answered(tiers: Tiers) -> None:
    case = sent_down(tiers)
    above, below = Asking(tiers.city), Asking(tiers.district, "binjiang")

    def marked() -> list[str | None]:
        trays = (below.data("office", TRAY, tray="IN"), above.data("office", TRAY, tray="OUT"))
        return [one["node"]["urgedUntil"] for tray in trays for one in tray["edges"]]

    assert marked() == [None, None]
    urged(tiers, case)
    assert marked() == [str(today() + timedelta(days=3))] * 2
    with tiers.below() as world:
        transfers.answer_urge(world.office, the_envelope().pk, a_key(), text="今日签收。")
    relayed()
    assert marked() == [None, None]


def test_an_urge_that_waits_is_counted_among_what_is_to_be_done(tiers: Tiers) -> None:
    case = sent_down(tiers)
    taken_in(tiers)
    above, below = Asking(tiers.city), Asking(tiers.district, "binjiang")
    waiting = "{ envelopes { waiting } }"

    def waits() -> tuple[int, int]:
        up, down = (one.data("office", waiting)["waiting"] for one in (above, below))
        return up, down

    assert waits() == (0, 0)
    urged(tiers, case)
    assert waits() == (0, 1)
    assert below.data("npc", waiting)["waiting"] == 0
    with tiers.below() as world:
        transfers.answer_urge(world.office, the_envelope().pk, a_key(), text="月底完工。")
    relayed()
    assert waits() == (0, 0)


def test_one_envelope_counts_once_however_much_waits_on_it(tiers: Tiers) -> None:
    urged(tiers, sent_down(tiers))

    below = Asking(tiers.district, "binjiang")
    assert below.data("office", "{ envelopes { waiting } }")["waiting"] == 1


def test_the_office_hands_it_on_to_its_unit_no_later_than_it_is_asked_itself(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = taken_in(tiers)
    with tiers.below() as world:
        order = an_order(world, ("water", UnitRole.SOLE))
        commands.dispatch(world.office, linked.pk, a_key(), order=order)
        signed_for(world, linked)
    urged(tiers, case)
    day = today() + timedelta(days=3)

    with tiers.below() as world:
        part = part_of(linked, "water").pk
        later = {**WORDS, "reply_by": day + timedelta(days=1)}
        with pytest.raises(Refusal, match=f"不能晚于 {day}"):
            commands.urge_unit(world.office, part, a_key(), **later)
        assert UrgeNotice.objects.count() == 0
        commands.urge_unit(world.office, part, a_key(), **WORDS, reply_by=day)
        relayed()
        assert [one for one in bell(world.water_clerk) if WORDS["text"] in one]
        commands.answer_urge(world.water_clerk, part, a_key(), text="月底完工。")
        transfers.answer_urge(world.office, the_envelope().pk, a_key(), text="月底完工。")
        commands.urge_unit(world.office, part, a_key(), **later)
    assert UrgeNotice.objects.count() == 1


def test_what_is_late_already_is_handed_on_for_today(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = taken_in(tiers)
    with tiers.below() as world:
        order = an_order(world, ("water", UnitRole.SOLE))
        commands.dispatch(world.office, linked.pk, a_key(), order=order)
    urged(tiers, case)

    with clock.at(now() + timedelta(days=7)), tiers.below() as world:
        part = part_of(linked, "water").pk
        with pytest.raises(Refusal, match=f"不能晚于 {today()}"):
            commands.urge_unit(world.office, part, a_key(), **WORDS, reply_by=today() + timedelta(days=1))
        commands.urge_unit(world.office, part, a_key(), **WORDS, reply_by=today())


def test_before_it_has_signed_the_office_finds_it_in_the_envelope(tiers: Tiers) -> None:
    case = sent_down(tiers)

    urged(tiers, case)

    with tiers.below() as world:
        transfers.answer_urge(world.office, the_envelope().pk, a_key(), text="今日签收。")
    relayed()
    assert UrgeNotice.objects.get().answer == "今日签收。"


def test_committees_of_both_sides_read_nothing_of_it(tiers: Tiers) -> None:
    case = sent_down(tiers)
    linked = taken_in(tiers)
    urged(tiers, case)

    sides = ((Asking(tiers.city), case), (Asking(tiers.district, "binjiang"), linked))
    for asking, row in sides:
        told = str(asking.data("npc", EVENTS, id=str(row.pk)))
        assert "催办" not in told
        assert WORDS["text"] not in told
        assert "'urgedUntil': None" in told
        assert WORDS["text"] in str(asking.data("office", EVENTS, id=str(row.pk)))
    (below,) = sides[1][0].data("office", EVENTS, id=str(linked.pk))["envelopes"]
    assert "ANSWER_URGE" in [one["step"] for one in below["steps"]]


def test_one_matter_is_urged_once_and_only_the_receivers_office_answers(tiers: Tiers) -> None:
    case = sent_down(tiers)
    taken_in(tiers)
    urged(tiers, case)

    with pytest.raises(Refusal, match="已向滨江区催办"):
        urged(tiers, case)
    with pytest.raises(NotPermitted):
        transfers.answer_urge(tiers.city.office, the_envelope().pk, a_key(), text="代答")
    with tiers.below() as world, pytest.raises(NotPermitted):
        transfers.answer_urge(world.water_clerk, the_envelope().pk, a_key(), text="代答")
    assert EnvelopeEvent.objects.filter(step="answer_urge").count() == 0


HANDED = "query($tray: EnvelopeTray!) { envelopes(tray: $tray) { edges { node { handsOn urgedUntil } } } }"


def test_it_can_be_handed_on_once_the_case_is_with_a_unit(tiers: Tiers) -> None:
    case = sent_down(tiers)
    above, below = Asking(tiers.city), Asking(tiers.district, "binjiang")

    def hands_on(asking: Asking, tray: str) -> bool:
        (edge,) = asking.data("office", HANDED, tray=tray)["edges"]
        return bool(edge["node"]["handsOn"])

    linked = taken_in(tiers)
    urged(tiers, case)
    assert not hands_on(below, "IN")
    with tiers.below() as world:
        order = an_order(world, ("water", UnitRole.SOLE))
        commands.dispatch(world.office, linked.pk, a_key(), order=order)
    assert hands_on(below, "IN")
    assert not hands_on(above, "OUT")


def test_no_urge_waits_on_what_was_taken_back(tiers: Tiers) -> None:
    case = sent_down(tiers)
    taken_in(tiers)
    urged(tiers, case)

    commands.recall(tiers.city.office, the_part(case).pk, a_key(), reason="误交")
    relayed()

    for asking, tray in ((Asking(tiers.city), "OUT"), (Asking(tiers.district, "binjiang"), "IN")):
        (edge,) = asking.data("office", HANDED, tray=tray)["edges"]
        assert edge["node"] == {"handsOn": False, "urgedUntil": None}
