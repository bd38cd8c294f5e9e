"""Reaching a state through the commands, as the trade would; never by setting ``state``."""

from __future__ import annotations

import itertools
from typing import Any

from cases import commands
from cases.inputs import (
    AssignmentInput,
    DispatchInput,
    MeetingInput,
    PointInput,
    ProposerInput,
    RegisterInput,
    ReplyInput,
    VerdictInput,
)
from cases.models import Assignment, Case, DueKind, FeedbackRound, Reply
from cases.states import UnitRole
from kernel.clock import today
from rules.explaining.sentences import explain
from rules.queries import pack_of
from support.world import World

_keys = itertools.count(1)


def a_key() -> str:
    """A fresh idempotency key."""
    return f"test-key-{next(_keys):06d}"


def a_paper(world: World, kind: str = "SUGGESTION", **changes: Any) -> RegisterInput:
    """A paper with one proposer, as it is handed in."""
    member = "DEPUTY" if kind == "SUGGESTION" else "MEMBER"
    filled: dict[str, Any] = {
        "kind": kind,
        "title": "关于完善老城区排水管网的建议",
        "body": "一、情况。老城区雨季积水。\n二、建议。改造管网。",
        "session_id": world.sessions[kind].pk,
        "proposers": [ProposerInput("沈若溪", member, "滨江代表团", "13900000000", True)],
    }
    return RegisterInput(**filled | changes)


def a_registered_case(world: World, kind: str = "SUGGESTION", **changes: Any) -> Case:
    """A case at 已登记."""
    return commands.register(world.office, a_key(), paper=a_paper(world, kind, **changes))


def a_filed_case(world: World, kind: str = "SUGGESTION", **changes: Any) -> Case:
    """A case at 已立案."""
    case: Case = commands.file(world.office, a_registered_case(world, kind, **changes).pk, a_key())
    return case


def an_order(world: World, *roles: tuple[str, UnitRole], **more: Any) -> DispatchInput:
    """A dispatch to units by code."""
    parts = [
        AssignmentInput(world.units[code].pk, role, "本单位职责部分" if role == UnitRole.SEPARATE else "")
        for code, role in roles
    ]
    return DispatchInput(parts, **more)


LEAD_AND_CO = (("water", UnitRole.LEAD), ("roads", UnitRole.CO))


def a_dispatched_case(
    world: World, *roles: tuple[str, UnitRole], kind: str = "SUGGESTION", **more: Any
) -> Case:
    """A case at 已交办, by default 水务局 leading and 交通运输局 co-handling."""
    case = a_filed_case(world, kind)
    order = an_order(world, *(roles or LEAD_AND_CO), **more)
    dispatched: Case = commands.dispatch(world.office, case.pk, a_key(), order=order)
    return dispatched


def part_of(case: Case, code: str) -> Assignment:
    """A unit's newest assignment in a case, fresh from the database."""
    return Assignment.objects.filter(case=case, unit__code=code).latest("id")


def lines_of(part: Assignment) -> list[str]:
    """How the newest day for a part's reply or opinion came about, in sentences."""
    newest = part.due_days.filter(what=DueKind.ANSWER).latest("id")
    return explain(newest.reckoning)


def signed_for(world: World, case: Case, *codes: str) -> Case:
    """The case after these units (default: all) have signed for it."""
    for part in case.assignments.select_related("unit").filter(state="PENDING_SIGN"):
        if not codes or part.unit.code in codes:
            commands.sign_for(world.actors[f"{part.unit.code}_clerk"], part.pk, a_key())
    return Case.objects.get(pk=case.pk)


def an_opinion(world: World, case: Case, co: str = "roads", lead: str = "water") -> None:
    """A co-opinion given and accepted."""
    part = part_of(case, co)
    actor = world.actors[f"{co}_officer"]
    commands.submit_co_opinion(
        actor, part.pk, a_key(), text="同意主办意见，我局配合。", contact="顾长安 2200"
    )
    commands.accept_co_opinion(world.actors[f"{lead}_officer"], part.pk, a_key())


def a_draft(**changes: Any) -> ReplyInput:
    """A reply's text with one answered point."""
    filled: dict[str, Any] = {
        "title": "对《关于完善老城区排水管网的建议》的答复",
        "addressee": "沈若溪代表：",
        "body": "您提出的建议收悉，现答复如下。改造管网：已完成改造。",
        "result_class": "A",
        "publish_mode": "FULL",
        "contact_name": "顾长安",
        "contact_phone": "2200",
        "points": [PointInput("改造管网", "已完成改造", "A")],
    }
    return ReplyInput(**filled | changes)


def a_promise() -> ReplyInput:
    """A reply that promises something for a month from now."""
    day = today().replace(year=today().year + 1)
    points = [PointInput("改造管网", "已列入计划", "B", "完成二期管网", day)]
    return a_draft(result_class="B", points=points, body="现答复如下。已列入计划，我局承诺完成二期管网。")


def a_meeting(stage: str = "DURING", **changes: Any) -> MeetingInput:
    """A visit to the proposer today."""
    filled: dict[str, Any] = {
        "stage": stage,
        "form": "VISIT",
        "held_on": today(),
        "unit_people": "副局长、科长",
        "proposer_people": "沈若溪",
        "summary": "当面沟通办理思路。",
    }
    return MeetingInput(**filled | changes)


def verdicts(case: Case, *failed: str) -> list[VerdictInput]:
    """The office's whole checklist, with these items failed."""
    return [VerdictInput(one.code, one.code not in failed) for one in pack_of(case.pack).checklist]


def a_drafted_reply(world: World, case: Case, code: str = "water", draft: ReplyInput | None = None) -> Reply:
    """The draft of a unit's reply."""
    part = part_of(case, code)
    commands.draft_reply(world.actors[f"{code}_officer"], part.pk, a_key(), draft=draft or a_draft())
    return Reply.objects.filter(assignment=part, case=case).latest("id")


REPLY_WAY = (
    ("submit_reply", "officer"),
    ("pass_section_review", "section_head"),
    ("pass_leader_review", "deputy_head"),
    ("pass_office_review", "office"),
    ("sign_reply", "head"),
    ("issue_reply", "clerk"),
    ("deliver_reply", "clerk"),
)


def brought(world: World, reply: Reply, until: str, code: str = "water") -> Reply:
    """The reply after the steps of its way up to and including ``until``."""
    for step, who in REPLY_WAY:
        actor = world.office if who == "office" else world.actors[f"{code}_{who}"]
        more = {"checklist": verdicts(reply.case)} if step == "pass_office_review" else {}
        reply = getattr(commands, step)(actor, reply.pk, a_key(), **more)
        if step == until:
            break
    return reply


def a_delivered_case(world: World, kind: str = "SUGGESTION", draft: ReplyInput | None = None) -> Case:
    """A case at 已办复: one unit, signed for, answered, delivered."""
    case = a_dispatched_case(world, ("water", UnitRole.SOLE), kind=kind)
    signed_for(world, case)
    brought(world, a_drafted_reply(world, case, draft=draft), "deliver_reply")
    return Case.objects.get(pk=case.pk)


def feedback(
    world: World, case: Case, result: str = "SATISFIED", attitude: str = "SATISFIED"
) -> FeedbackRound:
    """The newest feedback round of a case, entered by its committee."""
    round_ = FeedbackRound.objects.filter(case=case).latest("id")
    entered: FeedbackRound = commands.enter_feedback(
        world.npc if case.kind == "SUGGESTION" else world.cppcc,
        round_.pk,
        a_key(),
        attitude=attitude,
        result=result,
        channel="ONLINE",
        opinion="请继续推进。" if "DISSATISFIED" in (result, attitude) else "",
    )
    return entered
