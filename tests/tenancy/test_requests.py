"""Many requests at once, for several governments, over few connections: each sees its own rows only."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from governments.entering.scope import governing
from governments.models import Government
from lianban.http.site import Site
from people.models import Unit
from support.governments import CITY, COUNTY, DISTRICT

CODES = (CITY, DISTRICT, COUNTY)


@pytest.mark.urls("support.whoami")
def test_two_hundred_requests_see_no_foreign_row(committed: Government) -> None:
    for code in CODES:
        with governing(code):
            Unit.objects.create(code=f"ONLY-{code}", name=f"仅{code}", short_name=code)

    answers = asyncio.run(ask([CODES[number % 3] for number in range(200)]))

    assert [(answer["role"], answer["units"]) for answer in answers] == [
        (f"gov_{CODES[number % 3]}", [f"ONLY-{CODES[number % 3]}"]) for number in range(200)
    ]


async def ask(codes: list[str]) -> list[dict[str, Any]]:
    """One request for each code, twenty at a time, each in a thread and with a connection of its own."""
    application = Site()
    at_once = asyncio.Semaphore(20)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application)) as client:

        async def one(code: str) -> dict[str, Any]:
            async with at_once:
                answer: dict[str, Any] = (await client.get(f"http://{code}.localhost/")).json()
                return answer

        return await asyncio.gather(*map(one, codes))
