"""The page for civil servants says what the lifecycle table says, that of refusals what the catalogue says."""

from __future__ import annotations

from functools import cache

import pytest

from cases.states import STATES
from cases.steps.lifecycle import BY_CODE, STEPS
from kernel.wording import label, section
from lianban.cli.docs import PAGE, REFUSALS, procedure, refusals


@cache
def page() -> str:
    """What the table generates now."""
    return procedure()


def notes(kind: str) -> set[str]:
    return {code.removeprefix(f"{kind}.") for code in section("procedure") if code.startswith(f"{kind}.")}


def test_the_page_is_what_the_table_generates_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: lianban docs"


def test_every_step_with_a_condition_is_explained() -> None:
    assert {step.code for step in STEPS if step.gates} - notes("note") == set()


def test_no_explanation_is_left_of_a_step_that_is_gone() -> None:
    assert notes("note") <= set(BY_CODE)


def test_every_state_is_defined_and_no_other() -> None:
    assert notes("state") == {f"{machine}.{state}" for machine, states in STATES.items() for state in states}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.code)
def test_a_step_is_on_the_page_once(step: object) -> None:
    code = getattr(step, "code", "")

    assert page().count(f"{label('steps', code)} `{code}`") == 1


def test_the_page_of_refusals_is_what_the_catalogue_generates_now() -> None:
    assert PAGE.with_name(REFUSALS).read_text(encoding="utf-8") == refusals(), "run: lianban docs"
    assert refusals().count("| `") == len(section("refusals"))
