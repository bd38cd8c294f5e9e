"""Errors reach Sentry with government and role, and without a single personal word; a dead Sentry delays nothing."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import sentry_sdk
import structlog
from celery import shared_task
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test import override_settings as settings_are
from django.urls import path
from sentry_sdk.transport import HttpTransport

from api.cases import visible
from governments.entering.scope import governing
from governments.models import Government
from lianban.reporting import sentry
from support.asking import Asking
from support.world import a_world

QUESTION = '{ case(id: "1") { title } }'
SECRETS = (
    "王小明",
    "13800001234",
    "310101199001011234",
    "wang@example.cn",
    "关于增设公交站的建议",
    "geheim-cookie",
)


class Sink(ThreadingHTTPServer):
    """A Sentry that keeps the raw text of what it was sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Receiver)
        self.envelopes: list[str] = []

    @property
    def dsn(self) -> str:
        return f"http://key@127.0.0.1:{self.server_port}/1"

    def event(self) -> dict[str, Any]:
        """The one event that was sent."""
        (body,) = self.events()
        return body

    def events(self) -> list[dict[str, Any]]:
        """All events that were sent, in order."""
        sentry_sdk.flush(10)
        return [json.loads(envelope.strip().split("\n")[2]) for envelope in self.envelopes]


class Receiver(BaseHTTPRequestHandler):
    """Takes envelopes."""

    def do_POST(self) -> None:
        """Keep one envelope."""
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        packed = self.headers.get("Content-Encoding") == "gzip"
        assert isinstance(self.server, Sink)
        self.server.envelopes.append((gzip.decompress(raw) if packed else raw).decode())
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def sink(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    """A listening Sentry and a process that reports to it."""
    server = Sink()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("SENTRY_DSN", server.dsn)
    sentry.watch()
    yield server
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)
    server.shutdown()
    server.server_close()


def fail(_request: HttpRequest) -> HttpResponse:
    """A view that fails with personal data in its message and its variables."""
    name, phone, identity, mail, title, _ = SECRETS
    structlog.contextvars.bind_contextvars(role="UNIT_CLERK", account="17")
    raise ValueError(f"no unit for {name} {phone} {identity} <{mail}>: {title}\nDETAIL: {name}")


urlpatterns = [path("fail", fail)]


@shared_task
def stumble(name: str) -> None:
    """A task that fails with an argument in its message."""
    raise LookupError(f"unknown person {name}")


@settings_are(ROOT_URLCONF=__name__)
def _request_fails() -> None:
    client = Client(raise_request_exception=False, headers={"host": "yunzhou.localhost"})
    client.cookies["lianban"] = "geheim-cookie"
    client.post("/fail?name=王小明", {"phone": "13800001234", "title": "关于增设公交站的建议"})


def test_an_error_in_a_request_arrives_with_government_and_role(sink: Sink, city: Government) -> None:
    _request_fails()

    event = sink.event()
    assert event["exception"]["values"][-1]["type"] == "ValueError"
    assert event["tags"] | {"government": "yunzhou", "role": "UNIT_CLERK", "account": "17"} == event["tags"]


def test_nothing_personal_leaves_the_installation(sink: Sink, city: Government) -> None:
    _request_fails()

    sink.event()
    assert [secret for secret in SECRETS for envelope in sink.envelopes if _contains(envelope, secret)] == []


def test_the_event_still_tells_where_it_happened(sink: Sink, city: Government) -> None:
    _request_fails()

    frames = sink.event()["exception"]["values"][-1]["stacktrace"]["frames"]
    assert frames[-1]["function"] == "fail"
    assert all("vars" not in frame for frame in frames)


def test_an_accident_in_the_api_arrives_with_government_and_the_role_of_who_asked(
    sink: Sink, governed: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = Asking(a_world())
    monkeypatch.setattr(visible, "case", _stumbled)

    for who in ("office", "water_clerk"):
        assert asking.code(who, QUESTION) == "INTERNAL"

    told = [(one["tags"]["government"], one["tags"]["role"]) for one in sink.events()]
    assert told == [("yunzhou", "GENERAL_OFFICE"), ("yunzhou", "UNIT_CLERK")]


def _stumbled(_context: object) -> None:
    raise ValueError("关于增设公交站的建议")


def test_an_error_in_a_task_arrives_with_its_government(sink: Sink, city: Government) -> None:
    with governing(city):
        stumble.apply(("王小明",), headers={"government": city.code})

    event = sink.event()
    assert event["exception"]["values"][-1]["type"] == "LookupError"
    assert event["tags"]["government"] == "yunzhou"
    assert not any(_contains(envelope, "王小明") for envelope in sink.envelopes)


def test_it_is_off_without_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SENTRY_DSN", raising=False)

    sentry.watch()

    assert not sentry_sdk.get_client().is_active()


def test_sending_is_the_work_of_another_thread(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    senders: list[int] = []
    send = HttpTransport._send_request

    def watched(self: HttpTransport, *arguments: Any, **named: Any) -> None:
        senders.append(threading.get_ident())
        send(self, *arguments, **named)

    monkeypatch.setattr(HttpTransport, "_send_request", watched)

    sentry_sdk.capture_message("hello")
    sentry_sdk.flush(10)

    assert senders
    assert threading.get_ident() not in senders


def test_a_sentry_that_never_answers_fills_no_memory_and_ends_quickly(sink: Sink) -> None:
    options = sentry_sdk.get_client().options

    assert options["shutdown_timeout"] <= 1.0
    assert options["transport_queue_size"] <= 100


def _contains(envelope: str, secret: str) -> bool:
    """Whether the text occurs, written out or with escapes."""
    return secret in envelope or json.dumps(secret).strip('"') in envelope
