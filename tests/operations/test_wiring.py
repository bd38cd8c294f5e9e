"""What the outer ring connects: every event finds its handler, every timed task exists."""

from __future__ import annotations

import pytest

from cases.steps.lifecycle import STEPS
from governments.entering.scope import current_government
from governments.models import Government
from lianban.celery import app
from lianban.wiring import DAILY, HANDLERS, JOBS, SCHEDULE, Topics, after, inside, settled
from outbox.models import Message


def test_every_step_of_a_case_has_a_handler() -> None:
    assert all(callable(HANDLERS[f"case.{step.code}"]) for step in STEPS)


def test_a_topic_of_its_own_goes_before_its_family() -> None:
    def own(_message: object) -> None:
        """Another handler."""

    topics = Topics({"case": settled, "case.DISPATCH": own})

    assert topics["case.DISPATCH"] is own
    assert topics["case.FILE"] is settled


def test_an_event_nobody_knows_is_not_swallowed() -> None:
    with pytest.raises(KeyError):
        HANDLERS["unheard.of"]


def test_every_timed_task_exists() -> None:
    app.autodiscover_tasks(force=True)

    assert {entry["task"] for entry in SCHEDULE.values()} <= set(app.tasks)
    assert set(DAILY) <= set(JOBS)


def test_handlers_of_one_topic_are_called_in_their_order() -> None:
    seen: list[str] = []

    after(lambda one: seen.append(f"first {one.topic}"), lambda one: seen.append(f"then {one.topic}"))(
        Message(topic="case.file")
    )

    assert seen == ["first case.file", "then case.file"]


def test_a_handler_inside_works_in_the_message_s_government(city: Government) -> None:
    seen: list[str] = []

    inside(lambda _message: seen.append(str(current_government())))(Message(government=city.code))

    assert (seen, current_government()) == (["云州市"], None)
