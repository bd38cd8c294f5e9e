"""Every answer carries the security headers, whoever made it; a page of plain HTTP is none of ours behind HTTPS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from governments.entering.hosts import is_our_page
from governments.models import Government
from lianban.http.gate import RequestGate
from lianban.http.headers import SecurityHeaders
from lianban.http.health import Health
from lianban.http.site import Site
from lianban.http.static import bundle
from live.socket import _from_our_page
from support.asking import Asking

WANTED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
ANSWERS = [
    ("GET", "yunzhou.localhost", "/", 200),
    ("GET", "yunzhou.localhost", "/static/none.js", 404),
    ("GET", "yunzhou.localhost", "/static/robots.txt", 200),
    ("HEAD", "yunzhou.localhost", "/static/robots.txt", 200),
    ("POST", "yunzhou.localhost", "/static/robots.txt", 405),
    ("GET", "nowhere.example", "/", 404),
    ("GET", "yunzhou.localhost", "/health/live", 200),
    ("GET", "yunzhou.localhost", "/health/ready", None),
    ("GET", "yunzhou.localhost", "/health/x", 404),
    ("GET", "yunzhou.localhost", "/graphql", 405),
    ("POST", "yunzhou.localhost", "/graphql", 415),
    ("POST", "yunzhou.localhost", "/", 405),
]


@pytest.fixture
def world(city: Government, tmp_path: Path) -> Any:
    """The product's application, with one file."""
    (tmp_path / "robots.txt").write_text("no")
    return SecurityHeaders(RequestGate(Health(bundle(Site(), tmp_path))))


async def _asked(world: Any, method: str, host: str, path: str) -> httpx.Response:
    transport = httpx.ASGITransport(world)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
        return await client.request(method, path, content=b"x=1" if method == "POST" else None)


@pytest.mark.parametrize(("method", "host", "path", "status"), ANSWERS)
async def test_every_answer_has_them(
    world: Any, method: str, host: str, path: str, status: int | None
) -> None:
    answer = await _asked(world, method, host, path)

    told = {name: answer.headers.get(name) for name in WANTED}
    assert status in (None, answer.status_code) or (status == 200 and answer.status_code == 503)
    assert told == WANTED
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert len(answer.headers.get_list("content-security-policy")) == 1
    assert (
        "strict-transport-security" not in answer.headers
    )  # of plain HTTP: browsers would refuse to come again


@pytest.mark.parametrize(("method", "host", "path", "status"), ANSWERS)
async def test_behind_https_every_answer_says_that_there_is_no_other_way(
    world: Any, settings: Any, method: str, host: str, path: str, status: int | None
) -> None:
    settings.LIANBAN_HTTPS = True
    settings.SECURE_HSTS_SECONDS = 31_536_000

    answer = await _asked(world, method, host, path)

    assert answer.headers["strict-transport-security"] == "max-age=31536000"


async def test_an_accident_outside_django_is_a_plain_answer_with_them() -> None:
    async def stumbling(*_: Any) -> None:
        raise ValueError("secret")

    answer = await _asked(SecurityHeaders(stumbling), "GET", "yunzhou.localhost", "/")

    assert (answer.status_code, answer.text) == (500, "Internal Server Error")
    assert {name: answer.headers.get(name) for name in WANTED} == WANTED
    assert answer.headers["cache-control"] == "no-store"


async def test_an_accident_after_the_answer_has_begun_breaks_it_off() -> None:
    """Nobody may take half an answer for a whole one, and there is no second head within a body."""
    sent: list[str] = []

    async def stumbling(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        raise ValueError("secret")

    async def send(event: Any) -> None:
        sent.append(event["type"])

    scope: Any = {"type": "http", "method": "GET", "path": "/", "headers": []}
    with pytest.raises(ValueError, match="secret"):
        await SecurityHeaders(stumbling)(scope, _nothing, send)

    assert sent == ["http.response.start", "http.response.body"]


async def _nothing() -> Any:
    return {"type": "http.request"}


async def test_what_an_answer_says_itself_stays_in_whatever_case_it_is_written() -> None:
    async def framed(_scope: Any, _receive: Any, send: Any) -> None:
        headers = [(b"X-Frame-Options", b"SAMEORIGIN"), (b"content-security-policy", b"own")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    answer = await _asked(SecurityHeaders(framed), "GET", "yunzhou.localhost", "/")

    assert answer.headers.get_list("x-frame-options") == ["SAMEORIGIN"]
    assert answer.headers.get_list("content-security-policy") == ["own"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("https", "origin", "ours"),
    [
        (True, "https://yunzhou.localhost:8000", True),
        (True, "http://yunzhou.localhost:8000", False),
        (False, "http://yunzhou.localhost:8000", True),
    ],
)
def test_a_page_of_plain_http_is_none_of_ours_behind_https(
    governed: Government, settings: Any, https: bool, origin: str, ours: bool
) -> None:
    settings.LIANBAN_HTTPS = https
    scope: Any = {"headers": [(b"host", b"yunzhou.localhost:8000"), (b"origin", origin.encode())]}

    response = Asking().response(None, "{ me { id } }", Origin=origin)

    assert is_our_page(origin, "yunzhou.localhost:8000") is ours
    assert _from_our_page(scope) is ours
    assert response.status_code == (200 if ours else 403)
