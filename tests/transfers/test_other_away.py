"""The other side is not in service: its crossing waits, a third gets its own, and afterwards nothing is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F

from cases import commands
from cases.models import Case, UrgeNotice
from cases.states import UnitRole
from governments.entering.registry import clear
from governments.entering.scope import governing, platform_scope
from governments.models import Government, State
from kernel.clock import today
from lianban.wiring import wired_relay
from outbox.models import Message
from outbox.relay import OTHER_AWAY
from supervision.notices import unseen_notices
from support.build import a_filed_case, a_key, an_order, part_of
from support.governments import COUNTY, DISTRICT
from support.tiers import Tiers, a_county, relayed, sent_down, taken_in, the_envelope
from support.world import World
from transfers import commands as transfers

WORDS = {"text": "请说明管网改造进展。"}


def registered(code: str, **changed: str) -> None:
    with platform_scope():
        Government.objects.filter(code=code).update(**changed)
    clear()


def carried() -> None:
    """The product's own relay has nothing more to do now."""
    with platform_scope():
        relay = wired_relay()
        while relay.drain():
            pass


def waiting() -> list[tuple[str, int]]:
    with platform_scope():
        return list(Message.objects.order_by("id").values_list("topic", "attempts"))


def to_the_county(tiers: Tiers, county: World) -> Case:
    case = a_filed_case(tiers.city)
    order = an_order(tiers.city, (COUNTY, UnitRole.SOLE))
    commands.dispatch(tiers.city.office, case.pk, a_key(), order=order)
    relayed()
    with governing(COUNTY):
        transfers.sign(county.office, the_envelope().pk, a_key())
    relayed()
    return case


def urged(tiers: Tiers, case: Case, code: str) -> None:
    day = today() + timedelta(days=3)
    commands.urge_unit(tiers.city.office, part_of(case, code).pk, a_key(), **WORDS, reply_by=day)


def bell(code: str, world: World) -> list[str]:
    with governing(code):
        return [one.text for one in unseen_notices(world.office) if WORDS["text"] in one.text]


@pytest.mark.parametrize(
    "away", [{"schema_version": "older"}, {"state": State.SUSPENDED}], ids=["behind", "suspended"]
)
def test_a_district_that_is_away_gets_its_crossing_later_and_the_county_gets_its_own_now(
    tiers: Tiers, away: dict[str, str]
) -> None:
    county = a_county(tiers)
    to_district = sent_down(tiers)
    taken_in(tiers)
    to_county = to_the_county(tiers, county)
    before = {name: Government.objects.values_list(name, flat=True).get(code=DISTRICT) for name in away}

    urged(tiers, to_district, DISTRICT)
    urged(tiers, to_county, COUNTY)
    registered(DISTRICT, **away)
    carried()
    during = waiting(), bell(COUNTY, county)
    registered(DISTRICT, **before)
    with platform_scope():
        Message.objects.update(not_before=F("not_before") - timedelta(seconds=OTHER_AWAY))
    carried()

    assert during[0] == [("transfer.urge", 0)]
    assert len(during[1]) == 1
    assert waiting() == []
    assert len(bell(DISTRICT, tiers.district)) == 1
    assert UrgeNotice.objects.count() == 2
