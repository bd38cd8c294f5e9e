"""Sheets that a page is printed on: how many, and of which shape."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from support.product import Product

LETTER = """<div id="root"><main id="content"><article class="paper paper-letter"><p class="letter-mark">某局</p>
<hr class="letter-line"><h2 class="letter-title">答复</h2><p class="letter-to">某某：</p>
<p class="letter-text">一。</p><p class="letter-text">二。</p><p class="letter-text">三。</p></article></main></div>"""
SHEET = LETTER.replace("paper-letter", "paper-sheet")


def _sheets(page: Page) -> list[tuple[int, int]]:
    """Width and height of each printed sheet, in millimetres."""
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    return [(round(float(width) * 25.4 / 72), round(float(height) * 25.4 / 72)) for width, height in boxes]


def _enter(page: Page, product: Product) -> None:
    page.goto(product.url("/sign-in?seat=yz-office", "yunzhou"))
    page.wait_for_url(re.compile("/cases"))
    expect(page.locator("[role=grid] [role=row][aria-rowindex='2']")).to_be_visible()


def test_a_list_is_printed_on_landscape_sheets_with_many_rows_on_each(page: Page, product: Product) -> None:
    _enter(page, product)
    page.goto(product.url("/cases?box=ALL", "yunzhou"))
    expect(page.locator("[role=grid] [role=row][aria-rowindex='20']")).to_be_attached()

    sheets = _sheets(page)

    assert set(sheets) == {(297, 210)}
    assert len(sheets) <= 10


@pytest.mark.parametrize("paper", [LETTER, SHEET])
def test_three_lines_of_a_paper_take_one_upright_sheet(page: Page, product: Product, paper: str) -> None:
    _enter(page, product)
    page.evaluate("paper => { document.body.innerHTML = paper }", paper)

    assert _sheets(page) == [(210, 297)]


def test_no_sheet_is_named_in_the_styles(page: Page, product: Product) -> None:
    """Chromium 109 begins a new sheet at each block inside a named page."""
    _enter(page, product)
    named = page.evaluate(
        "() => [...document.styleSheets].flatMap(one => [...one.cssRules])"
        ".flatMap(one => [one, ...(one.cssRules ?? [])])"
        ".filter(one => one.style?.page || /^@page\\s+[\\w-]+/.test(one.cssText)).map(one => one.cssText)"
    )

    assert named == []
