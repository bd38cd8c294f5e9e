"""Request from a district to the city, and what comes back."""

from __future__ import annotations

from cases import commands
from cases.inputs import AnswerInput, AssignmentInput, DispatchInput, UpperRequest
from cases.models import Case
from cases.states import UnitRole
from lianban.demo.crossings import ACCEPTED, ANSWERED, CLOSER, GRANTED, REASONS, REQUEST, REQUESTS, SIGNED
from lianban.demo.matters import Dealing, filed, signed_for
from lianban.demo.simulation import Steps
from transfers import commands as envelopes


def requested_up(deal: Dealing) -> Steps:
    """A district asks the city about one of its own cases, and receives an answer."""
    matter, city, below = deal.matter, deal.city, deal.below
    case = yield from filed(deal, below)
    order = DispatchInput([AssignmentInput(below.units[deal.bureau].pk, UnitRole.SOLE)])
    yield from deal.take(below, "office", commands.dispatch, case.pk, days=2, order=order)
    yield from signed_for(deal, below, case)
    text = REQUEST.format(title=case.title, matter=REQUESTS[matter.ask], closer=CLOSER)
    request = UpperRequest(matter.ask, text)
    yield from deal.take(below, "office", commands.ask_upper, case.pk, days=4, request=request)
    deal.posted(below)
    if matter.until >= SIGNED:
        yield from deal.take(city, "office", envelopes.sign, deal.envelope, days=2)
    if matter.until >= ANSWERED:
        linked, answer = deal.linked(city), _granted(deal, case)
        yield from deal.take(city, "office", commands.report_answer, linked.pk, days=6, answer=answer)
    yield from _request_ends(deal)


def _request_ends(deal: Dealing) -> Steps:
    matter, city, below = deal.matter, deal.city, deal.below
    if matter.until >= ACCEPTED:
        yield from deal.take(below, "office", envelopes.accept, deal.envelope, days=2)
        yield from deal.take(city, "office", commands.close, deal.linked(city).pk, days=3)
    if matter.turn == "declined":
        reason = REASONS["declined"]
        yield from deal.take(city, "office", envelopes.decline, deal.envelope, days=3, reason=reason)
    if matter.turn == "reported":
        text = REASONS["reported"]
        yield from deal.take(city, "office", envelopes.report, deal.envelope, days=5, text=text)
    if matter.turn == "recalled":
        reason = REASONS["recall_request"]
        yield from deal.take(below, "office", envelopes.recall, deal.envelope, days=4, reason=reason)
    if matter.turn == "sent_back":
        reason = REASONS["send_back_request"]
        yield from deal.take(below, "office", envelopes.send_back, deal.envelope, days=3, reason=reason)


def _granted(deal: Dealing, case: Case) -> AnswerInput:
    return AnswerInput(
        title=f"关于《{case.title}》提请事项的批复",
        body=GRANTED,
        contact_name=deal.city.actors["office"].name,
        contact_phone=deal.city.telephone("office"),
    )
