"""Real product for the browser: started as a newcomer starts it, filled with the demo city, ended afterwards.

Several workers share one product. It belongs to the process that divides the tests among them, so that it is started
before the first worker and ended after the last, whatever becomes of a worker.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from shutil import which
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from support.product import Product, running_product

# Chromium without a window, which costs a third less than the whole browser with windows off; else that one.
BROWSER = next(filter(None, map(which, ("chromium-headless-shell", "chromium", "chromium-browser"))), "")
os.environ.setdefault("CHROMIUM", BROWSER)  # for the walks in Node
SHARED = pytest.StashKey[Product]()
# What is expected may come late on a busy machine, as all that is waited for.
expect.set_options(timeout=60_000)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Give each worker the product; start it for the first one."""
    config: pytest.Config = node.config
    if SHARED not in config.stash:
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # who is ended ends the product too
        world = ExitStack()
        config.add_cleanup(world.close)
        config.stash[SHARED] = world.enter_context(running_product(keep_city=True))
    product = config.stash[SHARED]
    node.workerinput["product"] = {"port": product.port, "home": str(product.home), "said": product.said}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After the demo city's tests: who must be alone, the long walks, and last the short ones, which even out."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    needs = item.fixturenames if isinstance(item, pytest.Function) else []
    if "product" not in needs:
        return 0
    if item.get_closest_marker("alone"):
        return 1
    return 3 if "page" in needs else 2


@pytest.fixture(scope="session")
def product(shared_product: Product | None) -> Iterator[Product]:
    """One installation for all browser tests."""
    if shared_product is not None:
        yield shared_product
        return
    with running_product() as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a context of its own; anything it asks of the outside, or complains about, fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(f"page error: {error}"))
    opened.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    opened.on("request", lambda sent: wrong.append(sent.url) if _outside(sent.url) else None)
    yield opened
    context.close()
    assert wrong == []


def _outside(url: str) -> bool:
    host = url.split("//", 1)[-1].split("/", 1)[0].split(":", 1)[0]
    return url.startswith("http") and not host.endswith("localhost")
