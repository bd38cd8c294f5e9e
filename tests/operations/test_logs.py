"""Log lines: one JSON object each, with what is needed to find a request and nothing about a person."""

from __future__ import annotations

import io
import json
import logging

import pytest
import structlog

from governments.models import Government
from governments.scope import governing
from lianban import logs


class Printed:
    """A logger and the lines that it has printed."""

    def __init__(self) -> None:
        self.stream = io.StringIO()
        self.logger = logging.Logger("test")
        handler = logging.StreamHandler(self.stream)
        handler.setFormatter(logs.lines())
        self.logger.addHandler(handler)

    def line(self) -> dict[str, str]:
        """The one line."""
        line: dict[str, str] = json.loads(self.stream.getvalue())
        return line


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Printed:
    """A logger that prints JSON."""
    monkeypatch.setattr(logs, "READABLE", False)
    return Printed()


def test_a_line_names_government_account_and_request(printed: Printed, city: Government) -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-1", account="17"), governing(city):
        printed.logger.info("done")

    line = printed.line()
    assert line | {"government": "yunzhou", "account": "17", "request_id": "r-1", "event": "done"} == line


def test_a_traceback_carries_no_values(printed: Printed) -> None:
    try:
        raise ValueError("Key (phone)=(13800001234) of 王小明 exists")
    except ValueError:
        printed.logger.exception("failed")

    told = printed.line()["exception"]
    assert "test_logs.py" in told
    assert told.endswith("ValueError: Key …=… of … exists")


def test_a_library_that_writes_the_error_into_its_line_gives_nothing_away(printed: Printed) -> None:
    try:
        raise ValueError("王小明")
    except ValueError as error:
        printed.logger.exception("task raised %r", error)

    assert printed.line()["event"] == "task raised ValueError…"


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("relation does not exist", "relation does not exist"),
        ("no unit for 王小明", "no unit for …"),
        ("value 'abc' too long", "value … too long"),
        ("first line\nDETAIL: more", "first line"),
        ("call 13800001234 now", "call … now"),
    ],
)
def test_only_technical_words_of_a_message_survive(message: str, kept: str) -> None:
    assert logs.scrubbed(message) == kept
