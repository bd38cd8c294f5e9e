"""Reports of an exception and its causes: codes, and words that are written in the frame that raised it."""

from __future__ import annotations

import errno
import itertools
from typing import Any

import pytest

from lianban.reporting import sentry
from lianban.reporting.scrubbing import chain, scrubbed

SECRET = "王小明"  # an invented person


def caught(work: Any) -> BaseException:
    """What a function raises."""
    with pytest.raises(BaseException) as raised:
        work()
    return raised.value


def say(text: str) -> None:
    """Raises what it is given, which is not written here."""
    raise LookupError(text)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            FileNotFoundError(errno.ENOENT, "No such file", f"/tmp/{SECRET}.xlsx"),
            "FileNotFoundError: … (ENOENT)",
        ),
        (OSError(99_999, SECRET), "OSError: … (99999)"),
        (OSError(SECRET), "OSError: …"),
        (OSError(SECRET, SECRET), "OSError: …"),
        (OSError(), "OSError"),
        (KeyError(), "KeyError"),
    ],
)
def test_of_the_system_s_error_its_code_is_told_and_nothing_else(error: OSError, expected: str) -> None:
    assert scrubbed(error) == expected


def test_the_words_of_a_caller_are_values_of_whom_it_calls() -> None:
    def caller() -> None:
        say("王小明 has no unit")

    def the_same() -> None:
        raise LookupError("王小明 has no unit")

    assert scrubbed(caught(caller)) == "LookupError: …"
    assert scrubbed(caught(the_same)) == "LookupError: 王小明 has no unit"


def test_the_words_of_the_one_who_raised_are_told_from_wherever_it_was_called() -> None:
    def raising() -> None:
        raise LookupError("nobody answers it")

    def caller() -> None:
        raising()

    assert scrubbed(caught(caller)) == "LookupError: nobody answers it"


def test_only_the_first_line_is_told() -> None:
    def raising() -> None:
        raise LookupError("nobody answers it" + chr(10) + SECRET)

    assert scrubbed(caught(raising)) == "LookupError: nobody answers it"


def test_causes_that_go_round_are_told_once() -> None:
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__cause__ = second, first

    assert list(itertools.islice(chain(first), 5)) == [first, second]


def test_what_was_met_on_the_way_is_told_unless_the_program_says_that_it_is_no_cause() -> None:
    def meeting() -> None:
        try:
            say(SECRET)
        except LookupError:
            raise ValueError("met") from None

    def going_on() -> None:
        try:
            say(SECRET)
        except LookupError:
            raise ValueError("met")  # noqa: B904 - the context is what this is about

    assert [type(one).__name__ for one in chain(caught(meeting))] == ["ValueError"]
    assert [type(one).__name__ for one in chain(caught(going_on))] == ["ValueError", "LookupError"]


def test_a_frame_is_reported_by_its_place_and_not_by_what_it_held() -> None:
    place = {
        "filename": "cases/changing/door.py",
        "abs_path": "/app/cases/door.py",
        "module": "cases.changing.door",
        "function": "through",
        "lineno": 7,
        "context_line": "raise",
        "pre_context": ["a"],
        "post_context": ["b"],
        "in_app": True,
    }
    frame = place | {"vars": {"name": SECRET}, "data": SECRET}
    given: Any = {
        "exception": {"values": [{"type": "ValueError", "value": SECRET, "stacktrace": {"frames": [frame]}}]},
        "contexts": {"runtime": {"name": "CPython"}, "response": {"body": SECRET}},
        "breadcrumbs": [SECRET],
    }

    sent: Any = sentry.before_send(given, {})

    assert sent["exception"]["values"][0]["stacktrace"]["frames"] == [place]
    assert sent["exception"]["values"][0]["value"] == "…"
    assert sent["contexts"] == {"runtime": {"name": "CPython"}}
    assert "breadcrumbs" not in sent
