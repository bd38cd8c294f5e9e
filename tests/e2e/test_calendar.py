"""A new year's holidays in a browser: the operator pastes the notice, and a clerk sees the moved date and why.

The notice arranges the year after next, which no other case of the city reaches.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from support.product import Product

GOVERNMENT, TITLE = "heshan", "关于修复北岭乡道的建议"
DISPATCHED, BEFORE, AFTER = "2027-11-08", "2028-02-08", "2028-02-13"
NOTICE = """关于2028年部分节假日安排的通知（虚构）
虚办发〔2027〕3号
一、元旦：1月1日（周六）至3日（周一）放假，共3天。
二、春节：2月5日（周六）至12日（周六）放假调休，共8天。1月30日（周日）、2月13日（周日）上班。
2027年11月9日"""

# This county's figures and running days are looked at, so its tests run one after the other.
pytestmark = pytest.mark.xdist_group("heshan")


def test_a_pasted_notice_moves_a_date_and_the_clerk_sees_why(page: Page, product: Product) -> None:
    made = product.told("calendar_case", GOVERNMENT, TITLE, DISPATCHED)
    enter(page, product, f"hs-{made['bureau']}-clerk")
    page.goto(product.url(f"/cases/{made['case']}", GOVERNMENT))
    expect(page.locator("main")).to_contain_text(BEFORE)
    expect(page.locator("details.why").first).to_contain_text("2028 年放假安排尚未公布")

    announced(page, product)

    page.goto(product.url(f"/cases/{made['case']}", GOVERNMENT))
    expect(page.locator("details.why").first).to_contain_text(AFTER, timeout=120_000)
    expect(page.locator("details.why").first).to_contain_text("春节")
    expect(page.locator("details.why").first).not_to_contain_text("2028 年放假安排尚未公布")
    expect(page.locator("main")).to_contain_text("期限重新计算")
    expect(page.locator("main")).to_contain_text("虚办发〔2027〕3号")
    page.locator(".bell").click()
    expect(page.locator(".ant-popover")).to_contain_text(f"办理期限：{BEFORE} 改为 {AFTER}", timeout=60_000)


def test_the_calendar_of_a_year_is_a_picture_that_the_keyboard_reaches(page: Page, product: Product) -> None:
    enter(page, product, "hs-office")
    page.get_by_role("link", name="工作日历").click()
    page.goto(product.url("/calendar?year=2026", GOVERNMENT))

    expect(page.locator("table.month")).to_have_count(12)
    page.locator("[data-day='2026-10-01']").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")

    focused = page.locator(":focus")
    expect(focused).to_have_attribute("aria-label", "2026年9月20日 周日 调休上班")
    page.goto(product.url("/calendar?year=2030", GOVERNMENT))
    expect(page.locator("main")).to_contain_text("2030年放假安排尚未公布")


def enter(page: Page, product: Product, seat: str) -> None:
    """Sign in as a demo seat of the county."""
    page.goto(product.url(f"/sign-in?seat={seat}", GOVERNMENT))
    page.wait_for_url(re.compile("/cases"))


def announced(page: Page, product: Product) -> None:
    """The operator pastes the notice, looks at what was read and what would change, and uploads it."""
    page.goto(product.url("/operator?seat=operator"))
    page.get_by_role("link", name="工作日历与放假安排").click()
    page.get_by_label("通知正文").fill(NOTICE)
    page.get_by_role("button", name="读取").click()
    expect(page.get_by_label("年份")).to_have_value("2028")
    expect(page.get_by_label("文号")).to_have_value("虚办发〔2027〕3号")
    expect(page.get_by_label("调休上班日").nth(1)).to_have_value("2028-01-30、2028-02-13")
    page.get_by_role("button", name="预览变动").click()
    expect(page.locator("main")).to_contain_text("2027年仍未公布")
    expect(page.locator("main")).to_contain_text("在办期限共 1 个，涉及 1 个政府")
    page.get_by_role("button", name="逐个政府试算").click()
    expect(page.locator("main")).to_contain_text(
        "试算结果：1 个在办期限将变动，涉及 1 件、1 个政府", timeout=120_000
    )
    row = page.get_by_role("row", name=re.compile(AFTER))
    expect(row).to_contain_text("调休上班")
    page.get_by_role("button", name="上传", exact=True).click()
    page.locator(".ant-popconfirm .ant-btn-primary").click()
    expect(page.get_by_role("status").first).to_contain_text("已上传“关于2028年部分节假日安排的通知")
    expect(page.locator("[data-day='2028-02-08']")).to_have_attribute("title", re.compile("春节"))
