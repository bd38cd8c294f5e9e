"""A jurisdiction that is not shipped is entered by the administrator in the page alone, issued, and works.

The numbers are those of 河南省办理办法 (2017): co-opinions within two months, ten working days to send back, to rule on
it and for the proposer's word, a month to handle again.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from support.product import Product

COUNTY = "heshan"
TITLE = "河南省代表建议办理规则（2017）"
RULE = "河南省人大代表建议办理办法（2017年）"
NEW = "关于修复柳河乡道的建议（新规则）"
PERIODS = (
    ("会办意见", "2", "months", f"{RULE}会办期限"),
    ("退回", "10", "working_days", f"{RULE}第十四条"),
    ("退回裁定", "10", "working_days", f"{RULE}第十四条"),
    ("提出人反馈意见", "10", "working_days", f"{RULE}反馈期限"),
    ("重新办理", "1", "months", f"{RULE}第二十二条"),
)

# This county's figures and running days are looked at, so its tests run one after the other.
pytestmark = pytest.mark.xdist_group("heshan")


def _enter(page: Page, product: Product, seat: str, path: str) -> None:
    page.goto(product.url(f"/sign-in?seat=hs-{seat}", COUNTY))
    page.wait_for_url(re.compile("/cases"))
    page.goto(product.url(path, COUNTY))


def _filled(page: Page) -> None:
    """The base pack's draft with what is particular to 河南."""
    page.get_by_role("button", name="以此新建草案：代表建议办理规则（通用）").first.click()
    page.wait_for_url(re.compile("/rules/drafts/"))
    page.get_by_label("名称", exact=True).first.fill(TITLE)
    page.get_by_label("适用地区", exact=True).fill("河南省")
    page.get_by_label("依据文件", exact=True).fill(f"{RULE}，省人大常委会2017年7月28日通过")
    page.get_by_label("代码", exact=True).first.fill("henan-2017")
    for name, amount, unit, article in PERIODS:
        page.get_by_label(f"{name} 时长", exact=True).fill(amount)
        page.get_by_label(f"{name} 单位", exact=True).select_option(unit)
        page.get_by_label(f"{name} 依据", exact=True).fill(article)
    expect(page.get_by_text("没有问题，可以发布。")).to_be_visible()


def _issued(page: Page) -> None:
    """Running cases' days are looked at, and left."""
    page.get_by_role("button", name="发布施行").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("修订依据").fill(RULE)
    dialog.get_by_label("自施行之日起改按本规则包").check()
    expect(dialog.get_by_text("改按后变动的期限")).to_be_visible()
    dialog.get_by_label("仍按原规则包办理（通常如此）").check()
    dialog.get_by_role("button", name="发布", exact=True).click()
    page.wait_for_url(re.compile("/rules/version/"))


def test_a_new_jurisdiction_is_entered_by_the_form_issued_and_followed(page: Page, product: Product) -> None:
    _enter(page, product, "admin", "/rules")
    _filled(page)
    page.get_by_text("项依据沿用随附规则包的原文").click()
    page.get_by_role("button", name="注明沿用：签收").click()
    expect(page.get_by_label("签收 依据", exact=True)).to_have_value(
        re.compile("^河南省未作规定，取通用包（")
    )
    page.get_by_label("会办意见 时长", exact=True).fill("")
    expect(page.locator(".pack-aside")).to_contain_text("有 1 处问题")
    expect(page.get_by_role("button", name="发布施行")).to_be_disabled()
    contents = page.get_by_role("navigation", name="各部分")
    expect(contents.get_by_role("link", name="期限表 1 处问题")).to_have_count(1)
    contents.get_by_role("link", name="编号").press("Enter")
    expect(page.locator("#section_numbering")).to_be_focused()
    expect(contents.locator("[aria-current]")).to_have_text("编号")
    expect(contents).to_be_in_viewport()
    page.locator(".pack-aside a").first.click()
    expect(page.get_by_label("会办意见 时长", exact=True)).to_be_focused()
    page.keyboard.type("2")
    expect(page.get_by_text("没有问题，可以发布。")).to_be_visible()

    _issued(page)
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.locator("main")).to_contain_text("现行")
    expect(page.get_by_role("row", name=re.compile("^会办意见 "))).to_contain_text("2 个月")

    made = product.told("fresh_case", NEW, COUNTY, "roads", "agri")
    _enter(page, product, "office", f"/cases/{made['case']}")
    panels = page.locator("summary", has_text="各项期限：这个日期怎么来的")
    expect(panels).to_have_count(2)  # one of each unit's part
    for panel in panels.all():
        panel.click()
    for told in ("满 2 个月为", f"依据：{RULE}会办期限", f"依据：{RULE}第十四条"):
        expect(page.locator("main").get_by_text(told).first).to_be_visible()


def test_two_packs_stand_side_by_side_and_what_differs_is_marked(page: Page, product: Product) -> None:
    _enter(page, product, "office", "/rules")

    page.get_by_role("link", name="比较").first.click()
    page.get_by_label("左", exact=True).select_option("shipped:chongqing-2017")
    page.get_by_label("右", exact=True).select_option("shipped:zhejiang-2016")

    co = page.get_by_role("row", name=re.compile("^会办意见 （不同）"))
    expect(co.first).to_contain_text("30 个工作日")
    expect(co.first).to_contain_text("2 个月")
    only = page.locator(".pack-compare tbody tr").count()
    page.get_by_label("只看不同").uncheck()
    expect(page.locator(".pack-compare tr.differs")).to_have_count(only)
    assert page.locator(".pack-compare tbody tr").count() > only
