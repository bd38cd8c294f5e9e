"""City and one of its districts, each a world of its own, joined by the exchange; and the relay between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cases import commands
from cases.inputs import AnswerInput, OpinionInput
from cases.models import Assignment, Case
from cases.states import UnitRole
from governments.entering.registry import clear
from governments.entering.scope import governing, platform_scope
from governments.models import Government
from kernel.actor import SYSTEM
from kernel.clock import today
from lianban.wiring import HANDLERS
from outbox.relay import Relay
from people.commands import add_unit
from people.models import UnitKind
from support.build import (
    a_draft,
    a_drafted_reply,
    a_filed_case,
    a_key,
    an_order,
    brought,
    part_of,
    signed_for,
)
from support.governments import CITY, COUNTY, DISTRICT, government
from support.world import World, a_world
from transfers import commands as transfers
from transfers import lifecycle
from transfers.door import cross
from transfers.models import Envelope


@dataclass(frozen=True)
class Tiers:
    """The city's world (in whose scope tests run) and the district's."""

    city: World
    district: World

    @contextmanager
    def below(self) -> Iterator[World]:
        """Inside the district."""
        with governing(DISTRICT):
            yield self.district


def two_tiers() -> Tiers:
    """Found both worlds; the city knows the district as one of its units."""
    return with_district(a_world())


def with_district(city: World) -> Tiers:
    """The city's world as it is, and the district's."""
    return Tiers(city, _below(city, DISTRICT, "滨江区", "滨政"))


def a_county(tiers: Tiers) -> World:
    """Found the county's world too; the city knows it as another of its units."""
    return _below(tiers.city, COUNTY, "鹤山县", "鹤政")


def _below(city: World, code: str, name: str, prefix: str) -> World:
    city.units[code] = add_unit(
        SYSTEM,
        code=code,
        name=f"{name}人民政府",
        short_name=name,
        kind=UnitKind.LOWER_GOVERNMENT,
        prefix=prefix,
        government=code,
    )
    with governing(code):
        return a_world()


def relayed() -> None:
    """Let the relay carry over all that waits."""
    with platform_scope():
        while Relay(HANDLERS).drain():
            pass


def sent_down(tiers: Tiers, *more: tuple[str, UnitRole], role: UnitRole = UnitRole.SOLE) -> Case:
    """A case of the city dispatched to the district, and the relay has run."""
    case = a_filed_case(tiers.city)
    order = an_order(tiers.city, (DISTRICT, role), *more)
    dispatched: Case = commands.dispatch(tiers.city.office, case.pk, a_key(), order=order)
    relayed()
    return dispatched


def the_envelope() -> Envelope:
    """The newest envelope, as the present government meets it."""
    return Envelope.objects.latest("id")


def taken_in(tiers: Tiers) -> Case:
    """The district's linked case, after it has signed for the newest envelope."""
    with tiers.below() as world:
        transfers.sign(world.office, the_envelope().pk, a_key())
        case = Case.objects.latest("id")
    relayed()
    return case


def handled_below(tiers: Tiers, linked: Case) -> Case:
    """The linked case handled by a bureau of the district: its draft past the office's review, or its opinion given."""
    with tiers.below() as world:
        role = UnitRole.CO if linked.origin == "CONSULT" else UnitRole.SOLE
        commands.dispatch(world.office, linked.pk, a_key(), order=an_order(world, ("water", role)))
        signed_for(world, linked)
        if role is UnitRole.CO:
            part = part_of(linked, "water").pk
            words = {"text": "我局同意。", "contact": "顾长安 2200"}
            commands.submit_co_opinion(world.water_officer, part, a_key(), **words)
        else:
            brought(world, a_drafted_reply(world, linked), "pass_office_review")
        return Case.objects.get(pk=linked.pk)


def an_answer(**changes: Any) -> AnswerInput:
    """The district government's answer."""
    draft = a_draft()
    filled: dict[str, Any] = {
        "title": draft.title,
        "body": "滨江区人民政府办理情况如下。改造管网：已完成改造。",
        "contact_name": "顾长安",
        "contact_phone": "2200",
        "signed_by": "陆知远",
        "result_class": "A",
        "points": draft.points,
    }
    return AnswerInput(**filled | changes)


def answered(tiers: Tiers, linked: Case) -> None:
    """The district has answered the city, and the relay has run."""
    with tiers.below() as world:
        if linked.origin == "CONSULT":
            opinion = OpinionInput(an_answer().body, "顾长安", "2200")
            commands.report_opinion(world.office, linked.pk, a_key(), opinion=opinion)
        else:
            commands.report_answer(world.office, linked.pk, a_key(), answer=an_answer())
    relayed()


def the_part(case: Case) -> Assignment:
    """The district's part in the city's case."""
    return part_of(case, DISTRICT)


def a_superior() -> str:
    """For the present test the county stands above the city: who sends down to it, and whom it asks."""
    with platform_scope():
        Government.objects.filter(code=COUNTY).update(parent=None)
        Government.objects.filter(code=CITY).update(parent=government(COUNTY))
    clear()  # whoever asks for it forgets again after the test
    return COUNTY


def an_incoming(kind: str, sender: str = DISTRICT, receiver: str = CITY) -> Envelope:
    """An envelope of one government to another, of no case: for tests of rights on the envelope alone."""
    day = today()
    envelope = Envelope(
        kind=kind,
        receiver=receiver,
        sender_case=0,
        request_type="POLICY" if kind == "REQUEST_UP" else "",
        subject=A_SUBJECT,
        sent_on=day,
        sign_due_on=day + timedelta(7),
        return_until=day + timedelta(5),
        due_on=day + timedelta(90),
    )
    with governing(sender), cross(lifecycle.SEND, SYSTEM, envelope, a_key()) as passage:
        pass
    return passage.envelope


A_SUBJECT: dict[str, Any] = {
    "sender": "滨江区",
    "kind": "SUGGESTION",
    "number": "滨建〔2026〕1号",
    "title": "关于完善老城区排水管网的建议",
    "body": "请明确政策。",
    "category": "",
    "requirements": "",
    "publish_consent": True,
    "protect_proposer": False,
    "proposers": [],
    "origin": "LOWER",
    "late_return": "flag",
}
