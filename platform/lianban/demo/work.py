"""Simulation of a case's middle: dispatch, signing for, returns, meetings, co-opinions."""

from __future__ import annotations

from datetime import timedelta

from cases.changing.locking import assignments_of
from cases.inputs import AssignmentInput, DispatchInput
from cases.models import Assignment
from cases.states import UnitRole
from kernel.clock import today
from lianban.demo import answers
from lianban.demo.crossings import LINKS
from lianban.demo.simulation import CaseSimulation, Steps, UnitPart
from people.models import UnitKind

THIS_YEAR = 2
MEETS = {"BEFORE": 0.4, "DURING": 0.4}
REQUIREMENTS = (
    "请主动与提出人沟通，按时答复。",
    "请主办单位牵头会商，会办单位按期提出书面意见。",
    "请结合年度重点工作统筹研究，答复前报政府办把关。",
    "",
)


def dispatch(simulation: CaseSimulation) -> Steps:
    """Hand the filed paper to its units in the shape of its course."""
    order = DispatchInput(
        assignments=_assignments(simulation),
        complex=simulation.course.complex,
        requirements=simulation.chance.choice(REQUIREMENTS),
        due_on=simulation.course.due,
    )
    yield from simulation.take(
        "dispatch", simulation.day("dispatch"), "office", simulation.the_case().pk, order=order
    )


def _assignments(simulation: CaseSimulation) -> list[AssignmentInput]:
    shape, units = simulation.course.shape, simulation.government.units
    others = _helpers(simulation)
    if shape == "SOLE":
        return [AssignmentInput(units[simulation.lead].pk, UnitRole.SOLE)]
    if shape == "SEPARATE":
        pairs = zip((simulation.lead, others[0]), simulation.paper.asks, strict=False)
        return [AssignmentInput(units[code].pk, UnitRole.SEPARATE, ask) for code, (ask, _) in pairs]
    if shape == "JOINT_LEAD":
        joint = [
            AssignmentInput(units[code].pk, UnitRole.JOINT_LEAD) for code in (simulation.lead, others[0])
        ]
        return [*joint, *(AssignmentInput(units[code].pk, UnitRole.CO) for code in others[1:2])]
    number = simulation.chance.choices((1, 2, 3), weights=(6, 3, 1))[0]
    co = [AssignmentInput(units[code].pk, UnitRole.CO) for code in others[:number]]
    return [AssignmentInput(units[simulation.lead].pk, UnitRole.LEAD), *co]


def _helpers(simulation: CaseSimulation) -> list[str]:
    """Other units that have to do with the subject, then towns and lower governments."""
    plan = simulation.government.plan
    near = [code for code in simulation.paper.topic.helpers if code in plan.units]
    local = [one.code for one in plan.handlers() if one.kind != UnitKind.BUREAU]
    found = [*near, *simulation.chance.sample(local, k=len(local)), *(one.code for one in plan.handlers())]
    gone = LINKS if simulation.course.year == THIS_YEAR else {}  # whose cases cross now
    return [code for code in dict.fromkeys(found) if code != simulation.lead and code not in gone]


def begin(simulation: CaseSimulation) -> Steps:
    """Units sign for it; one that thinks it is not theirs asks to return it; officers are named."""
    yield from _sign(simulation, "sign_for")
    if simulation.course.trouble.startswith("return") or simulation.course.trouble == "recalled":
        yield from _correct(simulation)
    for part in simulation.parts():
        if part.answers:
            officer = simulation.government.actors[f"{part.unit}-officer"].account_id
            on = simulation.day("assign_officer")
            yield from simulation.take(
                "assign_officer", on, f"{part.unit}-clerk", part.id, officer_id=officer
            )
    yield from _meet(simulation, "BEFORE", "meet_before")


def _sign(simulation: CaseSimulation, step: str) -> Steps:
    open_ = {one.pk for one in assignments_of(simulation.the_case()) if one.state == "PENDING_SIGN"}
    for part in simulation.parts():
        if part.id in open_:
            yield from simulation.take("sign_for", simulation.day(step), f"{part.unit}-clerk", part.id)


def _correct(simulation: CaseSimulation) -> Steps:
    """The unit's part is returned or recalled, and given to another; or the unit must go on."""
    part = next(one for one in simulation.parts() if one.answers)
    other = _helpers(simulation)[0]
    if simulation.course.trouble == "recalled":
        reason = answers.RECALLED
        yield from simulation.take(
            "recall", simulation.day("decide_return"), "office", part.id, reason=reason
        )
    else:
        yield from _ask_to_return(simulation, part, other)
        if simulation.course.trouble == "return_rejected":
            on, reason = simulation.day("decide_return"), answers.REJECTED
            yield from simulation.take("reject_return", on, "office", part.id, reason=reason)
            return
        on, reason = simulation.day("decide_return"), answers.ACCEPTED
        yield from simulation.take("accept_return", on, "office", part.id, reason=reason)
    yield from _give_to(simulation, part, other)


def _ask_to_return(simulation: CaseSimulation, part: UnitPart, other: str) -> Steps:
    yield from simulation.take(
        "request_return",
        simulation.day("request_return"),
        f"{part.unit}-clerk",
        part.id,
        reason=simulation.chance.choice(answers.RETURN_REASONS),
        basis=simulation.chance.choice(answers.RETURN_BASES),
        proposed_unit_id=simulation.government.units[other].pk,
    )


def _give_to(simulation: CaseSimulation, part: UnitPart, other: str) -> Steps:
    standing = {one.unit for one in simulation.parts()}
    other = next(code for code in [other, *_helpers(simulation)] if code not in standing)
    order = DispatchInput([AssignmentInput(simulation.government.units[other].pk, UnitRole(part.role))])
    yield from simulation.take(
        "redispatch", simulation.day("redispatch"), "office", simulation.the_case().pk, order=order
    )
    yield from _sign(simulation, "sign_again")


def consult(simulation: CaseSimulation) -> Steps:
    """Co-handlers give their opinions and the lead takes them; a talk with the proposer on the way."""
    parts = simulation.parts()
    lead = next(one for one in parts if one.answers)
    for number, part in enumerate(one for one in parts if not one.answers):
        trouble = simulation.course.trouble if number == 0 else ""
        if trouble == "co_waived":
            continue
        yield from _opine(simulation, part, bounced=trouble == "co_bounced", lead=lead)
    if simulation.course.trouble == "co_waived":
        yield from _waive(simulation, next(one for one in parts if not one.answers), lead)
    yield from _meet(simulation, "DURING", "meet_during")


def _opine(simulation: CaseSimulation, part: UnitPart, *, bounced: bool, lead: UnitPart) -> Steps:
    who, whom = f"{part.unit}-officer", f"{lead.unit}-officer"
    contact = f"{simulation.government.actors[who].name} {simulation.government.telephone(part.unit)}"
    if bounced:
        on, text = simulation.day("submit_co_opinion"), answers.EMPTY_CO
        yield from simulation.take("submit_co_opinion", on, who, part.id, text=text, contact=contact)
        on, reason = simulation.day("bounce_co_opinion"), answers.BOUNCED
        yield from simulation.take("bounce_co_opinion", on, whom, part.id, reason=reason)
    on, text = simulation.day("submit_again" if bounced else "submit_co_opinion"), _opinion(simulation)
    yield from simulation.take("submit_co_opinion", on, who, part.id, text=text, contact=contact)
    yield from simulation.take("accept_co_opinion", simulation.day("accept_co_opinion"), whom, part.id)


def _opinion(simulation: CaseSimulation) -> str:
    return answers.co_opinion(simulation.chance, simulation.paper)


def _waive(simulation: CaseSimulation, part: UnitPart, lead: UnitPart) -> Steps:
    """Only an overdue opinion can be waived."""
    overdue = Assignment.objects.values_list("due_on", flat=True).get(pk=part.id) + timedelta(days=3)
    on = max(simulation.day("accept_co_opinion"), overdue)
    reason = answers.WAIVED
    yield from simulation.take("waive_co_opinion", on, f"{lead.unit}-section", part.id, reason=reason)


def _meet(simulation: CaseSimulation, stage: str, step: str) -> Steps:
    """The answering units talk with the proposer; of earlier years not every talk was recorded."""
    share = MEETS[stage] if simulation.course.year < THIS_YEAR else 1 if stage == "BEFORE" else 0.7
    for part in simulation.parts():
        if part.answers and simulation.chance.random() < share:
            yield from meet(simulation, part, stage, step)


def meet(simulation: CaseSimulation, part: UnitPart, stage: str, step: str) -> Steps:
    """One talk, entered on the day it was held."""
    who = f"{part.unit}-officer"
    people = f"{simulation.government.actors[f'{part.unit}-section'].name}、{simulation.government.actors[who].name}"
    yield from simulation.wait(simulation.day(step))
    talk = answers.meeting(
        simulation.chance,
        simulation.paper,
        stage,
        held_on=today(),
        unit_people=people,
        proposer=simulation.the_case().lead_proposer_name,
    )
    yield from simulation.take("record_meeting", today(), who, part.id, meeting=talk)
