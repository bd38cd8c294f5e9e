"""A password that the administrator reset opens its change and nothing else; the person gets a notice of the reset."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support.product import Product

CITY = "yunzhou"
ACCOUNT, OWN = "yz-agri-deputy", "Qingliu-2026-heshui"


@pytest.fixture
def administrator(browser: Browser, product: Product) -> Iterator[Page]:
    """The page of the city's administrator, on the list of accounts."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(product.url("/sign-in?seat=yz-admin", CITY))
    page.wait_for_url(re.compile("/cases"))
    page.get_by_role("navigation", name="主要栏目").get_by_role("link", name="账号管理").click()
    page.get_by_label("按姓名、账号、单位查找").fill(ACCOUNT)
    yield page
    context.close()


def _sign_in(page: Page, product: Product, password: str) -> None:
    page.goto(product.url("/sign-in", CITY))
    page.get_by_label("账号", exact=True).fill(ACCOUNT)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def _change(page: Page, old: str, new: str) -> None:
    page.get_by_label("一次性密码").fill(old)
    page.get_by_label("新密码", exact=True).fill(new)
    page.get_by_label("再次填写新密码").fill(new)
    page.get_by_role("button", name="修改密码", exact=True).click()


def test_a_reset_password_opens_only_its_change_and_both_sides_read_of_it(
    administrator: Page, page: Page, product: Product
) -> None:
    row = administrator.get_by_role("row", name=ACCOUNT)
    row.get_by_role("button", name="重置密码").click()
    administrator.get_by_role("dialog").get_by_role("button", name="确定").click()
    told = administrator.get_by_role("alert").locator("strong").inner_text()
    once = told.split("一次性密码：")[1].strip()

    _sign_in(page, product, once)
    expect(page.get_by_role("note")).to_contain_text("您正在使用一次性密码，请先设置自己的密码")
    page.get_by_role("button", name="退出", exact=True).click()
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    page.goto(product.url("/cases", CITY))
    expect(page).to_have_url(re.compile("/sign-in"))
    _sign_in(page, product, once)
    expect(page.get_by_role("note")).to_be_visible()
    page.goto(product.url("/cases", CITY))
    expect(page.get_by_role("heading", name="修改密码")).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    _change(page, once, once)
    expect(page.locator(".error-summary")).to_be_visible()
    _change(page, once, OWN)

    banner = page.get_by_role("region", name="您的账号有变动")
    expect(banner).to_contain_text("重置密码")
    banner.get_by_role("button").click()
    expect(banner).to_have_count(0)
    page.reload()
    expect(page.get_by_role("navigation").first).to_be_visible()
    expect(banner).to_have_count(0)

    row.get_by_role("button", name="变动记录").click()
    expect(administrator.get_by_role("dialog").get_by_role("listitem").first).to_contain_text("重置密码")
