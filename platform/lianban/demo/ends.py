"""Simulation of a case's second half: reply, review, signature, delivery, feedback, promises, closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from cases.inputs import ReplyInput, VerdictInput
from cases.models import Commitment, FeedbackRound, Reply
from cases.states import SETTLED
from kernel.sql.rows import by
from lianban.demo import answers
from lianban.demo.agenda import next_working_day
from lianban.demo.simulation import CaseSimulation, Enough, Steps, UnitPart
from lianban.demo.work import meet

CHANNELS = ("ONLINE", "ONLINE", "PAPER", "PHONE")


def answer_and_feedback(simulation: CaseSimulation) -> Steps:
    """One round of answering and asking for each judgement that the course foresees."""
    for round_, result in enumerate(simulation.course.feedback, 1):
        parts = [part for part in simulation.parts() if part.answers]
        replying = parts[:1] if simulation.course.shape == "JOINT_LEAD" else parts
        if round_ > 1:
            replying = replying[:1]
        yield from _answer(simulation, replying, round_)
        yield from _receive_feedback(simulation, result, round_)


def _answer(simulation: CaseSimulation, parts: Sequence[UnitPart], round_: int) -> Steps:
    co_units = [simulation.government.unit(part.unit).name for part in simulation.parts() if not part.answers]
    replies: dict[int, int] = {}
    for part in parts:
        draft = _draft(simulation, part, round_, co_units)
        on = simulation.day("draft_reply", round_)
        yield from simulation.take("draft_reply", on, f"{part.unit}-officer", part.id, draft=draft)
        replies[part.id] = _newest_reply(simulation, part)
    if simulation.course.ending == "withdrawn_late":
        reason = answers.WITHDRAWN
        yield from simulation.take(
            "withdraw", simulation.soon(4), simulation.side, simulation.the_case().pk, reason=reason
        )
        raise Enough
    yield from _review_in_unit(simulation, parts, replies, round_)
    yield from _review_in_office(simulation, parts, replies, round_)
    yield from _send(simulation, parts, replies, round_)


def _newest_reply(simulation: CaseSimulation, part: UnitPart) -> int:
    given = by(Reply, "case_id", [simulation.the_case().pk])
    return max(one.pk for one in given if one.assignment_id == part.id)


def _draft(simulation: CaseSimulation, part: UnitPart, round_: int, co_units: Sequence[str]) -> ReplyInput:
    officer = simulation.government.actors[f"{part.unit}-officer"].name
    return answers.reply(
        simulation.chance,
        simulation.the_case(),
        simulation.paper,
        simulation.government.unit(part.unit),
        contact=(officer, simulation.government.telephone(part.unit)),
        co_units=co_units,
        promised_on=promised_on(simulation, round_) if simulation.course.promise else None,
        earlier=_standing(simulation, part) if simulation.course.promise and round_ > 1 else None,
        again=round_ > 1,
    )


def _standing(simulation: CaseSimulation, part: UnitPart) -> int | None:
    """The promise of the first answer, which the second replaces."""
    made = by(Commitment, "case_id", [simulation.the_case().pk])
    return next((one.pk for one in made if one.assignment_id == part.id and one.state not in SETTLED), None)


def promised_on(simulation: CaseSimulation, round_: int = 1) -> date:
    """The day for which the reply promises something."""
    return simulation.day("deliver_reply", round_) + timedelta(days=simulation.course.promised_in)


def _comment(simulation: CaseSimulation) -> str:
    return simulation.chance.choice(answers.COMMENTS)


def _review_in_unit(
    simulation: CaseSimulation, parts: Sequence[UnitPart], replies: dict[int, int], round_: int
) -> Steps:
    for part in parts:
        reply, first = replies[part.id], simulation.course.trouble == "unit_returned" and round_ == 1
        yield from simulation.take(
            "submit_reply", simulation.day("submit_reply", round_), f"{part.unit}-officer", reply
        )
        on = simulation.day("pass_section_review", round_)
        if first:
            reason = simulation.chance.choice(answers.UNIT_RETURNS)
            yield from simulation.take(
                "return_in_unit",
                simulation.day("return_in_unit"),
                f"{part.unit}-section",
                reply,
                reason=reason,
            )
            yield from _redraft(simulation, part, reply, simulation.day("redraft"), round_)
            on = simulation.soon()
        comment = _comment(simulation)
        yield from simulation.take("pass_section_review", on, f"{part.unit}-section", reply, comment=comment)
    for part in parts:
        on, comment = simulation.day("pass_leader_review", round_), _comment(simulation)
        yield from simulation.take(
            "pass_leader_review", on, f"{part.unit}-deputy", replies[part.id], comment=comment
        )


def _redraft(simulation: CaseSimulation, part: UnitPart, reply: int, on: date, round_: int) -> Steps:
    co_units = [simulation.government.unit(one.unit).name for one in simulation.parts() if not one.answers]
    draft = _draft(simulation, part, round_, co_units)
    yield from simulation.take("draft_reply", on, f"{part.unit}-officer", part.id, draft=draft)
    yield from simulation.take("submit_reply", on, f"{part.unit}-officer", reply)


def _review_in_office(
    simulation: CaseSimulation, parts: Sequence[UnitPart], replies: dict[int, int], round_: int
) -> Steps:
    for part in parts:
        reply = replies[part.id]
        if simulation.course.trouble == "office_returned" and round_ == 1:
            on, reason = (
                simulation.day("return_from_office"),
                simulation.chance.choice(answers.OFFICE_RETURNS),
            )
            failed = _verdicts(simulation, "POINTS", "CO_OPINIONS")
            yield from simulation.take(
                "return_from_office", on, "office2", reply, reason=reason, checklist=failed
            )
            yield from _redraft(simulation, part, reply, simulation.day("redraft_for_office"), round_)
            for step, who in (("pass_section_review", "section"), ("pass_leader_review", "deputy")):
                yield from simulation.take(step, simulation.soon(), f"{part.unit}-{who}", reply)
        on, checklist = simulation.day("pass_office_review", round_), _verdicts(simulation)
        yield from simulation.take("pass_office_review", on, "office2", reply, checklist=checklist)


def _verdicts(simulation: CaseSimulation, *failed: str) -> list[VerdictInput]:
    note = "请逐项补充" if failed else ""
    return [
        VerdictInput(one.code, one.code not in failed, note if one.code in failed else "")
        for one in simulation.pack.checklist
    ]


def _send(
    simulation: CaseSimulation, parts: Sequence[UnitPart], replies: dict[int, int], round_: int
) -> Steps:
    if simulation.course.shape == "JOINT_LEAD":
        for other in [one for one in simulation.parts() if one.answers][1:]:
            yield from simulation.take(
                "agree_jointly", simulation.day("agree_jointly", round_), f"{other.unit}-deputy", other.id
            )
    for step, who in (("sign_reply", "head"), ("issue_reply", "clerk"), ("deliver_reply", "clerk")):
        for part in parts:
            yield from simulation.take(
                step, simulation.day(step, round_), f"{part.unit}-{who}", replies[part.id]
            )
    if round_ == 1 and simulation.chance.random() < 0.3:
        yield from meet(simulation, parts[0], "AFTER", "meet_after")


def _receive_feedback(simulation: CaseSimulation, result: str, round_: int) -> Steps:
    """The committees ask; the case's own proposer answers as the course says, those of merged papers kindly."""
    rounds = by(FeedbackRound, "assignment_id", [part.id for part in simulation.parts()])
    waiting = [(one.pk, one.case_id, one.due_on) for one in rounds if one.state == "SENT"]
    for number, (pk, case_id, due_on) in enumerate(waiting):
        own = case_id == simulation.the_case().pk and number == 0
        silent = own and simulation.course.silent
        on = simulation.day("urge_feedback" if silent else "enter_feedback", round_)
        if on > due_on:
            yield from simulation.take("expire_feedback", next_working_day(due_on), "system", pk)
        if silent:
            yield from _no_feedback(simulation, pk)
            continue
        judgement = _feedback_grades(simulation, result if own else "SATISFIED")
        yield from simulation.take("enter_feedback", on, simulation.side, pk, **judgement)


def _no_feedback(simulation: CaseSimulation, feedback: int) -> Steps:
    yield from simulation.take("urge_feedback", simulation.day("urge_feedback"), simulation.side, feedback)
    on, reason = simulation.day("close_feedback"), answers.NO_RESPONSE
    yield from simulation.take("close_feedback", on, simulation.side, feedback, reason=reason)


def _feedback_grades(simulation: CaseSimulation, result: str) -> dict[str, str]:
    attitude = "SATISFIED" if result == "SATISFIED" or simulation.chance.random() < 0.6 else "BASICALLY"
    return {
        "attitude": attitude,
        "result": result,
        "channel": simulation.chance.choice(CHANNELS),
        "opinion": simulation.chance.choice(answers.OPINIONS[result]),
    }


def fulfil_promises(simulation: CaseSimulation) -> Steps:
    """What becomes of the promises in the reply."""
    units = {part.id: part.unit for part in simulation.parts()}
    promises = [one for one in by(Commitment, "case_id", [simulation.the_case().pk]) if one.state == "OPEN"]
    for promise in promises:
        yield from _fulfil(simulation, promise, units[promise.assignment_id])


def _fulfil(simulation: CaseSimulation, promise: Commitment, unit: str) -> Steps:
    day, clerk = promise.promised_on, f"{unit}-clerk"
    if simulation.course.promise == "infeasible":
        on, reason = max(simulation.day("declare_infeasible"), simulation.soon()), answers.INFEASIBLE
        yield from simulation.take("declare_infeasible", on, f"{unit}-head", promise.pk, reason=reason)
        return
    if simulation.course.promise == "delayed":
        on, later = (
            max(simulation.day("delay_commitment"), day - timedelta(days=9)),
            day + timedelta(days=120),
        )
        reason = answers.DELAYS
        yield from simulation.take(
            "delay_commitment", on, clerk, promise.pk, promised_on=later, reason=reason
        )
        day = later
    on = max(simulation.day("claim_fulfilled"), day - timedelta(days=6))
    evidence = simulation.chance.choice(answers.CLAIMS)
    yield from simulation.take("claim_fulfilled", on, f"{unit}-officer", promise.pk, reason=evidence)
    if simulation.course.promise == "refused":
        yield from simulation.take(
            "refuse_claim", simulation.soon(4), "office", promise.pk, reason=answers.REFUSALS
        )
        yield from simulation.take(
            "claim_fulfilled", simulation.soon(25), f"{unit}-officer", promise.pk, reason=answers.CLAIMS[0]
        )
    yield from simulation.take("verify_commitment", simulation.soon(6), "office", promise.pk)


def end(simulation: CaseSimulation) -> Steps:
    """Closing, reopening, archive."""
    dissatisfied = simulation.course.feedback[-1] == "DISSATISFIED"
    reason = answers.CLOSE_ANYWAY if dissatisfied else ""
    case = simulation.the_case().pk
    yield from simulation.take(
        "close", max(simulation.day("close"), simulation.soon(3)), "office", case, reason=reason
    )
    if simulation.course.until[0] == "reopen":
        on = max(simulation.day("reopen"), simulation.soon(20))
        yield from simulation.take("reopen", on, "office", case, reason=answers.REOPENED)
    yield from simulation.take("archive", max(simulation.day("archive"), simulation.soon(14)), "office", case)
