"""The middle of a life: dispatch, signing for, returns, talks, co-opinions."""

from __future__ import annotations

from datetime import timedelta

from cases.changing.rows import assignments_of
from cases.inputs import AssignmentInput, DispatchInput
from cases.models import Assignment
from cases.states import UnitRole
from kernel.clock import today
from lianban.demo import answers
from lianban.demo.crossings import LINKS
from lianban.demo.life import CaseSimulation, Steps, UnitPart
from people.models import UnitKind

THIS_YEAR = 2
MEETS = {"BEFORE": 0.4, "DURING": 0.4}
REQUIREMENTS = (
    "请主动与提出人沟通，按时答复。",
    "请主办单位牵头会商，会办单位按期提出书面意见。",
    "请结合年度重点工作统筹研究，答复前报政府办把关。",
    "",
)


def dispatch(life: CaseSimulation) -> Steps:
    """Hand the filed paper to its units in the shape of its course."""
    order = DispatchInput(
        assignments=_assignments(life),
        complex=life.course.complex,
        requirements=life.chance.choice(REQUIREMENTS),
        due_on=life.course.due,
    )
    yield from life.take("dispatch", life.day("dispatch"), "office", life.the_case().pk, order=order)


def _assignments(life: CaseSimulation) -> list[AssignmentInput]:
    shape, units = life.course.shape, life.town.units
    others = _helpers(life)
    if shape == "SOLE":
        return [AssignmentInput(units[life.lead].pk, UnitRole.SOLE)]
    if shape == "SEPARATE":
        pairs = zip((life.lead, others[0]), life.paper.asks, strict=False)
        return [AssignmentInput(units[code].pk, UnitRole.SEPARATE, ask) for code, (ask, _) in pairs]
    if shape == "JOINT_LEAD":
        joint = [AssignmentInput(units[code].pk, UnitRole.JOINT_LEAD) for code in (life.lead, others[0])]
        return [*joint, *(AssignmentInput(units[code].pk, UnitRole.CO) for code in others[1:2])]
    number = life.chance.choices((1, 2, 3), weights=(6, 3, 1))[0]
    co = [AssignmentInput(units[code].pk, UnitRole.CO) for code in others[:number]]
    return [AssignmentInput(units[life.lead].pk, UnitRole.LEAD), *co]


def _helpers(life: CaseSimulation) -> list[str]:
    """Other units that have to do with the subject, then towns and lower governments."""
    plan = life.town.plan
    near = [code for code in life.paper.topic.helpers if code in plan.units]
    local = [one.code for one in plan.handlers() if one.kind != UnitKind.BUREAU]
    found = [*near, *life.chance.sample(local, k=len(local)), *(one.code for one in plan.handlers())]
    gone = LINKS if life.course.year == THIS_YEAR else {}  # whose cases cross now
    return [code for code in dict.fromkeys(found) if code != life.lead and code not in gone]


def begin(life: CaseSimulation) -> Steps:
    """Units sign for it; one that thinks it is not theirs asks to return it; officers are named."""
    yield from _sign(life, "sign_for")
    if life.course.trouble.startswith("return") or life.course.trouble == "recalled":
        yield from _correct(life)
    for part in life.parts():
        if part.answers:
            officer = life.town.actors[f"{part.unit}-officer"].account_id
            on = life.day("assign_officer")
            yield from life.take("assign_officer", on, f"{part.unit}-clerk", part.id, officer_id=officer)
    yield from _meet(life, "BEFORE", "meet_before")


def _sign(life: CaseSimulation, step: str) -> Steps:
    open_ = {one.pk for one in assignments_of(life.the_case()) if one.state == "PENDING_SIGN"}
    for part in life.parts():
        if part.id in open_:
            yield from life.take("sign_for", life.day(step), f"{part.unit}-clerk", part.id)


def _correct(life: CaseSimulation) -> Steps:
    """The unit's part is returned or recalled, and given to another; or the unit must go on."""
    part = next(one for one in life.parts() if one.answers)
    other = _helpers(life)[0]
    if life.course.trouble == "recalled":
        reason = answers.RECALLED
        yield from life.take("recall", life.day("decide_return"), "office", part.id, reason=reason)
    else:
        yield from _ask_to_return(life, part, other)
        if life.course.trouble == "return_rejected":
            on, reason = life.day("decide_return"), answers.REJECTED
            yield from life.take("reject_return", on, "office", part.id, reason=reason)
            return
        on, reason = life.day("decide_return"), answers.ACCEPTED
        yield from life.take("accept_return", on, "office", part.id, reason=reason)
    yield from _give_to(life, part, other)


def _ask_to_return(life: CaseSimulation, part: UnitPart, other: str) -> Steps:
    yield from life.take(
        "request_return",
        life.day("request_return"),
        f"{part.unit}-clerk",
        part.id,
        reason=life.chance.choice(answers.RETURN_REASONS),
        basis=life.chance.choice(answers.RETURN_BASES),
        proposed_unit_id=life.town.units[other].pk,
    )


def _give_to(life: CaseSimulation, part: UnitPart, other: str) -> Steps:
    standing = {one.unit for one in life.parts()}
    other = next(code for code in [other, *_helpers(life)] if code not in standing)
    order = DispatchInput([AssignmentInput(life.town.units[other].pk, UnitRole(part.role))])
    yield from life.take("redispatch", life.day("redispatch"), "office", life.the_case().pk, order=order)
    yield from _sign(life, "sign_again")


def consult(life: CaseSimulation) -> Steps:
    """Co-handlers give their opinions and the lead takes them; a talk with the proposer on the way."""
    parts = life.parts()
    lead = next(one for one in parts if one.answers)
    for number, part in enumerate(one for one in parts if not one.answers):
        trouble = life.course.trouble if number == 0 else ""
        if trouble == "co_waived":
            continue
        yield from _opine(life, part, bounced=trouble == "co_bounced", lead=lead)
    if life.course.trouble == "co_waived":
        yield from _waive(life, next(one for one in parts if not one.answers), lead)
    yield from _meet(life, "DURING", "meet_during")


def _opine(life: CaseSimulation, part: UnitPart, *, bounced: bool, lead: UnitPart) -> Steps:
    who, whom = f"{part.unit}-officer", f"{lead.unit}-officer"
    contact = f"{life.town.actors[who].name} {life.town.telephone(part.unit)}"
    if bounced:
        on, text = life.day("submit_co_opinion"), answers.EMPTY_CO
        yield from life.take("submit_co_opinion", on, who, part.id, text=text, contact=contact)
        on, reason = life.day("bounce_co_opinion"), answers.BOUNCED
        yield from life.take("bounce_co_opinion", on, whom, part.id, reason=reason)
    on, text = life.day("submit_again" if bounced else "submit_co_opinion"), _opinion(life)
    yield from life.take("submit_co_opinion", on, who, part.id, text=text, contact=contact)
    yield from life.take("accept_co_opinion", life.day("accept_co_opinion"), whom, part.id)


def _opinion(life: CaseSimulation) -> str:
    return answers.co_opinion(life.chance, life.paper)


def _waive(life: CaseSimulation, part: UnitPart, lead: UnitPart) -> Steps:
    """Only an overdue opinion can be waived."""
    overdue = Assignment.objects.values_list("due_on", flat=True).get(pk=part.id) + timedelta(days=3)
    on = max(life.day("accept_co_opinion"), overdue)
    reason = answers.WAIVED
    yield from life.take("waive_co_opinion", on, f"{lead.unit}-section", part.id, reason=reason)


def _meet(life: CaseSimulation, stage: str, step: str) -> Steps:
    """The answering units talk with the proposer; of earlier years not every talk was recorded."""
    share = MEETS[stage] if life.course.year < THIS_YEAR else 1 if stage == "BEFORE" else 0.7
    for part in life.parts():
        if part.answers and life.chance.random() < share:
            yield from meet(life, part, stage, step)


def meet(life: CaseSimulation, part: UnitPart, stage: str, step: str) -> Steps:
    """One talk, entered on the day it was held."""
    who = f"{part.unit}-officer"
    people = f"{life.town.actors[f'{part.unit}-section'].name}、{life.town.actors[who].name}"
    yield from life.wait(life.day(step))
    talk = answers.meeting(
        life.chance,
        life.paper,
        stage,
        held_on=today(),
        unit_people=people,
        proposer=life.the_case().lead_proposer_name,
    )
    yield from life.take("record_meeting", today(), who, part.id, meeting=talk)
