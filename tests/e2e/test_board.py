"""The board in a browser: it moves by itself when a district's clerk signs, and says so when it may be old."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from lianban.demo.world import government
from support.product import Product

DISTRICT = "binjiang"
TILE = "[data-government=binjiang] .tile-figures"
NOW = "{ board(scope: WITH_LOWER) { seq } }"
TO_SIGN = "{ cases(box: TO_DO, first: 50) { edges { node { state allowedSteps { step subjectId } } } } }"
SIGN = "mutation($key: String!, $id: ID!) { signFor(key: $key, assignmentId: $id) { refusal { message } } }"
FETCH = """async ([query, variables]) => (await (await fetch("/graphql", { method: "POST",
  headers: { "Content-Type": "application/json" }, body: JSON.stringify({ query, variables }) })).json()).data"""
CLERKS = [f"bj-{unit.code}-clerk" for unit in government(DISTRICT).handlers()]

# What it looks at is moved by whoever does anything in the city.
pytestmark = pytest.mark.alone


def ask(page: Page, query: str, **variables: Any) -> Any:
    """What the API answers to the page's own seat."""
    return page.evaluate(FETCH, [query, variables])


def enter(page: Page, product: Product, seat: str, where: str) -> None:
    """Sign in as a demo seat."""
    page.goto(product.url(f"/sign-in?seat={seat}", where))
    page.wait_for_url(re.compile("/cases"))


@pytest.fixture
def clerk(browser: Browser, product: Product) -> tuple[Page, list[str]]:
    """The page of a clerk of the district who has parts to sign for, and their ids."""
    for seat in CLERKS:
        context = browser.new_context(locale="zh-CN")
        page = context.new_page()
        enter(page, product, seat, DISTRICT)
        nodes = [one["node"] for one in ask(page, TO_SIGN)["cases"]["edges"]]
        # A later signature in the same case moves nothing that a district shares with its city.
        steps = [step for node in nodes if node["state"] == "DISPATCHED" for step in node["allowedSteps"]]
        waiting = [step["subjectId"] for step in steps if step["step"] == "SIGN_FOR"]
        if waiting:
            return page, waiting
        context.close()
    raise AssertionError("nobody in the district has anything to sign for")


def sign(clerk: tuple[Page, list[str]]) -> None:
    """One part is signed for."""
    page, waiting = clerk
    part = waiting.pop()
    assert ask(page, SIGN, key=f"e2e-board-{part:0>8}", id=part)["signFor"]["refusal"] is None


def test_the_city_s_board_moves_by_itself_when_a_clerk_of_a_district_signs(
    page: Page, product: Product, clerk: tuple[Page, list[str]]
) -> None:
    enter(page, product, "yz-office", "yunzhou")
    page.get_by_role("link", name="督办看板").click()
    standing = page.locator(".board-live .board-standing")
    expect(page.locator(TILE)).to_be_visible()
    before = int(standing.get_attribute("data-seq") or 0)

    sign(clerk)

    expect(standing).not_to_have_attribute("data-seq", str(before), timeout=1_000)


def test_a_board_that_lost_its_connection_says_so_and_is_right_after_it_came_back(
    browser: Browser, product: Product, clerk: tuple[Page, list[str]]
) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
    page = context.new_page()
    away: list[bool] = []
    sockets: list[WebSocketRoute] = []

    def carry(route: WebSocketRoute) -> None:
        if away:
            route.close(code=1012)
            return
        sockets.append(route)
        route.connect_to_server()

    page.route_web_socket(re.compile("/graphql/ws"), carry)
    enter(page, product, "yz-office", "yunzhou")
    page.goto(product.url("/board", "yunzhou"))
    standing = page.locator(".board-live .board-standing")
    expect(standing).to_contain_text("实时更新")
    before = standing.get_attribute("data-seq") or ""

    away.append(True)
    sockets[-1].close(code=1012)
    lost = page.locator(".board-lost .board-standing")
    expect(lost).to_contain_text("数据停在")
    sign(clerk)
    expect(lost).to_have_attribute("data-seq", before)
    away.clear()

    expect(standing).not_to_have_attribute("data-seq", before)
    expect(standing).to_have_attribute("data-seq", str(ask(page, NOW)["board"]["seq"]))
    context.close()


def test_the_chosen_year_survives_reload_way_back_link_and_sign_in(
    page: Page, product: Product, browser: Browser
) -> None:
    enter(page, product, "yz-office", "yunzhou")
    page.goto(product.url("/board", "yunzhou"))
    choice = page.get_by_label("选择年度")
    expect(choice).to_be_visible()
    newest, last = choice.locator("option").evaluate_all("all => all.map(one => one.value)")[:2]

    choice.select_option(last)
    chosen = product.url(f"/board?year={last}", "yunzhou")
    expect(page).to_have_url(chosen)
    total = page.locator(".headline-total a")
    expect(total).to_have_attribute("href", re.compile(f"year={last}$"))
    page.reload()
    expect(choice).to_have_value(last)
    total.click()
    page.wait_for_url(re.compile(f"/cases.*year={last}"))
    page.go_back()
    expect(choice).to_have_value(last)
    choice.select_option(newest)
    expect(page).to_have_url(product.url("/board", "yunzhou"))
    page.go_back()
    expect(choice).to_have_value(last)

    context = browser.new_context(locale="zh-CN")
    stranger = context.new_page()
    stranger.goto(chosen)
    stranger.get_by_role("link", name="去登录").click()
    stranger.get_by_label("账号").fill("yz-office")
    stranger.get_by_label("密码", exact=True).fill("Lianban-2026")
    stranger.get_by_role("button", name="登录").click()
    expect(stranger).to_have_url(chosen)
    expect(stranger.get_by_label("选择年度")).to_have_value(last)
    context.close()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (3840, 2160)])
def test_a_board_is_one_screen_down_to_the_governments_below(
    page: Page, product: Product, width: int, height: int
) -> None:
    enter(page, product, "yz-office", "yunzhou")
    page.set_viewport_size({"width": width, "height": height})
    page.goto(product.url("/board", "yunzhou"))
    expect(page.locator(TILE)).to_be_in_viewport(ratio=1)

    assert page.evaluate("document.documentElement.scrollHeight") <= height
    assert page.locator(".movements li").count() > 0


CUT = """() => [...document.querySelectorAll(".movements li *")].filter(one => one.scrollWidth > one.clientWidth + 1
  && getComputedStyle(one).overflowX !== "visible").map(one => one.textContent)"""


@pytest.mark.parametrize("width", [1366, 1920, 3840])
def test_the_latest_steps_name_their_units_in_full(page: Page, product: Product, width: int) -> None:
    enter(
        page, product, "yz-office", "yunzhou"
    )  # which sees every step: walks beside this one leave others few
    page.set_viewport_size({"width": width, "height": width * 9 // 16})
    page.goto(product.url("/board", "yunzhou"))
    expect(page.locator(".movements li").first).to_be_visible()

    assert page.evaluate(CUT) == []


def test_a_committee_s_board_fills_the_width(page: Page, product: Product) -> None:
    enter(page, product, "yz-npc", "yunzhou")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(product.url("/board", "yunzhou"))
    movements = page.locator("section.movements")
    expect(movements).to_be_visible()

    assert movements.evaluate("one => one.getBoundingClientRect().right") > 1366 - 40


def test_a_unit_s_board_fills_the_width_and_is_no_higher_than_what_it_holds(
    page: Page, product: Product
) -> None:
    enter(page, product, "yz-edu-head", "yunzhou")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(product.url("/board", "yunzhou"))
    movements = page.locator("section.movements")
    expect(movements).to_be_visible()

    ends = movements.evaluate("one => one.getBoundingClientRect().right")
    height = page.locator("section.units").evaluate("one => one.getBoundingClientRect().height")
    assert ends > 1366 - 40
    assert height < 768 / 2
