"""Walks through the real pages: the whole procedure, the role picker, an imported list, a seat that reads."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.lists import SHARED, as_jsonl
from support.product import Product

ROOT = Path(__file__).resolve().parents[2]
EIGHT = (
    "市政府办督查室",
    "区政府办",
    "承办单位经办人",
    "分管领导",
    "主要领导",
    "人大代表工委（只读）",
    "政协提案委（只读）",
    "平台管理员",
)


def enter(page: Page, product: Product, seat: str, government: str = "yunzhou") -> None:
    """Sign in as a demo seat and arrive at its list."""
    page.goto(product.url(f"/sign-in?seat={seat}", government))
    page.wait_for_url(re.compile("/cases"))


def test_a_case_goes_all_the_way_through_the_pages(product: Product) -> None:
    walked = subprocess.run(
        ["node", "tests/browser/walk-live.mjs", product.url().rstrip("/")],
        cwd=ROOT / "frontend",
        capture_output=True,
        text=True,
        timeout=420,
        check=False,
    )

    assert walked.returncode == 0, walked.stdout + walked.stderr
    assert "the case is closed" in walked.stdout


def test_the_first_page_offers_the_eight_roles_first(page: Page, product: Product) -> None:
    page.goto(product.url())
    expect(page.locator("main")).to_contain_text(EIGHT[0])

    texts = page.locator("main").inner_text()

    places = [texts.index(role) for role in EIGHT]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("government", "seat"),
    [
        ("yunzhou", "yz-office"),
        ("binjiang", "bj-office"),
        ("yunzhou", "yz-edu-officer"),
        ("yunzhou", "yz-edu-deputy"),
        ("yunzhou", "yz-edu-head"),
        ("heshan", "hs-office"),
    ],
)
def test_each_role_finds_work_on_its_list(page: Page, product: Product, government: str, seat: str) -> None:
    enter(page, product, seat, government)

    expect(page.locator("[role=grid] [role=row][aria-rowindex='2']")).to_be_visible()


def test_a_phone_shows_what_a_case_is_and_how_it_stands_without_moving_sideways(
    page: Page, product: Product
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    enter(page, product, "yz-office")
    row = page.locator("[role=grid] [role=row][aria-rowindex='2']")

    expect(row.locator("[role=gridcell]:visible")).to_have_count(2)
    expect(row.locator(".grid-title")).to_be_in_viewport(ratio=1)
    expect(row.locator("[role=gridcell]:visible").last).to_be_in_viewport(ratio=1)
    row.click()
    page.wait_for_url(re.compile(r"/cases/\d+"))

    expect(page.get_by_role("heading", name="可以办理")).to_be_in_viewport()


def test_ctrl_p_prints_the_list_with_how_its_days_came_about(page: Page, product: Product) -> None:
    enter(page, product, "hs-office", "heshan")
    expect(page.locator("[role=grid] [role=row][aria-rowindex='2']")).to_be_visible()
    page.evaluate(
        "() => { window.print = () => { document.body.dataset.printed = document.body.textContent } }"
    )

    page.keyboard.press("Control+p")

    expect(page.locator("body")).to_have_attribute("data-printed", re.compile(r"自\S+ \d{4}-\d\d-\d\d 起"))


def test_a_stranger_is_sent_to_sign_in_and_back_to_what_was_asked_for(page: Page, product: Product) -> None:
    page.goto(product.url("/rules", "yunzhou"))
    page.wait_for_url(re.compile(r"/sign-in\?to=%2Frules$"))
    expect(page.get_by_text("登录后回到原来的页面")).to_be_visible()

    page.get_by_label("账号").fill("yz-npc-seat")
    page.get_by_label("密码").fill("Lianban-2026")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="办理规则", exact=True)).to_be_visible()


def test_a_reading_seat_sees_cases_with_their_reckoning_and_is_offered_no_step(
    page: Page, product: Product
) -> None:
    enter(page, product, "yz-npc-seat")
    page.goto(product.url("/cases?box=ALL", "yunzhou"))

    row = page.get_by_role("row").filter(has=page.locator(".why-button")).first
    row.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name=re.compile("这个日期怎么来的"))
    expect(panel).to_contain_text("依据：")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(row.get_by_role("button", name=re.compile("这个日期怎么来的"))).to_be_focused()
    row.click()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/cases/\d+"))

    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".steps button")).to_have_count(0)


@pytest.mark.alone
def test_a_year_of_proposals_is_imported_and_read_to_the_last_row(
    page: Page, product: Product, tmp_path: Path
) -> None:
    path = SHARED / "proposals_jiangsu_2019.jsonl"
    path = path if path.is_file() else as_jsonl(tmp_path)
    first = product.lianban("import", "--government", "yunzhou", str(path))
    again = product.lianban("import", "--government", "yunzhou", str(path))
    enter(page, product, "yz-office")
    page.goto(product.url("/cases?box=ALL", "yunzhou"))

    grid = page.locator("[role=grid]")
    expect(grid).to_be_visible()
    page.locator("[role=row][aria-rowindex='2']").focus()
    page.keyboard.press("End")

    expect(grid).to_have_attribute(
        "aria-rowcount", re.compile(r"^\d+$"), timeout=60_000
    )  # every page is there
    count = int(grid.get_attribute("aria-rowcount") or 0)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "新增 0 件" in again.stdout
    assert count > 300
    expect(page.locator(f"[role=row][aria-rowindex='{count}']")).to_be_visible()
