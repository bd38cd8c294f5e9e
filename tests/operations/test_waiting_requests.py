"""Requests that wait for a thread: so many are answered at once, so many wait, and the next is refused at once."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import httpx
import pytest
from django.http import HttpResponse

from lianban.http.headers import SecurityHeaders
from lianban.http.site import THREADS, WAITING, Site

PATIENCE = 20.0  # seconds until something that does not end is a failed test


class Held(Site):
    """The site, whose every answer takes until the test lets it go."""

    def __init__(self) -> None:
        super().__init__()
        self.release = threading.Event()
        self.threads: set[int] = set()

    def _answered(self, _scope: Any, body: Any) -> HttpResponse:
        self.threads.add(threading.get_ident())
        assert self.release.wait(PATIENCE)
        body.close()
        return HttpResponse("answered")


@pytest.mark.parametrize(
    ("hosts", "places", "threads"),
    [
        pytest.param(["yunzhou", "binjiang"], 240, 40, id="of-all"),
        pytest.param(["yunzhou"], 168, 28, id="of-one-host"),
    ],
)
async def test_so_many_are_answered_so_many_wait_and_the_next_is_told_to_come_again(
    hosts: list[str], places: int, threads: int
) -> None:
    site = Held()
    transport = httpx.ASGITransport(SecurityHeaders(site))  # type: ignore[arg-type]  # httpx has types of its own
    urls = [f"http://{host}.localhost/" for host in hosts]
    async with httpx.AsyncClient(transport=transport, timeout=None) as client:
        waiting = [asyncio.create_task(client.get(urls[n % len(urls)])) for n in range(places)]
        try:
            async with asyncio.timeout(PATIENCE / 2):
                while site._asked + sum(one.done() for one in waiting) < places:
                    await asyncio.sleep(0)
                while len(site.threads) < threads:
                    await asyncio.sleep(0.01)
                at_once = len(site.threads)
                one_more = await client.get(urls[0])
        finally:
            site.release.set()
        answered = await asyncio.gather(*waiting)
        afterwards = await client.get(urls[0])

    assert (one_more.status_code, one_more.headers["retry-after"]) == (503, "5")
    assert "稍后" in one_more.text
    assert one_more.headers["x-content-type-options"] == "nosniff"
    assert {(one.status_code, one.text) for one in answered} == {(200, "answered")}
    assert at_once == threads
    assert afterwards.status_code == 200


async def test_a_host_that_is_turned_away_leaves_nothing_behind() -> None:
    site = Held()
    site._asked = THREADS + WAITING

    transport = httpx.ASGITransport(SecurityHeaders(site))  # type: ignore[arg-type]  # httpx has types of its own
    async with httpx.AsyncClient(transport=transport) as client:
        told = {(await client.get(f"http://host{n}.localhost")).status_code for n in range(3)}

    assert (told, site._queues) == ({503}, {})


async def test_a_program_that_is_turned_away_reads_json() -> None:
    site = Held()
    site._asked = THREADS + WAITING

    transport = httpx.ASGITransport(SecurityHeaders(site))  # type: ignore[arg-type]  # httpx has types of its own
    async with httpx.AsyncClient(transport=transport, base_url="http://yunzhou.localhost") as client:
        answer = await client.post("/graphql", json={"query": "{ me { id } }"})

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["errors"][0]["extensions"] == {"code": "TOO_BUSY"}


async def test_an_accident_gives_its_place_back() -> None:
    site = Held()
    site.release.set()
    site._answered = None  # type: ignore[assignment,method-assign]  # every answer is an accident

    transport = httpx.ASGITransport(SecurityHeaders(site))  # type: ignore[arg-type]  # httpx has types of its own
    async with httpx.AsyncClient(transport=transport, base_url="http://yunzhou.localhost") as client:
        told = {(await client.get("/")).status_code for _ in range(241)}

    assert told == {500}


async def test_who_has_gone_before_the_answer_is_not_asked_about() -> None:
    site, sent = Held(), list[Any]()

    async def gone() -> Any:
        return {"type": "http.disconnect"}

    async def send(event: Any) -> None:
        sent.append(event)

    await site.handle({"type": "http", "method": "GET", "path": "/", "headers": []}, gone, send)

    assert (sent, site.threads) == ([], set())
