"""The table itself: every state can be reached and left, every step has a name, roles and a machine."""

from __future__ import annotations

import pytest

from cases import commands
from cases.duties import Duty
from cases.states import STATES, Machine
from cases.steps.lifecycle import STEPS
from cases.steps.step import Scope, Step
from kernel.wording import label, section

# States entered by the body of a step or at creation, not by the table's own column.
BY_THE_SYSTEM = {
    "expire_feedback",
    "answer_arrives",
    "answer_accepted",
    "answer_delivered",
    "answer_sent_back",
    "move_dates",
    "taken_back",
    "upper_opinion",
    "upper_responded",
}
MADE = {
    Machine.CASE: {"HANDLING", "REPLIED", "REHANDLING"},
    Machine.ASSIGNMENT: {"PENDING_SIGN", "REPLIED", "DONE", "CANCELLED"},
    Machine.REPLY: {"DRAFT", "VOID", "ADOPTED"},
    Machine.FEEDBACK: {"SENT", "OVERDUE"},
    Machine.COMMITMENT: {"OPEN", "REPLACED"},
}


@pytest.mark.parametrize("machine", Machine)
def test_every_state_is_entered_somewhere(machine: Machine) -> None:
    entered = {step.enters for step in STEPS if step.machine is machine} | MADE[machine]

    assert set(STATES[machine].__members__) <= entered


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.code)
def test_every_step_has_a_command_a_name_and_someone_who_may(step: Step) -> None:
    assert getattr(commands, step.code).__name__ == step.code
    assert label("steps", step.code)
    assert step.roles | step.committee or step.code in BY_THE_SYSTEM
    assert set(step.leaves) <= set(STATES[step.machine].__members__)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.code)
def test_steps_of_units_belong_to_objects_that_have_a_unit(step: Step) -> None:
    if step.scope in (Scope.UNIT, Scope.LEAD):
        assert step.machine is not Machine.CASE


def test_every_state_and_step_is_named_once_in_the_catalogue() -> None:
    states = {f"{machine}.{state}" for machine in Machine for state in STATES[machine].__members__}

    assert set(section("states")) >= states
    assert set(section("steps")) >= {step.code for step in STEPS}
    assert len({step.code for step in STEPS}) == len(STEPS)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.code)
def test_a_row_names_refusals_of_its_own_conditions(step: Step) -> None:
    named = set(step.silent | step.later)

    assert named <= set(section("refusals"))
    assert not step.silent & step.later
    assert step.gates or not named


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.code)
def test_conditions_of_a_duty_stand_at_a_duty_only(step: Step) -> None:
    assert step.duty is not None or (step.turn is None and step.begins is None)


def test_every_duty_is_named_and_served_by_a_step() -> None:
    assert set(section("duties")) == set(Duty)
    assert {step.duty for step in STEPS} - {None} == set(Duty)
