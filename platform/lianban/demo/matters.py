"""Matter between the city and a government below it, step by step, each side in its own scope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from cases import commands
from cases.inputs import (
    AnswerInput,
    AssignmentInput,
    DispatchInput,
    OpinionInput,
    PointInput,
    RegisterInput,
    ReplyInput,
    VerdictInput,
)
from cases.models import Assignment, Case, Period, Reply
from cases.states import UnitRole
from governments.entering.scope import governing
from lianban.demo import answers, papers
from lianban.demo.agenda import office_hour
from lianban.demo.crossings import (
    ACCEPTED,
    ANSWERED,
    AT_WORK,
    HANDLED,
    ISSUED,
    REASONS,
    SIGNED,
    Matter,
)
from lianban.demo.demo_government import DemoGovernment
from lianban.demo.papers import Paper
from lianban.demo.simulation import A_MEETING, SIDE, Steps
from lianban.demo.world import person
from transfers import commands as envelopes
from transfers.models import Envelope

ALONE = ("SOLE", "LEAD")
REPLY_WAY = (
    ("submit_reply", "officer"),
    ("pass_section_review", "section"),
    ("pass_leader_review", "deputy"),
    ("pass_office_review", ""),
)


@dataclass(slots=True)
class Dealing:
    """One matter under way between ``city`` and ``below``; ``report`` carries each step over to the other side."""

    city: DemoGovernment
    below: DemoGovernment
    matter: Matter
    kind: str
    paper: Paper
    chance: Random
    day: date
    report: Callable[[str], None]
    last: datetime | None = None
    envelope: int = 0

    @property
    def bureau(self) -> str:
        """The unit that works on it, of the city or of the government below: both have one of this code."""
        return self.paper.topic.lead

    def take(
        self,
        government: DemoGovernment,
        who: str,
        command: Callable[..., Any],
        ref: int,
        /,
        days: int = 1,
        **inputs: Any,
    ) -> Steps:
        """Wait some days, take one step as the holder of a seat, and deliver it to the other government."""
        self.day += timedelta(days=days)
        self.last = office_hour(self.chance, self.day, self.last)
        yield self.last
        with governing(government.plan.code):
            result = command(government.actors[who], ref, government.key(), **inputs)
        self.report(government.plan.code)
        return result

    def linked(self, government: DemoGovernment) -> Case:
        """The case that the envelope has become."""
        with governing(government.plan.code):
            return Case.objects.get(envelope=self.envelope)

    def posted(self, government: DemoGovernment) -> None:
        """Remember the envelope that a step has just sent."""
        with governing(government.plan.code):
            self.envelope = Envelope.objects.latest("id").pk

    def checklist(self, government: DemoGovernment) -> list[VerdictInput]:
        """Every item of the office's checklist passed."""
        return [VerdictInput(one.code, True) for one in government.packs[self.kind].checklist]


def dispatched_down(deal: Dealing) -> Steps:
    """From the city's dispatch to the district's answer and its delivery."""
    matter, city = deal.matter, deal.city
    case = yield from filed(deal, city)
    yield from deal.take(city, "office", commands.dispatch, case.pk, days=2, order=_order(deal))
    deal.posted(city)
    part, others = _parts(deal, case)
    for other in others:
        yield from deal.take(city, f"{other.unit.code}-clerk", commands.sign_for, other.pk)
    if matter.until >= SIGNED:
        yield from deal.take(deal.below, "office", envelopes.sign, deal.envelope, days=2)
    if matter.turn in ("return_requested", "returned", "kept", "recalled"):
        yield from _turned(deal, part)
        return
    if matter.until >= AT_WORK:
        yield from _answered_below(deal)
    if matter.turn == "sent_back":
        reason = REASONS["sent_back"]
        yield from deal.take(city, "office", commands.send_back_answer, part.pk, days=3, reason=reason)
    if matter.until >= ACCEPTED:
        yield from _accepted(deal, case, part)


def filed(deal: Dealing, government: DemoGovernment) -> Steps:
    """The paper registered and filed on its committee's side."""
    side, session = SIDE[deal.kind], government.sessions[deal.kind, 2]
    late = deal.day - session.opened_on > A_MEETING
    paper = RegisterInput(
        kind=deal.kind,
        title=deal.paper.title,
        body=deal.paper.body,
        session_id=session.pk,
        period=Period.BETWEEN_SESSIONS if late else Period.IN_SESSION,
        proposers=papers.proposers(deal.chance, government.plan, deal.kind),
        category=deal.paper.topic.category,
        publish_consent=True,
    )
    deal.last = office_hour(deal.chance, deal.day, None)
    yield deal.last
    with governing(government.plan.code):
        case = commands.register(government.actors[side], government.key(), paper=paper)
    deal.report(government.plan.code)
    return (yield from deal.take(government, side, commands.file, case.pk, days=3))


def _order(deal: Dealing) -> DispatchInput:
    """Alone, leading a bureau of the city, or helping one."""
    lower = next(unit for unit in deal.city.units.values() if unit.government == deal.below.plan.code)
    role, bureau = UnitRole(deal.matter.role), deal.city.units[deal.bureau].pk
    parts = [AssignmentInput(lower.pk, role)]
    if role is UnitRole.LEAD:
        parts.append(AssignmentInput(bureau, UnitRole.CO))
    if role is UnitRole.CO:
        parts.insert(0, AssignmentInput(bureau, UnitRole.LEAD))
    return DispatchInput(parts, requirements="请于期限届满前以政府名义报送办理情况，并主动与提出人沟通。")


def _parts(deal: Dealing, case: Case) -> tuple[Assignment, list[Assignment]]:
    """The lower government's part, and those of the city's own units."""
    with governing(deal.city.plan.code):
        rows = list(Assignment.objects.filter(case=case.pk).select_related("unit").order_by("id"))
    return next(one for one in rows if one.unit.government), [one for one in rows if not one.unit.government]


def _turned(deal: Dealing, part: Assignment) -> Steps:
    """The envelope goes back, or is asked to."""
    turn, city = deal.matter.turn, deal.city
    if turn == "recalled":
        reason = REASONS["recalled"]
        yield from deal.take(city, "office", commands.recall, part.pk, days=4, reason=reason)
        return
    asked = REASONS["kept" if turn == "kept" else "return_requested"]
    if turn == "returned":
        asked = REASONS["returned"]
    yield from deal.take(deal.below, "office", envelopes.request_return, deal.envelope, days=2, reason=asked)
    if turn == "returned":
        yield from deal.take(
            city, "office", commands.accept_return, part.pk, days=2, reason=REASONS["accept"]
        )
    if turn == "kept":
        yield from deal.take(
            city, "office", commands.reject_return, part.pk, days=2, reason=REASONS["reject"]
        )


def signed_for(deal: Dealing, government: DemoGovernment, case: Case) -> Steps:
    """The only unit of a case has signed for it; gives its part."""
    with governing(government.plan.code):
        part = Assignment.objects.get(case=case.pk)
    yield from deal.take(government, f"{deal.bureau}-clerk", commands.sign_for, part.pk, days=2)
    return part


def _answered_below(deal: Dealing) -> Steps:
    """The district's bureau works on the linked case, and its office reports the answer, or the opinion asked for."""
    below, linked = deal.below, deal.linked(deal.below)
    asked = linked.asked_opinion
    order = DispatchInput(
        [AssignmentInput(below.units[deal.bureau].pk, UnitRole.CO if asked else UnitRole.SOLE)]
    )
    yield from deal.take(below, "office", commands.dispatch, linked.pk, days=3, order=order)
    part = yield from signed_for(deal, below, linked)
    officer = f"{deal.bureau}-officer"
    talk = answers.meeting(
        deal.chance,
        deal.paper,
        "BEFORE",
        held_on=deal.last.date() if deal.last else deal.day,
        unit_people=below.actors[officer].name,
        proposer=linked.lead_proposer_name,
    )
    yield from deal.take(below, officer, commands.record_meeting, part.pk, days=4, meeting=talk)
    if deal.matter.until < HANDLED:
        return
    if asked:
        yield from _opinion_given(deal, linked, part)
        return
    draft = _draft(deal, linked)
    yield from deal.take(below, officer, commands.draft_reply, part.pk, days=6, draft=draft)
    yield from _reviewed(deal, part)
    if deal.matter.until >= ANSWERED:
        answer = _answer(deal, linked, draft)
        yield from deal.take(below, "office", commands.report_answer, linked.pk, days=2, answer=answer)


def _opinion_given(deal: Dealing, linked: Case, part: Assignment) -> Steps:
    """The bureau gives its opinion, and the office reports it as the district's."""
    below, officer = deal.below, f"{deal.bureau}-officer"
    text = answers.co_opinion(deal.chance, deal.paper)
    contact = f"{below.actors[officer].name} {below.telephone(deal.bureau)}"
    given = {"text": text, "contact": contact}
    yield from deal.take(below, officer, commands.submit_co_opinion, part.pk, days=6, **given)
    if deal.matter.until >= ANSWERED:
        words = OpinionInput(
            text.replace("我单位", "我区").replace("我局", "我区"),
            below.actors["office"].name,
            below.telephone("office"),
        )
        yield from deal.take(below, "office", commands.report_opinion, linked.pk, days=2, opinion=words)


def _reviewed(deal: Dealing, part: Assignment) -> Steps:
    below = deal.below
    with governing(below.plan.code):
        reply = Reply.objects.get(assignment=part.pk).pk
    for step, who in REPLY_WAY:
        seat = f"{deal.bureau}-{who}" if who else "office"
        more: dict[str, Any] = {} if who else {"checklist": deal.checklist(below)}
        yield from deal.take(below, seat, getattr(commands, step), reply, **more)


def _draft(deal: Dealing, linked: Case) -> ReplyInput:
    below, officer = deal.below, deal.below.actors[f"{deal.bureau}-officer"]
    with governing(below.plan.code):
        contact = (officer.name, below.telephone(deal.bureau))
        draft = answers.reply(deal.chance, linked, deal.paper, below.unit(deal.bureau), contact=contact)
    return replace(draft, title=f"关于《{linked.title}》办理情况的答复")


def _answer(deal: Dealing, linked: Case, draft: ReplyInput) -> AnswerInput:
    """The bureau's reply, in the government's name."""
    return AnswerInput(
        title=f"{deal.below.plan.name}人民政府关于《{linked.title}》的答复",
        body=draft.body.replace("我单位", "我府"),
        contact_name=deal.below.actors["office"].name,
        contact_phone=deal.below.telephone("office"),
        result_class=draft.result_class,
        signed_by=person(f"{deal.below.plan.code}-leader"),
        publish_mode=draft.publish_mode,
        points=[_ours(one) for one in draft.points],
    )


def _ours(point: PointInput) -> PointInput:
    """The same words as in the letter."""
    return replace(point, response=point.response.replace("我单位", "我府"))


def _accepted(deal: Dealing, case: Case, part: Assignment) -> Steps:
    """The city takes the answer, and where the district answers the proposer, delivers its letter."""
    city, alone = deal.city, deal.matter.role in ALONE
    given: dict[str, Any] = {"checklist": deal.checklist(city)} if alone else {}
    yield from deal.take(city, "office", commands.accept_answer, part.pk, days=3, **given)
    if deal.matter.until < ISSUED:
        return
    with governing(city.plan.code):
        reply = Reply.objects.get(case=case.pk).pk
    yield from deal.take(city, "office", commands.deliver_reply, reply)
    yield from deal.take(deal.below, "office", commands.close, deal.linked(deal.below).pk, days=4)
