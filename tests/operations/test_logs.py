"""Log lines: one JSON object each, with what is needed to find a request and nothing about a person."""

from __future__ import annotations

import io
import json
import logging

import pytest
import structlog

from governments.entering.scope import governing
from governments.models import Government
from lianban.reporting import logs


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


def test_a_traceback_tells_where_it_happened(printed: Printed) -> None:
    try:
        raise ValueError("written here")
    except ValueError:
        printed.logger.exception("failed")

    told = printed.line()["exception"]
    assert "test_logs.py" in told
    assert told.endswith("ValueError: written here")
