"""Envelopes as the present government may see them: both sides' general offices, and committees the milestones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value

from cases.exchange import Asked
from cases.reading.queries import sees_everything
from cases.reading.visibility.events import may_cross, reads_crossed, sees_crossing, sees_returns
from cases.reading.visibility.viewers import is_office
from governments.entering.scope import current_government
from governments.models import Government
from kernel.actor import Actor
from kernel.sql.rows import Reading
from kernel.sql.statements import KEYS_PARAM, TEXT_PARAM, Statement
from people.roles import Role
from transfers import lifecycle
from transfers.lifecycle import BY_CODE, CROSSINGS, URGING, Crossing
from transfers.models import Envelope, EnvelopeEvent
from transfers.states import ENDED, EnvelopeKind, EnvelopeState, Side


def here() -> str:
    """The code of the present government; empty in the platform's scope."""
    government = current_government()
    return str(government.code) if government else ""


def above() -> Government | None:
    """The government above the present one, where it uses this system."""
    government = current_government()
    return government.parent if government else None


def visible_envelopes(actor: Actor) -> QuerySet[Envelope]:
    """Envelopes that the present government sent or got; row security filters by government, this by its office."""
    if not is_office(actor):
        return Envelope.objects.none()
    return Envelope.objects.filter(Q(sender=here()) | Q(receiver=here()))


def envelopes_of(actor: Actor, cases: Iterable[int]) -> dict[int, list[Envelope]]:
    """Envelopes by the present government's case, as far as the visibility table shows them to the actor."""
    if not may_cross(actor):
        return {}
    found: dict[int, list[Envelope]] = {}
    for one in _of_cases().rows({TEXT_PARAM: here(), KEYS_PARAM: list(cases)}):
        if is_seen(actor, one):
            mine = one.sender_case if side_of(one) is Side.SENDER else one.receiver_case
            found.setdefault(mine or 0, []).append(one)
    return found


def is_seen(actor: Actor, envelope: Envelope) -> bool:
    """Whether the actor sees an envelope of a visible case; one that was returned only with the return."""
    kind = str(envelope.subject["kind"])
    returned = envelope.state == EnvelopeState.RETURNED
    return sees_crossing(actor, kind) and (not returned or sees_returns(actor, kind))


def shown_state(actor: Actor, envelope: Envelope, events: Iterable[EnvelopeEvent]) -> str:
    """Its state, without the return request where that is not seen (``cases.reading.visibility.masking``)."""
    wished = envelope.state == EnvelopeState.RETURN_REQUESTED
    if not wished or sees_returns(actor, str(envelope.subject["kind"])):
        return str(envelope.state)
    signed = any(one.to_state == EnvelopeState.SIGNED for one in events)
    return EnvelopeState.SIGNED if signed else EnvelopeState.SENT


def asked_in(actor: Actor, envelope: Envelope) -> bool:
    """Whether the actor reads what was sent: the paper as it reads its case, a request as what crossed."""
    request = envelope.kind == EnvelopeKind.REQUEST_UP and side_of(envelope) is Side.SENDER
    return not request or reads_crossed(actor, str(envelope.subject["kind"]))


@cache
def _of_cases() -> Reading[Envelope]:
    out = Q(sender=TEXT_PARAM, sender_case__in=[KEYS_PARAM])
    came = Q(receiver=TEXT_PARAM, receiver_case__in=[KEYS_PARAM])
    return Reading.of(Envelope.objects.filter(out | came).order_by("id"))


def in_tray(actor: Actor, tray: str) -> QuerySet[Envelope]:
    """The envelopes that came (IN), that went (OUT), or both (ALL)."""
    envelopes = visible_envelopes(actor)
    if tray == "IN":
        return envelopes.filter(receiver=here())
    if tray == "OUT":
        return envelopes.filter(sender=here())
    return envelopes


def events_of(envelopes: list[int]) -> list[EnvelopeEvent]:
    """What both sides did to these envelopes, in order."""
    return _done_to().rows({KEYS_PARAM: envelopes})


@cache
def _done_to() -> Reading[EnvelopeEvent]:
    events = EnvelopeEvent.objects.filter(envelope__in=[KEYS_PARAM])
    return Reading.of(events.order_by("envelope", "version"))


def answers_of(envelopes: list[int]) -> dict[int, dict[str, Any]]:
    """The newest answer of each of these envelopes, as it was shared; by envelope."""
    answers = EnvelopeEvent.objects.filter(envelope__in=envelopes, step=lifecycle.ANSWER.code).order_by(
        "version"
    )
    return {one.envelope_id: one.facts for one in answers}


def opinions_of(envelopes: list[int]) -> dict[int, list[EnvelopeEvent]]:
    """Opinions of the sender's co-handlers that these envelopes carry, oldest first; by envelope."""
    found: dict[int, list[EnvelopeEvent]] = {}
    for one in EnvelopeEvent.objects.filter(
        envelope__in=envelopes, step=lifecycle.SHARE_OPINION.code
    ).order_by("version"):
        found.setdefault(one.envelope_id, []).append(one)
    return found


def asked_of(envelopes: Iterable[Envelope]) -> dict[int, Asked]:
    """What their senders say of the cases, as it stands now; by envelope."""
    told = {one.pk: dict(one.subject) for one in envelopes}
    for one in EnvelopeEvent.objects.filter(envelope__in=told, step=lifecycle.NAME_HELPERS.code).order_by(
        "version"
    ):
        told[one.envelope_id] |= one.facts
    return {
        key: Asked(
            str(said.get("receiver") or ""), tuple(said.get("copies", ())), tuple(said.get("co_handlers", ()))
        )
        for key, said in told.items()
    }


def open_urge(events: Iterable[EnvelopeEvent]) -> EnvelopeEvent | None:
    """The urge that an envelope's events, oldest first, end in and that its receiver has not answered."""
    told = [one for one in events if one.step in URGING]
    return told[-1] if told and BY_CODE[told[-1].step].side is Side.SENDER else None


def is_urged(events: Iterable[EnvelopeEvent]) -> bool:
    """Whether an urge waits for the receiver's answer."""
    return open_urge(events) is not None


def urged_until(actor: Actor, envelope: Envelope, events: Iterable[EnvelopeEvent]) -> date | None:
    """By when the urge that waits is to be answered, for those who read of urging; else None.

    None waits in an envelope that has ended: nobody is to answer it any more.
    """
    urge = None if envelope.state in ENDED else open_urge(events)
    return date.fromisoformat(urge.facts["reply_by"]) if urge and urging_is_visible(actor, urge) else None


def urging_is_visible(actor: Actor, event: EnvelopeEvent) -> bool:
    """Whether the actor may read the event: urging is between the two offices (visibility.md)."""
    return event.step not in URGING or sees_everything(actor)


def side_of(envelope: Envelope) -> Side:
    """On which side the present government stands."""
    return Side.SENDER if envelope.sender == here() else Side.RECEIVER


def open_steps(actor: Actor, envelope: Envelope, *, urged: bool) -> list[Crossing]:
    """The steps that the actor may take on the envelope itself now; ``urged``: an urge waits for its answer."""
    if actor.read_only or Role.GENERAL_OFFICE not in actor.roles:
        return []
    open_now = (
        step
        for step in CROSSINGS
        if step.side is side_of(envelope)
        and envelope.kind in step.taken
        and envelope.state in step.leaves
        and (urged or not step.when_urged)
    )
    return sorted(open_now, key=lambda step: not step.first)


def waiting(actor: Actor) -> int:
    """How many envelopes wait for the present government's office: for its signature, ruling or word."""
    if not sees_everything(actor):
        return 0
    ((count,),) = _waiting().rows({TEXT_PARAM: here()})
    return int(count)


@cache
def _waiting() -> Statement:
    told = EnvelopeEvent.objects.filter(envelope=OuterRef("pk"), step__in=sorted(URGING))
    urged = Q(
        receiver=TEXT_PARAM,
        state__in=sorted(lifecycle.ANSWER_URGE.leaves),
        kind__in=sorted(lifecycle.ANSWER_URGE.kinds),
        last=lifecycle.URGE.code,
    )
    mine = Q(receiver=TEXT_PARAM, state=EnvelopeState.SENT)
    answered = Q(sender=TEXT_PARAM, state=EnvelopeState.ANSWERED)
    returned = Q(sender=TEXT_PARAM, state=EnvelopeState.RETURN_REQUESTED)
    known = Envelope.objects.alias(last=Subquery(told.order_by("-version").values("step")[:1]))
    together = known.filter(mine | urged | answered | returned).order_by().annotate(together=Value(0))
    return Statement.of(together.values("together").annotate(count=Count("pk")).values_list("count"))
