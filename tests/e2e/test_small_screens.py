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
