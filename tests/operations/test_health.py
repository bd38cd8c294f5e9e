"""Probes: live answers without anything, ready names each dependency and gives nothing away."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.conf import settings

from kernel.client_address import LOCAL
from lianban.health.presence import Presence, present
from lianban.http import health as health_asgi
from lianban.http.health import Health

NAMES = {"database", "schemas", "fleet", "outbox", "clock", "worker", "relay", "scheduler", "broker"}
NOWHERE = "postgres://lianban_app:geheim@127.0.0.1:1/lianban"


@pytest.fixture
def database(django_db_setup: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the tests' database, as the processes would read it."""
    monkeypatch.setattr(settings, "DATABASE_URL", os.environ["DATABASE_URL"])
    return os.environ["DATABASE_URL"]


async def _inner(_scope: Any, _receive: Any, send: Any) -> None:
    """What lies behind the probes."""
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def _ask(
    path: str, method: str = "GET", *, local: bool = True, host: str = "10.1.2.3:8000", cookie: str = ""
) -> tuple[int, bytes]:
    headers = [(b"host", host.encode()), (b"cookie", cookie.encode())]
    scope = {"type": "http", "path": path, "method": method, "headers": headers, "query_string": b""}
    scope[LOCAL] = local
    probe = ApplicationCommunicator(Health(_inner), scope)
    await probe.send_input({"type": "http.request", "body": b""})
    start = await probe.receive_output(timeout=60)
    return start["status"], (await probe.receive_output(timeout=60))["body"]


async def test_live_needs_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATABASE_URL", NOWHERE)

    assert await _ask("/health/live") == (200, b'{"status": "ok"}')


async def test_ready_names_every_dependency(database: str) -> None:
    status, body = await _ask("/health/ready")

    assert status == 200
    assert set(json.loads(body)["dependencies"]) == NAMES


async def test_a_stranger_is_told_ok_and_nothing_else(database: str) -> None:
    assert await _ask("/health/ready", local=False) == (200, b'{"status": "ok"}')


async def test_a_stranger_is_told_that_it_is_down_and_not_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATABASE_URL", NOWHERE)

    assert await _ask("/health/ready", local=False) == (503, b'{"status": "down"}')


@pytest.mark.parametrize(
    ("host", "cookie", "whole"),
    [
        ("localhost", "lianban=" + "o" * 32, True),
        ("localhost", "lianban=" + "s" * 32, False),
        ("localhost", "", False),
        ("yunzhou.localhost", "lianban=" + "o" * 32, False),
    ],
)
async def test_an_operator_on_the_platform_s_host_is_told_all(
    database: str, monkeypatch: pytest.MonkeyPatch, host: str, cookie: str, whole: bool
) -> None:
    monkeypatch.setattr(health_asgi, "is_operator", lambda who, key: who.platform and key == "o" * 32)

    _, body = await _ask("/health/ready", local=False, host=host, cookie=cookie)

    assert ("dependencies" in json.loads(body)) is whole


async def test_a_missing_worker_is_told_but_takes_no_web_process_out(database: str) -> None:
    status, body = await _ask("/health/ready")

    told = json.loads(body)
    assert (status, told["status"]) == (200, "degraded")
    assert told["dependencies"]["worker"] == {
        "ok": False,
        "required": False,
        "milliseconds": 0.0,
        "detail": "not running",
    }


async def test_without_its_database_a_process_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATABASE_URL", NOWHERE)

    status, body = await _ask("/health/ready")

    assert status == 503
    assert json.loads(body)["dependencies"]["database"]["ok"] is False


async def test_no_address_or_password_is_in_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATABASE_URL", NOWHERE)
    monkeypatch.setattr(settings, "REDIS_URL", "redis://:geheim@127.0.0.1:1/0")

    _, body = await _ask("/health/ready")

    assert b"geheim" not in body
    assert b"127.0.0.1" not in body


async def test_a_dead_redis_is_told_but_takes_no_web_process_out(
    monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    monkeypatch.setattr(settings, "REDIS_URL", "redis://127.0.0.1:1/0")

    status, body = await _ask("/health/ready")

    told = json.loads(body)
    assert (status, told["status"]) == (200, "degraded")
    assert [told["dependencies"][name]["ok"] for name in ("redis", "broker")] == [False, False]


@pytest.mark.parametrize(
    ("path", "method", "status"), [("/health/x", "GET", 404), ("/health/live", "POST", 405)]
)
async def test_nothing_else_is_answered(path: str, method: str, status: int) -> None:
    assert (await _ask(path, method))[0] == status


async def test_other_paths_go_to_the_application() -> None:
    assert (await _ask("/healthy"))[0] == 418


def test_a_process_is_present_while_it_has_its_session(database: str) -> None:
    relay = Presence(database, "relay")
    with relay._session() as listener:
        listener.execute("SELECT 1")

        assert present(listener) == {"relay": 1}
