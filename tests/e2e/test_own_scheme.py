"""A scoring scheme of the city's own: an administrator loads, mends, tries and issues it; the office scores by it."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from support.product import Product

CITY = "yunzhou"
TITLE = "云州市建议提案办理考核办法（自定）"
NOTE = "云政办〔2026〕9号"
OWN = f"""# 云州市自定
code: yunzhou_own
title: {TITLE}
source: {NOTE}
groups: [BUREAUS]
full: 100
floor: 0
cap: 100
rounding: {{at: ITEM, places: 2, mode: HALF_UP}}
year_by: SESSION
not_applicable: REDISTRIBUTE
open_ranking: true
invited: []
items:
  - {{code: on_time, title: 按时办复, source: 第三条, rule: RATIO_LINEAR, metric: M2, weight: 45, target: 100%}}
  - {{code: satisfied, title: 满意率, source: 第四条, rule: RATIO_LINEAR, metric: M9, weight: 25, target: 98%}}
  - {{code: late, title: 逾期扣分, source: 第五条, rule: PER_EVENT, event: LATE_REPLY, weight: 30, points: -3, cap: 30}}
"""


def _enter(page: Page, product: Product, seat: str, path: str) -> None:
    page.goto(product.url(f"/sign-in?seat=yz-{seat}", CITY))
    page.wait_for_url(re.compile("/cases"))
    page.goto(product.url(path, CITY))


def test_an_own_scheme_is_loaded_tried_and_issued_by_the_administrator(
    page: Page, product: Product, tmp_path: Path
) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(OWN.replace("event: LATE_REPLY", "event: LATE").replace("full: 100", "full: 90"), "utf-8")
    _enter(page, product, "admin", "/cases")
    page.get_by_role("navigation", name="主要栏目").get_by_role("link", name="考核办法").click()
    page.get_by_role("link", name="编制办法").click()

    page.get_by_label("或者载入文件（YAML、JSON）").set_input_files(file)
    aside = page.locator(".scheme-edit aside")
    expect(aside).to_contain_text("有 1 处问题")
    expect(aside).to_contain_text("得分项 › 第 3 项 › 事项：不能填“LATE”")
    expect(page.get_by_role("button", name="发布办法")).to_be_disabled()

    text = page.get_by_label("办法全文（YAML）")
    text.fill(OWN.replace("full: 100", "full: 90"))
    expect(aside).to_contain_text("各项满分合计为 100 分，与总分 90 分不符")
    text.fill(OWN)
    expect(aside).to_contain_text("没有问题，可以试算、发布。")
    expect(aside.get_by_role("row", name=re.compile("逾期扣分"))).to_contain_text("每次扣 3 分，至多扣 30 分")

    page.get_by_role("button", name="试 算").or_(page.get_by_role("button", name="试算")).click()
    table = page.get_by_role("table", name=f"{TITLE}：试算结果（未保存）")
    expect(table.get_by_role("columnheader", name="按时办复 满分 45")).to_be_visible()
    expect(table.get_by_role("columnheader", name="总分 满分 100")).to_be_visible()
    assert table.locator("tbody tr").count() > 3
    first = table.locator("tbody tr").first.inner_text()

    page.get_by_role("button", name="发布办法").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=re.compile("发 ?布")).click()
    expect(dialog.get_by_role("alert")).to_contain_text("请写明发布依据")
    dialog.get_by_label("发布依据（文号、会议等）").fill(NOTE)
    dialog.get_by_role("button", name=re.compile("发 ?布")).click()
    page.wait_for_url(re.compile(r"/assessment/schemes/\d+"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(page.locator("main")).to_contain_text(NOTE)

    _scored_by_the_office(page, product, first)


def _scored_by_the_office(page: Page, product: Product, first: str) -> None:
    """What was tried is what the office gets, each column with its maximum."""
    _enter(page, product, "office", "/assessment")
    page.get_by_role("button", name="开始试算").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("考核办法").click()
    page.get_by_title(re.compile(re.escape(TITLE))).last.click()
    dialog.get_by_role("button", name=re.compile("^试 ?算$")).click()
    page.wait_for_url(re.compile(r"/assessment/\d+"))
    table = page.get_by_role("table", name=re.compile("排名"))
    expect(table.get_by_role("columnheader", name="逾期扣分 满分 30")).to_be_visible()
    assert table.locator("tbody tr").first.inner_text().split("\t")[:2] == first.split("\t")[:2]
