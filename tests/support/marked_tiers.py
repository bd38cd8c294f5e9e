"""Crossings between the marked government and others: asked back, shared, answered, sent back, asked above."""

from __future__ import annotations

from cases import commands
from cases.inputs import PointInput, UpperRequest
from cases.models import Case
from cases.states import UnitRole
from governments.entering.scope import governing
from kernel.clock import today
from kernel.workdays import ONE_DAY
from support.build import a_dispatched_case, a_key, part_of, signed_for, verdicts
from support.clocks import relayed, rung
from support.governments import CITY, DISTRICT
from support.marked_world import dispatched, mark
from support.tiers import Tiers, a_superior, an_answer, handled_below, the_envelope, with_district
from support.world import World
from transfers import commands as transfers
from transfers.models import Envelope


def crossed(world: World) -> None:
    """The city's cases that went down, a request that came up, one that went further up; and what rang of all."""
    tiers = with_district(world)
    crossed_below(tiers)
    relayed()
    for days in (80, 300):
        rung(today() + days * ONE_DAY)


def crossed_below(tiers: Tiers) -> None:
    """The same without what rings."""
    _asked_back(tiers)
    _answered(tiers)
    _asked_up(tiers)


def _sent(tiers: Tiers, *more: tuple[str, UnitRole]) -> Case:
    role = UnitRole.LEAD if more else UnitRole.SOLE
    case = dispatched(tiers.city, (DISTRICT, role), *more)
    relayed()
    return case


def _signed(tiers: Tiers) -> Case:
    with tiers.below() as world:
        transfers.sign(world.office, the_envelope().pk, a_key())
        linked = Case.objects.latest("id")
    relayed()
    return linked


def _wished_back(tiers: Tiers) -> None:
    with tiers.below() as world:
        transfers.request_return(world.office, the_envelope().pk, a_key(), reason=mark())
    relayed()


def _asked_back(tiers: Tiers) -> None:
    """The district wants to be relieved: not decided yet, before and after signing; refused; granted."""
    helped = signed_for(tiers.city, _sent(tiers, ("roads", UnitRole.CO)), "roads")
    part = part_of(helped, "roads").pk
    commands.submit_co_opinion(tiers.city.roads_officer, part, a_key(), text=mark(), contact=mark())
    _wished_back(tiers)
    for decided in ("", "reject_return", "accept_return"):
        case = _sent(tiers)
        _signed(tiers)
        _wished_back(tiers)
        if decided:
            act = getattr(commands, decided)
            act(tiers.city.office, part_of(case, DISTRICT).pk, a_key(), reason=mark())
            relayed()


def _answered(tiers: Tiers) -> None:
    """An answer that waits, one that was sent back, one that was taken and delivered."""
    for then in ("", "send_back_answer", "accept_answer"):
        case = _sent(tiers)
        linked = handled_below(tiers, _signed(tiers))
        said = mark()
        points = [PointInput(mark(), said, "A")]
        answer = an_answer(title=mark(), body=f"{mark()} {said}", points=points)
        with tiers.below() as world:
            commands.report_answer(world.office, linked.pk, a_key(), answer=answer)
        relayed()
        part = part_of(case, DISTRICT).pk
        if then == "send_back_answer":
            commands.send_back_answer(tiers.city.office, part, a_key(), reason=mark())
        if then == "accept_answer":
            commands.accept_answer(tiers.city.office, part, a_key(), checklist=verdicts(case), comment=mark())
        relayed()


def _asked_up(tiers: Tiers) -> None:
    """The district asks the city, whose bureau is asked for an opinion; the city asks the one above it."""
    with tiers.below() as world:
        own = a_dispatched_case(world, ("water", UnitRole.SOLE))
        commands.ask_upper(world.office, own.pk, a_key(), request=UpperRequest("POLICY", mark()))
    relayed()
    transfers.sign(tiers.city.office, Envelope.objects.latest("id").pk, a_key())
    relayed()
    case = signed_for(tiers.city, dispatched(tiers.city))
    a_superior()
    with governing(CITY):  # entered anew, as it stands under the county now
        commands.ask_upper(tiers.city.office, case.pk, a_key(), request=UpperRequest("PLANNING", mark()))
