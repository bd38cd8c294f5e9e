"""What a first visit sends over the wire, counted by the browser itself, without a proxy between."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from support.product import Product

KB = 1024
LIST_MOST = (
    380 * KB
)  # sign-in, list, their styles and what they ask: scripts alone may have 340 (scripts/budgets.mjs)
BOARD_MOST = 120 * KB


@pytest.fixture
def sent(page: Page) -> Callable[[], dict[str, float]]:
    """Bytes by kind of resource that the page has received so far, headers and compression included."""
    session = page.context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    counted: dict[str, float] = defaultdict(float)

    def told(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]

    def ended(event: dict[str, Any]) -> None:
        counted[kinds.get(event["requestId"], "Other")] += event["encodedDataLength"]

    session.on("Network.responseReceived", told)
    session.on("Network.loadingFinished", ended)
    session.send("Network.enable")
    return lambda: dict(counted)


def test_the_first_visit_of_the_work_list_sends_little(
    page: Page, product: Product, sent: Callable[[], dict[str, float]]
) -> None:
    page.goto(product.url("/sign-in?seat=yz-office", "yunzhou"))
    page.wait_for_url(re.compile("/cases"))
    expect(page.locator("[role=grid] [role=row][aria-rowindex='2']")).to_be_visible()

    bytes_of = sent()

    assert bytes_of["Script"] > 100 * KB, bytes_of  # it was a first visit
    assert sum(bytes_of.values()) < LIST_MOST, bytes_of


def test_the_first_visit_of_the_board_sends_little(
    page: Page, product: Product, sent: Callable[[], dict[str, float]]
) -> None:
    page.goto(product.url("/board", "yunzhou"))
    expect(page.locator("#root > *").first).to_be_visible()

    bytes_of = sent()

    assert bytes_of["Script"] > 30 * KB, bytes_of
    assert sum(bytes_of.values()) < BOARD_MOST, bytes_of


def test_scripts_styles_the_page_and_answers_come_compressed(page: Page, product: Product) -> None:
    plain: list[str] = []
    seen: set[str] = set()

    def look(answer: Any) -> None:
        kind, length = answer.request.resource_type, int(answer.headers.get("content-length", "0"))
        seen.add(kind)
        if length > KB and not answer.headers.get("content-encoding"):
            plain.append(f"{answer.url}: {length}")

    page.on("response", look)
    page.goto(product.url("/sign-in?seat=yz-office", "yunzhou"))
    page.wait_for_url(re.compile("/cases"))
    expect(page.locator("[role=grid] [role=row][aria-rowindex='2']")).to_be_visible()

    assert {"document", "script", "stylesheet", "fetch"} <= seen
    assert plain == []
