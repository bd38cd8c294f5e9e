"""``lianban trouble``: what was set aside is named and can be tried again."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from click.testing import CliRunner, Result
from django.conf import settings
from django.db import transaction

from governments.entering.refusals import GovernmentNotServed
from governments.entering.scope import governing, platform_scope
from governments.models import Government
from lianban.cli.set_aside import trouble
from lianban.health.checks import UnhealthyError, _outbox
from outbox.models import Message
from outbox.post import post
from outbox.relay import Relay
from supervision.public.models import Job
from supervision.public.work import Worker


@pytest.fixture(autouse=True)
def aside(committed: Government) -> Iterator[None]:
    """A message and a job of 滨江区 that were set aside, and a message of 云州市 that waits for its next try."""
    with governing("binjiang"), transaction.atomic():
        post("case.filed", {"case": 1})
        Job.objects.create(task="fail", key="1")

    def fail(_message: object = None) -> None:
        raise ValueError("the value 张三 is not known")

    with platform_scope():
        Relay({"case.filed": fail}, max_attempts=1).drain()
        Worker({"fail": fail}, governing, max_attempts=1).work(most=1)
        with governing("yunzhou"), transaction.atomic():
            post("case.filed", {"case": 2})
        Relay({"case.filed": fail}).drain()
    with platform_scope():
        yield


def told(*words: str) -> Result:
    return CliRunner().invoke(trouble, list(words))


def test_it_names_what_was_set_aside_and_says_how_to_go_on() -> None:
    result = told()

    assert result.exit_code == 1
    assert "binjiang　case.filed　已试 1 次　ValueError" in result.output
    assert "binjiang　fail　已试 1 次　ValueError" in result.output
    assert "搁置 2 项，待重试 1 项。" in result.output
    assert "lianban trouble retry" in result.output
    assert "张三" not in result.output


def test_it_tries_again_what_one_government_has_set_aside() -> None:
    result = told("retry", "--government", "binjiang")
    seen: list[str] = []
    Relay({"case.filed": lambda one: seen.append(one.government)}).drain()
    Worker({"fail": lambda: seen.append("job")}, governing).work(most=5)

    assert (result.exit_code, "事件 1 项，任务 1 项" in result.output) == (0, True)
    assert seen == ["binjiang", "job"]
    assert list(Message.objects.values_list("government", flat=True)) == ["yunzhou"]


def test_health_names_the_governments_that_have_something_set_aside() -> None:
    with (
        psycopg.connect(settings.DATABASE_ADMIN_URL, autocommit=True) as database,
        pytest.raises(UnhealthyError, match=r"1 waiting, .* 1 given up \(.*binjiang 0 s, 1 given up") as ill,
    ):
        _outbox(database)

    assert "yunzhou" not in str(ill.value)


@pytest.mark.parametrize("words", [[], ["retry"]], ids=["show", "retry"])
def test_an_unknown_government_is_not_told_as_no_trouble(words: list[str]) -> None:
    result = told(*words, "--government", "binjang")

    assert isinstance(result.exception, GovernmentNotServed)
    assert "binjang" in result.exception.message
