"""The bell in a browser: a reminder appears by itself, opens its case, and is seen once for a whole unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from support.product import Product

LATE = "关于修缮钟楼片区老旧校舍的建议"
DISTRICT, BUREAU = "xicheng", "edu"
MARK = "标为已阅"
UNSEEN = """async () => { const { data } = await (await fetch("/graphql", { method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ query: "{ reminders { unseenCount } notices { unseenCount } }" }) })).json();
  return data.reminders.unseenCount + data.notices.unseenCount; }"""

Enter = Callable[[str], Page]


@pytest.fixture
def enter(browser: Browser, product: Product) -> Iterator[Enter]:
    """Opens a window of a seat of the district, its live connection standing."""
    with ExitStack() as opened:

        def window(seat: str) -> Page:
            context = opened.enter_context(
                browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
            )
            page = context.new_page()
            page.set_default_timeout(60_000)
            page.goto(product.url(f"/sign-in?seat=xc-{seat}", DISTRICT))
            page.wait_for_url(re.compile("/cases"))
            expect(page.locator("header")).to_contain_text("实时更新")
            return page

        yield window


def of_the_case(page: Page) -> Locator:
    """The reminders of the late case in the opened bell."""
    return page.locator(".reminders .reminder", has_text=LATE).filter(has_text="主办到期")


def test_a_reminder_comes_by_itself_opens_its_case_and_is_seen_for_the_whole_unit(
    product: Product, enter: Enter
) -> None:
    clerk = enter(f"{BUREAU}-clerk")
    clerk.locator(".bell").click()
    expect(clerk.locator(".ant-popover")).to_be_visible()
    expect(of_the_case(clerk)).to_have_count(0)

    late = product.told("late_case", "begin", LATE, DISTRICT, BUREAU)
    product.told("late_case", "ring", str(late["above"]), DISTRICT, str(late["below"]))
    expect(of_the_case(clerk)).to_have_count(1, timeout=60_000)
    expect(of_the_case(clerk)).to_contain_text("逾期")
    waiting = int(clerk.evaluate(UNSEEN))
    expect(clerk.locator(".bell .bell-count")).to_have_text(str(waiting))

    of_the_case(clerk).get_by_role("link", name=LATE).click()
    clerk.wait_for_url(re.compile(f"/cases/{late['below']}$"))
    expect(clerk.get_by_role("heading", level=1)).to_contain_text(LATE)
    expect(of_the_case(clerk)).to_be_hidden()

    clerk.locator(".bell").click()
    of_the_case(clerk).get_by_role("button", name=MARK).click()
    expect(of_the_case(clerk)).to_have_class(re.compile("reminder-seen"))
    expect(of_the_case(clerk).get_by_role("button", name=MARK)).to_have_count(0)
    expect(clerk.locator(".bell .sr-only")).to_have_text(f"，{waiting - 1}条未阅")

    officer = enter(f"{BUREAU}-officer")
    officer.locator(".bell").click()
    expect(of_the_case(officer)).to_have_class(re.compile("reminder-seen"))
    office = enter("office")
    office.locator(".bell").click()
    expect(of_the_case(office).get_by_role("button", name=MARK)).to_be_visible()
