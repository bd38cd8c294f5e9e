"""Matrix: no step can be taken from a state that the table does not name, whoever tries."""

from __future__ import annotations

import pytest

from cases import commands
from cases.models import Assignment, Case, CaseEvent, Commitment, FeedbackRound, Reply
from cases.states import STATES, Machine, UnitRole
from cases.steps.lifecycle import REQUEST_RETURN, STEPS
from cases.steps.step import Step
from kernel.actor import SYSTEM
from kernel.refusals import Refusal
from outbox.models import Message
from support.build import (
    a_delivered_case,
    a_dispatched_case,
    a_drafted_reply,
    a_filed_case,
    a_key,
    a_promise,
    a_registered_case,
    brought,
    feedback,
    part_of,
    signed_for,
)
from support.inputs import inputs_of
from support.world import World, each_founded


def _way_to_case(world: World, state: str) -> Case:
    """A case in a state of its own machine, reached by the trade's way."""
    if state in ("REGISTERED", "UNDER_REVIEW", "NOT_FILED"):
        case = a_registered_case(world)
        if state == "UNDER_REVIEW":
            commands.start_review(world.npc, case.pk, a_key())
        if state == "NOT_FILED":
            commands.decline(world.npc, case.pk, a_key(), ground="EMPTY", disposal="REVISE", reason="空")
        return Case.objects.get(pk=case.pk)
    if state in ("FILED", "MERGED", "WITHDRAWN", "RECALLED"):
        case = a_filed_case(world)
        if state == "RECALLED":
            commands.taken_back(SYSTEM, case.pk, a_key(), reason="来文机关收回")
        if state == "MERGED":
            commands.merge(world.office, case.pk, a_key(), into_id=a_filed_case(world).pk)
        if state == "WITHDRAWN":
            commands.withdraw(world.office, case.pk, a_key(), reason="代表来函撤回")
        return Case.objects.get(pk=case.pk)
    return _case_later(world, state)


def _case_later(world: World, state: str) -> Case:
    if state == "DISPATCHED":
        return a_dispatched_case(world)
    if state == "HANDLING":
        return signed_for(world, a_dispatched_case(world))
    case = a_delivered_case(world, draft=a_promise() if state == "TRACKING" else None)
    if state == "REHANDLING":
        feedback(world, case, result="DISSATISFIED")
    if state in ("CLOSED", "ARCHIVED"):
        feedback(world, case)
        commands.close(world.office, case.pk, a_key())
    if state == "ARCHIVED":
        commands.archive(world.office, case.pk, a_key())
    return Case.objects.get(pk=case.pk)


CASES = each_founded(STATES[Machine.CASE].__members__, _way_to_case)
CASE_STEPS = [
    step for step in STEPS if step.machine is Machine.CASE and step.code not in ("register", "receive")
]
FORBIDDEN = [
    (step, state)
    for step in CASE_STEPS
    for state in STATES[Machine.CASE].__members__
    if state not in step.leaves
]


@pytest.mark.parametrize(("step", "state"), FORBIDDEN, ids=lambda value: getattr(value, "code", value))
def test_a_case_step_from_a_wrong_state_is_refused_and_leaves_nothing(
    guarded: None, step: Step, state: str
) -> None:
    world, case = CASES[state]()
    given = inputs_of(step, world, case)
    before = (case.version, CaseEvent.objects.count(), Message.objects.count())

    with pytest.raises(Refusal) as refused:
        getattr(commands, step.code)(SYSTEM, case.pk, a_key(), **given)

    case.refresh_from_db()
    assert refused.value.code in ("overtaken", "wrong_state")
    assert (case.version, CaseEvent.objects.count(), Message.objects.count()) == before


# What stands in the way of a step besides its state: tried where each gate is.
GATED = {"feedback_outstanding", "commitments_open", "not_linked", "no_upper", "dates_stand"}
BODY_DECIDES = {"redispatch", "answer_sent_back"}
ALLOWED = [
    (step, state) for step in CASE_STEPS for state in sorted(step.leaves) if step.code not in BODY_DECIDES
]


@pytest.mark.parametrize(("step", "state"), ALLOWED, ids=lambda value: getattr(value, "code", value))
def test_a_case_step_from_a_named_state_is_not_refused_for_its_state(
    guarded: None, step: Step, state: str
) -> None:
    world, case = CASES[state]()
    before = case.version

    try:
        actor = world.office if step.roles else SYSTEM
        getattr(commands, step.code)(actor, case.pk, a_key(), **inputs_of(step, world, case))
    except Refusal as refusal:
        assert refusal.code in GATED
        return

    case.refresh_from_db()
    assert case.version == before + 1
    assert case.state == (step.enters or state)


REPLY_STEPS = [step for step in STEPS if step.machine is Machine.REPLY]
REPLY_STATES = {
    "DRAFT": None,
    "SECTION_REVIEW": "submit_reply",
    "LEADER_REVIEW": "pass_section_review",
    "OFFICE_REVIEW": "pass_leader_review",
    "APPROVED": "pass_office_review",
    "SIGNED": "sign_reply",
    "ISSUED": "issue_reply",
    "DELIVERED": "deliver_reply",
}


def _way_to_reply(world: World, state: str) -> tuple[Case, Reply]:
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))
    reply = a_drafted_reply(world, case)
    until = REPLY_STATES[state]
    if until:
        brought(world, reply, until)
    return case, reply


REPLIES = each_founded(REPLY_STATES, _way_to_reply)


@pytest.mark.parametrize("state", REPLY_STATES)
@pytest.mark.parametrize("step", REPLY_STEPS, ids=lambda step: step.code)
def test_a_reply_moves_only_by_the_table(guarded: None, step: Step, state: str) -> None:
    world, (case, reply) = REPLIES[state]()
    given = inputs_of(step, world, case)

    if state in step.leaves:
        getattr(commands, step.code)(SYSTEM, reply.pk, a_key(), **given)
        expected = step.enters
    else:
        with pytest.raises(Refusal, match="不能"):
            getattr(commands, step.code)(SYSTEM, reply.pk, a_key(), **given)
        expected = state

    assert Reply.objects.get(pk=reply.pk).state == expected


ASSIGNMENT_STEPS = [step for step in STEPS if step.machine is Machine.ASSIGNMENT]
PART_STATES = (
    "PENDING_SIGN",
    "HANDLING",
    "RETURN_REQUESTED",
    "RETURNED",
    "RECALLED",
    "REPLIED",
    "REHANDLING",
)


def _way_to_part(world: World, state: str) -> Assignment:
    if state in ("REPLIED", "REHANDLING"):
        case = a_delivered_case(world)
        if state == "REHANDLING":
            feedback(world, case, result="DISSATISFIED")
        return part_of(case, "water")
    case = a_dispatched_case(world, ("water", UnitRole.SOLE))
    part = part_of(case, "water")
    if state == "HANDLING":
        commands.sign_for(world.water_clerk, part.pk, a_key())
    if state in ("RETURN_REQUESTED", "RETURNED"):
        given = inputs_of(REQUEST_RETURN, world, case)
        commands.request_return(world.water_clerk, part.pk, a_key(), **given)
    if state == "RETURNED":
        commands.accept_return(world.office, part.pk, a_key())
    if state == "RECALLED":
        commands.recall(world.office, part.pk, a_key(), reason="误交")
    return part_of(case, "water")


# What stands in the way of a step of a part besides its state.
CONDITIONS = {"not_dissatisfied", "no_extension_asked", "nothing_urged", "extension_not_by_notice"}
PARTS = each_founded(PART_STATES, _way_to_part)


@pytest.mark.parametrize("state", PART_STATES)
@pytest.mark.parametrize("step", ASSIGNMENT_STEPS, ids=lambda step: step.code)
def test_an_assignment_step_outside_its_states_is_refused(guarded: None, step: Step, state: str) -> None:
    world, part = PARTS[state]()
    version = part.version

    try:
        getattr(commands, step.code)(SYSTEM, part.pk, a_key(), **inputs_of(step, world, part.case))
    except Refusal as refusal:
        fits = state in step.leaves and (not step.unit_roles or UnitRole.SOLE in step.unit_roles)
        assert not fits or refusal.code in CONDITIONS
        part.refresh_from_db()
        assert (part.state, part.version) == (state, version)
        return

    assert state in step.leaves
    part.refresh_from_db()
    assert part.version > version


def test_feedback_and_promises_move_once(world: World) -> None:
    case = a_delivered_case(world, draft=a_promise())
    promise = Commitment.objects.get(case=case)
    feedback(world, case)
    round_ = FeedbackRound.objects.get(case=case)

    with pytest.raises(Refusal):
        commands.urge_feedback(world.npc, round_.pk, a_key())
    with pytest.raises(Refusal):
        commands.verify_commitment(world.office, promise.pk, a_key())

    assert (round_.state, promise.state) == ("RETURNED", "OPEN")
