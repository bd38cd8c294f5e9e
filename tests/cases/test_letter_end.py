"""插入逐条答复: the answers go before the closing lines of a letter, whatever these are."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from cases.inputs import PointInput
from cases.letters.points import completed, to_insert

SILENT = "您提出的建议收悉，我局将认真研究。"
POINTS = (PointInput("改造管网", "已完成改造。", "A"), PointInput("增设泵站", "年内增设\n两座。", "A"))
FIRST = "您提出的《关于完善排水管网的建议》收悉，感谢您对我们工作的关心和支持。经认真研究办理，现答复如下："
NEXT = "下一步，我们将抓好落实，进展情况及时向您反馈。"
CLOSINGS = (
    "再次感谢您对我们工作的关心支持，欢迎继续提出宝贵意见。",
    "感谢您对我局工作的支持！",
    "最后，衷心感谢您对政府工作的关心。\n专此答复。",
    "此复",
    "特此答复。",
    "以上答复，如有不妥，请批评指正。",
    "以上答复是否妥当，请填写征询意见表反馈。",
    "欢迎您一如既往地关注水务工作，多提宝贵意见。",
    "希望您继续关心支持水务工作。",
    "如您对以上答复有意见，请与我局联系。",
    "此致\n敬礼",
    "感谢您的关心支持。\n\n附件：1. 改造计划表\n\n云州市水务局\n2026年11月28日\n（联系人：顾长安，电话：2200）",
)


@pytest.mark.parametrize("closing", CLOSINGS)
def test_answers_are_inserted_before_the_closing_lines(closing: str) -> None:
    points = [asdict(one) for one in POINTS]
    lacking = to_insert(points, "")

    assert completed(points, f"{FIRST}\n{NEXT}\n{closing}") == f"{FIRST}\n{NEXT}\n{lacking}\n{closing}"
    assert completed(points, f"{FIRST}\n{closing}") == f"{FIRST}\n{lacking}\n{closing}"


def test_a_courtesy_that_ends_a_paragraph_is_parted_from_it() -> None:
    points = [asdict(POINTS[0])]

    whole = completed(points, f"{FIRST}\n{NEXT}感谢您的关心支持！")

    assert whole == f"{FIRST}\n{NEXT}\n{to_insert(points, '')}\n感谢您的关心支持！"


@pytest.mark.parametrize(
    "body",
    [
        SILENT,
        FIRST,
        f"{FIRST}\n{NEXT}",
        f"{FIRST}\n附近居民反映的问题已经核实。",
        f"{FIRST}\n感谢您的关心。{NEXT}",
        f"{FIRST}\n如有条件，我局将增设泵站。",
        f"{FIRST}\n以上措施已于2026年完成。",
        f"{FIRST}\n希望小学周边的管网已改造。",
    ],
)
def test_a_letter_without_closing_lines_is_gone_on_with(body: str) -> None:
    points = [asdict(POINTS[0])]

    assert completed(points, body) == f"{body}\n{to_insert(points, '')}"


def test_a_letter_that_says_all_stays_and_an_empty_one_begins_with_the_answers() -> None:
    points = [asdict(POINTS[0])]

    assert completed(points, f"已完成改造。\n{CLOSINGS[0]}\n") == f"已完成改造。\n{CLOSINGS[0]}\n"
    assert completed(points, "") == to_insert(points, "")
