"""Nothing is out of reach on a phone: no button cut off, no text in a box of its own, no page wider than the screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from support.product import Product

CUT = """() => [...document.querySelectorAll("[role=gridcell]")].filter(one =>
  one.querySelector("button") && one.scrollWidth > one.clientWidth).map(one => one.textContent)"""
BOXES = """() => [...document.querySelectorAll("article.case *")].filter(one =>
  one.scrollHeight > one.clientHeight + 1 && ["auto", "scroll", "hidden"].includes(getComputedStyle(one).overflowY)
  && getComputedStyle(one).position !== "absolute" && one.clientHeight > 40).map(one => one.className)"""
# Links within a running text may be as high as their line.
SMALL = """() => [...document.querySelectorAll("a, button, select, summary, input")]
  .filter(one => !["radio", "checkbox"].includes(one.type))
  .map(one => one.closest(".ant-input-affix-wrapper, .ant-select") ?? one)
  .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".skip, .sr-only, table, p"))
  .map(one => [one.getBoundingClientRect(), one.textContent || one.className])
  .filter(([{ width, height }]) => width < 43.5 || height < 43.5)
  .map(([{ width, height }, name]) => `${name} ${Math.round(width)}x${Math.round(height)}`)"""
WIDE = "document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture
def phone(page: Page, product: Product) -> Page:
    """A bureau's clerk of the city, at a phone."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(product.url("/sign-in?seat=yz-edu-clerk", "yunzhou"))
    page.wait_for_url(re.compile("/cases"))
    return page


def test_the_way_to_a_day_s_reckoning_is_not_cut_off_in_the_list(phone: Page, product: Product) -> None:
    phone.goto(product.url("/cases?box=ALL&light=RED", "yunzhou"))
    expect(phone.locator(".grid-row").nth(1)).to_be_visible()
    assert phone.locator("[role=gridcell] button").count() > 0

    assert phone.evaluate(CUT) == []
    assert phone.evaluate(WIDE) <= 0


def test_a_paper_is_read_by_scrolling_the_page_alone(phone: Page, product: Product) -> None:
    phone.goto(product.url("/cases?box=ALL", "yunzhou"))
    phone.locator(".grid-title").first.click()
    phone.wait_for_url(re.compile(r"/cases/\d+$"))
    expect(phone.locator(".original-text")).to_be_visible()

    assert phone.evaluate(BOXES) == []
    assert phone.evaluate(WIDE) <= 0


def _touched(page: Page) -> None:
    """Everything on the page that is touched is large enough, and the page no wider than the screen."""
    assert page.evaluate(SMALL) == []
    assert page.evaluate(WIDE) <= 0


@pytest.mark.parametrize("seat", ["yz-edu-head", "yz-npc", "yz-office"])
def test_what_is_touched_on_a_phone_is_44_px_high_and_wide(page: Page, product: Product, seat: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(product.url("/sign-in", "yunzhou"))
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    _touched(page)

    page.goto(product.url(f"/sign-in?seat={seat}", "yunzhou"))
    page.wait_for_url(re.compile("/cases"))
    page.goto(product.url("/cases?box=ALL", "yunzhou"))
    expect(page.locator(".grid-row").nth(1)).to_be_visible()
    _touched(page)
    page.locator(".grid-title").first.click()
    page.wait_for_url(re.compile(r"/cases/\d+$"))
    expect(page.locator(".original-text").first).to_be_visible()
    _touched(page)
    page.goto(product.url("/board", "yunzhou"))
    expect(page.locator(".movements")).to_be_visible()
    _touched(page)


ASIDE = """() => [...document.querySelectorAll("main *")].filter(one =>
  one.getBoundingClientRect().right > innerWidth + 1).map(one => one.textContent)"""


@pytest.mark.parametrize(
    ("seat", "path"),
    [("yz-admin", "/accounts"), ("yz-admin", "/assessment/schemes"), ("yz-npc", "/assessment")],
)
def test_no_column_of_a_table_lies_beyond_the_edge_of_a_phone(
    page: Page, product: Product, seat: str, path: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(product.url(f"/sign-in?seat={seat}", "yunzhou"))
    page.wait_for_url(re.compile("/cases"))
    page.goto(product.url(path, "yunzhou"))
    expect(page.locator("tbody tr").first).to_be_visible()

    assert page.evaluate(ASIDE) == []
