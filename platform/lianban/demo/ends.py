"""The later half of a life: reply, review, signature, delivery, feedback, promises, closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from cases.changing.rows import by
from cases.inputs import ReplyInput, VerdictInput
from cases.models import Commitment, FeedbackRound, Reply
from cases.states import SETTLED
from lianban.demo import answers
from lianban.demo.agenda import next_working_day
from lianban.demo.life import CaseSimulation, Enough, Steps, UnitPart
from lianban.demo.work import meet

CHANNELS = ("ONLINE", "ONLINE", "PAPER", "PHONE")


def answer_and_hear(life: CaseSimulation) -> Steps:
    """One round of answering and asking for each judgement that the course foresees."""
    for round_, result in enumerate(life.course.feedback, 1):
        parts = [part for part in life.parts() if part.answers]
        replying = parts[:1] if life.course.shape == "JOINT_LEAD" else parts
        if round_ > 1:
            replying = replying[:1]
        yield from _answer(life, replying, round_)
        yield from _hear(life, result, round_)


def _answer(life: CaseSimulation, parts: Sequence[UnitPart], round_: int) -> Steps:
    co_units = [life.town.unit(part.unit).name for part in life.parts() if not part.answers]
    replies: dict[int, int] = {}
    for part in parts:
        draft = _draft(life, part, round_, co_units)
        on = life.day("draft_reply", round_)
        yield from life.take("draft_reply", on, f"{part.unit}-officer", part.id, draft=draft)
        replies[part.id] = _newest_reply(life, part)
    if life.course.ending == "withdrawn_late":
        reason = answers.WITHDRAWN
        yield from life.take("withdraw", life.soon(4), life.side, life.the_case().pk, reason=reason)
        raise Enough
    yield from _review_in_unit(life, parts, replies, round_)
    yield from _review_in_office(life, parts, replies, round_)
    yield from _send(life, parts, replies, round_)


def _newest_reply(life: CaseSimulation, part: UnitPart) -> int:
    given = by(Reply, "case_id", [life.the_case().pk])
    return max(one.pk for one in given if one.assignment_id == part.id)


def _draft(life: CaseSimulation, part: UnitPart, round_: int, co_units: Sequence[str]) -> ReplyInput:
    officer = life.town.actors[f"{part.unit}-officer"].name
    return answers.reply(
        life.chance,
        life.the_case(),
        life.paper,
        life.town.unit(part.unit),
        contact=(officer, life.town.telephone(part.unit)),
        co_units=co_units,
        promised_on=promised_on(life, round_) if life.course.promise else None,
        earlier=_standing(life, part) if life.course.promise and round_ > 1 else None,
        again=round_ > 1,
    )


def _standing(life: CaseSimulation, part: UnitPart) -> int | None:
    """The promise of the first answer, which the second replaces."""
    made = by(Commitment, "case_id", [life.the_case().pk])
    return next((one.pk for one in made if one.assignment_id == part.id and one.state not in SETTLED), None)


def promised_on(life: CaseSimulation, round_: int = 1) -> date:
    """The day for which the reply promises something."""
    return life.day("deliver_reply", round_) + timedelta(days=life.course.promised_in)


def _comment(life: CaseSimulation) -> str:
    return life.chance.choice(answers.COMMENTS)


def _review_in_unit(
    life: CaseSimulation, parts: Sequence[UnitPart], replies: dict[int, int], round_: int
) -> Steps:
    for part in parts:
        reply, first = replies[part.id], life.course.trouble == "unit_returned" and round_ == 1
        yield from life.take("submit_reply", life.day("submit_reply", round_), f"{part.unit}-officer", reply)
        on = life.day("pass_section_review", round_)
        if first:
            reason = life.chance.choice(answers.UNIT_RETURNS)
            yield from life.take(
                "return_in_unit", life.day("return_in_unit"), f"{part.unit}-section", reply, reason=reason
            )
            yield from _redraft(life, part, reply, life.day("redraft"), round_)
            on = life.soon()
        comment = _comment(life)
        yield from life.take("pass_section_review", on, f"{part.unit}-section", reply, comment=comment)
    for part in parts:
        on, comment = life.day("pass_leader_review", round_), _comment(life)
        yield from life.take(
            "pass_leader_review", on, f"{part.unit}-deputy", replies[part.id], comment=comment
        )


def _redraft(life: CaseSimulation, part: UnitPart, reply: int, on: date, round_: int) -> Steps:
    co_units = [life.town.unit(one.unit).name for one in life.parts() if not one.answers]
    draft = _draft(life, part, round_, co_units)
    yield from life.take("draft_reply", on, f"{part.unit}-officer", part.id, draft=draft)
    yield from life.take("submit_reply", on, f"{part.unit}-officer", reply)


def _review_in_office(
    life: CaseSimulation, parts: Sequence[UnitPart], replies: dict[int, int], round_: int
) -> Steps:
    for part in parts:
        reply = replies[part.id]
        if life.course.trouble == "office_returned" and round_ == 1:
            on, reason = life.day("return_from_office"), life.chance.choice(answers.OFFICE_RETURNS)
            failed = _verdicts(life, "POINTS", "CO_OPINIONS")
            yield from life.take("return_from_office", on, "office2", reply, reason=reason, checklist=failed)
            yield from _redraft(life, part, reply, life.day("redraft_for_office"), round_)
            for step, who in (("pass_section_review", "section"), ("pass_leader_review", "deputy")):
                yield from life.take(step, life.soon(), f"{part.unit}-{who}", reply)
        on, checklist = life.day("pass_office_review", round_), _verdicts(life)
        yield from life.take("pass_office_review", on, "office2", reply, checklist=checklist)


def _verdicts(life: CaseSimulation, *failed: str) -> list[VerdictInput]:
    note = "请逐项补充" if failed else ""
    return [
        VerdictInput(one.code, one.code not in failed, note if one.code in failed else "")
        for one in life.pack.checklist
    ]


def _send(life: CaseSimulation, parts: Sequence[UnitPart], replies: dict[int, int], round_: int) -> Steps:
    if life.course.shape == "JOINT_LEAD":
        for other in [one for one in life.parts() if one.answers][1:]:
            yield from life.take(
                "agree_jointly", life.day("agree_jointly", round_), f"{other.unit}-deputy", other.id
            )
    for step, who in (("sign_reply", "head"), ("issue_reply", "clerk"), ("deliver_reply", "clerk")):
        for part in parts:
            yield from life.take(step, life.day(step, round_), f"{part.unit}-{who}", replies[part.id])
    if round_ == 1 and life.chance.random() < 0.3:
        yield from meet(life, parts[0], "AFTER", "meet_after")


def _hear(life: CaseSimulation, result: str, round_: int) -> Steps:
    """The committees ask; the case's own proposer answers as the course says, those of merged papers kindly."""
    rounds = by(FeedbackRound, "assignment_id", [part.id for part in life.parts()])
    waiting = [(one.pk, one.case_id, one.due_on) for one in rounds if one.state == "SENT"]
    for number, (pk, case_id, due_on) in enumerate(waiting):
        own = case_id == life.the_case().pk and number == 0
        silent = own and life.course.silent
        on = life.day("urge_feedback" if silent else "enter_feedback", round_)
        if on > due_on:
            yield from life.take("expire_feedback", next_working_day(due_on), "system", pk)
        if silent:
            yield from _silence(life, pk)
            continue
        judgement = _judgement(life, result if own else "SATISFIED")
        yield from life.take("enter_feedback", on, life.side, pk, **judgement)


def _silence(life: CaseSimulation, feedback: int) -> Steps:
    yield from life.take("urge_feedback", life.day("urge_feedback"), life.side, feedback)
    on, reason = life.day("close_feedback"), answers.NO_RESPONSE
    yield from life.take("close_feedback", on, life.side, feedback, reason=reason)


def _judgement(life: CaseSimulation, result: str) -> dict[str, str]:
    attitude = "SATISFIED" if result == "SATISFIED" or life.chance.random() < 0.6 else "BASICALLY"
    return {
        "attitude": attitude,
        "result": result,
        "channel": life.chance.choice(CHANNELS),
        "opinion": life.chance.choice(answers.OPINIONS[result]),
    }


def keep_promises(life: CaseSimulation) -> Steps:
    """What becomes of the promises in the reply."""
    units = {part.id: part.unit for part in life.parts()}
    promises = [one for one in by(Commitment, "case_id", [life.the_case().pk]) if one.state == "OPEN"]
    for promise in promises:
        yield from _keep(life, promise, units[promise.assignment_id])


def _keep(life: CaseSimulation, promise: Commitment, unit: str) -> Steps:
    day, clerk = promise.promised_on, f"{unit}-clerk"
    if life.course.promise == "infeasible":
        on, reason = max(life.day("declare_infeasible"), life.soon()), answers.INFEASIBLE
        yield from life.take("declare_infeasible", on, f"{unit}-head", promise.pk, reason=reason)
        return
    if life.course.promise == "delayed":
        on, later = max(life.day("delay_commitment"), day - timedelta(days=9)), day + timedelta(days=120)
        reason = answers.DELAYS
        yield from life.take("delay_commitment", on, clerk, promise.pk, promised_on=later, reason=reason)
        day = later
    on = max(life.day("claim_fulfilled"), day - timedelta(days=6))
    evidence = life.chance.choice(answers.CLAIMS)
    yield from life.take("claim_fulfilled", on, f"{unit}-officer", promise.pk, reason=evidence)
    if life.course.promise == "refused":
        yield from life.take("refuse_claim", life.soon(4), "office", promise.pk, reason=answers.REFUSALS)
        yield from life.take(
            "claim_fulfilled", life.soon(25), f"{unit}-officer", promise.pk, reason=answers.CLAIMS[0]
        )
    yield from life.take("verify_commitment", life.soon(6), "office", promise.pk)


def end(life: CaseSimulation) -> Steps:
    """Closing, reopening, archive."""
    dissatisfied = life.course.feedback[-1] == "DISSATISFIED"
    reason = answers.CLOSE_ANYWAY if dissatisfied else ""
    case = life.the_case().pk
    yield from life.take("close", max(life.day("close"), life.soon(3)), "office", case, reason=reason)
    if life.course.until[0] == "reopen":
        on = max(life.day("reopen"), life.soon(20))
        yield from life.take("reopen", on, "office", case, reason=answers.REOPENED)
    yield from life.take("archive", max(life.day("archive"), life.soon(14)), "office", case)
