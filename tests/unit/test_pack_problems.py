"""Problems of a rule pack are reported: all of it, in order, each with its place and what to do."""

from __future__ import annotations

from typing import Any

import pytest

from kernel.refusals import Refusal
from rules.checking.body import problems
from rules.pack import check, shipped
from support.bodies import GONE, changed, put

A = "某规定第一条"
REPLY = ("deadlines", "reply")
CO = ("deadlines", "co_opinion")
CLASS_B = ("result_classes", 1)
GRADES = ("satisfaction", "grades")
COMPLEX = "期限 › 答复（涉及面广、处理难度大）"
GRADE = "满意度评价 › 评价等次"
LAW = "全国人民代表大会和地方各级人民代表大会代表法（2025年修正）"
RUNG = "提醒梯级 › {0}到期 › 第 {1} 项 › 提前工作日数"
YEARLY = [{"label": "报告", "on": ["06-31"], "article": A}]

FORM = [
    (("kind",), GONE, "类别", "缺少“类别”（kind）"),
    (REPLY, GONE, "期限 › 答复", "缺少“答复”（reply）"),
    ((*REPLY, "article"), GONE, "期限 › 答复 › 依据", "缺少“依据”（article）"),
    (("articles", "signers"), GONE, "其他各项的依据 › 答复签发", "缺少“答复签发”"),
    (("knid",), "SUGGESTION", "“knid”", "没有“knid”这一项，请删去，或者改为“kind”"),
    ((*REPLY, "weeks"), 3, "期限 › 答复 › “weeks”", "没有“weeks”这一项"),
    (
        ("late_return",),
        "maybe",
        "逾期退回",
        "不能填“maybe”，只能从以下各项中选填：forbid（逾期不得提出）、flag",
    ),
    (("signers",), ["MAYOR"], "答复签发 › 第 1 项", "UNIT_HEAD（主要领导）"),
    (("code",), "重庆2017", "代码", "小写英文字母、数字和连字符"),
    ((*REPLY, "by"), "5月31日", "期限 › 答复 › 固定日期", "写成“月-日”各两位，如 05-31"),
    ((*REPLY, "by"), "", "期限 › 答复 › 固定日期", "不能为空，请填写。"),
    ((*REPLY, "months"), "", "期限 › 答复 › 月", "不能为空，请填写。"),
    ((*REPLY, "months"), 0, "期限 › 答复 › 月", "不能小于 1，现为 0"),
    ((*REPLY, "months"), 25, "期限 › 答复 › 月", "不能大于 24，现为 25"),
    ((*REPLY, "months"), "三", "期限 › 答复 › 月", "应填写整数，现为“三”"),
    ((*REPLY, "months"), 3.0, "期限 › 答复 › 月", "应填写整数，现为“3.0”"),
    ((*REPLY, "months"), True, "期限 › 答复 › 月", "应填写整数，现为true"),
    (REPLY, {"article": A}, "期限 › 答复", "没有写明时长，请在月、日、工作日、主办到期前中选填一项"),
    (REPLY, {"months": 3, "days": 90, "article": A}, "期限 › 答复", "同时写了月、日"),
    (REPLY, 3, "期限 › 答复", "应为一组“名称: 值”，现为“3”"),
    (
        CO,
        {"before_lead": 20, "by": "05-31", "article": A},
        "期限 › 会办意见 › 固定日期",
        "不能同时写固定日期",
    ),
    (("result_classes",), [], "办理结果类别", "至少要有 1 项，现有 0 项"),
    (("result_classes",), {}, "办理结果类别", "应为一列值"),
    (("adjudication", "ladder"), lambda one: one * 2, "退回裁定层级 › 逐级裁定", "最多 5 项，现有 6 项"),
    (("title",), "", "名称", "不能为空"),
    (("title",), None, "名称", "应填写文字，现为空"),
    (("jurisdiction",), "长" * 41, "适用地区", "最多 40 个字，现有 41 个字"),
    ((*CLASS_B, "promise"), "是", "办理结果类别 › 第 2 项 › 须有承诺", "应填写 true（是）或者 false（否）"),
    (("signers",), ["UNIT_HEAD", "UNIT_HEAD"], "答复签发 › 第 2 项", "与第 1 项重复"),
    (("extension", "latest"), {}, "延期 › 最迟（自交办之日起）", "没有写明时长"),
    (("unit_roles", "HELPER"), "帮办", "承办角色名称 › “HELPER”", "没有“HELPER”这一项"),
    (("title",), "办理\x07规则", "名称", "看不见的控制字符"),
    (("source",), "   ", "依据文件", "只有空格"),
]

SENSE = [
    (("deadlines", "reply_complex", "months"), 2, COMPLEX, "短于一般件的“答复”（3 个月）"),
    (CO, {"months": 4, "article": A}, "期限 › 会办意见", "4 个月，迟于“答复”（3 个月）"),
    (CO, {"working_days": 90, "article": A}, "期限 › 会办意见", "90 个工作日，迟于“答复”"),
    (("deadlines", "return"), {"days": 120, "article": A}, "期限 › 退回", "120 日，比“答复”（3 个月）还长"),
    (("deadlines", "sign_for"), {"months": 4, "article": A}, "期限 › 签收", "比“答复”（3 个月）还长"),
    (("deadlines", "adjudicate"), {"months": 4, "article": A}, "期限 › 退回裁定", "比“答复”"),
    (("deadlines", "co_redo"), {"months": 2, "article": A}, "期限 › 会办意见退回后重提", "比“会办意见”（1 个月）还长"),
    (("deadlines", "feedback"), {"months": 4, "article": A}, "期限 › 提出人反馈意见", "不应长于办理期限"),
    (("deadlines", "rehandle"), {"months": 7, "article": A}, "期限 › 重新办理", "不应长于首次办理"),
    ((*REPLY, "by"), "02-30", "期限 › 答复 › 固定日期", "“02-30”不是每年都有的日子"),
    ((*REPLY, "by"), "02-29", "期限 › 答复 › 固定日期", "“02-29”不是每年都有的日子"),
    (("commitments", "reports"), ["04-31"], "承诺事项 › 每年通报日期 › 第 1 项", "“04-31”不是每年都有的日子"),
    (("reports",), YEARLY, "全年报告 › 第 1 项 › 每年不晚于 › 第 1 项", "06-31"),
    (("deadlines", "feedback", "since"), "DISPATCHED", "期限 › 提出人反馈意见 › 起算", "不能自交办之日起算"),
    (("deadlines", "feedback"), {"before_lead": 5, "article": A}, "期限 › 提出人反馈意见 › 主办到期前", "只有会办意见"),
    (CO, {"before_lead": 120, "article": A}, "期限 › 会办意见 › 主办到期前", "120 日已早于交办日"),
    (("extension", "latest"), {"months": 3}, "延期 › 最迟（自交办之日起）", "不长于答复期限（3 个月）"),
    (("yellow_days",), 60, "黄灯天数", None),
    (("co_yellow_days",), 31, "会办黄灯天数", "一交办就亮黄灯"),
    (("upper_margin_days",), 90, "上级件提前天数", "本级没有办理时间"),
    (("meetings_before_review",), ["DURING", "AFTER"], "送审前须有的见面 › 第 2 项", "办后见面在答复之后"),
    ((*CLASS_B, "code"), "A", "办理结果类别 › 第 2 项 › 代码", "“A”与第 1 项相同"),
    (("not_file_grounds", 1, "label"), "没有实际内容", "不予立案情形 › 第 7 项 › 名称", "与第 2 项相同"),
    (("checklist", 3, "code"), "LAW", "二次把关清单 › 第 4 项 › 代码", "与第 3 项相同"),
    ((*GRADES, 1, "code"), "SATISFIED", f"{GRADE} › 第 2 项 › 代码", "与第 1 项相同"),
    (("result_classes", 0, "means"), "PLANNED", "办理结果类别", "没有一类的含义是“已经解决”"),
    (("result_classes", 2, "promise"), True, "办理结果类别 › 第 3 项 › 须有承诺", "含义为 NOT_NOW（暂不具备条件）"),
    ((*GRADES, 2, "dissatisfied"), False, f"{GRADE} › 第 3 项 › 属于不满意", "须属于不满意"),
    ((*GRADES, 1, "dissatisfied"), True, f"{GRADE} › 第 2 项 › 属于不满意", "不能属于不满意"),
    (GRADES, lambda one: one[:2], GRADE, "没有“不满意”"),
    (("satisfaction", "axes"), lambda one: one[:1], "满意度评价 › 评价项目", "至少要有 2 项，现有 1 项"),
    (("satisfaction", "axes", 1, "code"), "attitude", "满意度评价 › 评价项目", "还缺result（对办理结果）"),
    (("reminders", "LEAD", 1, "working_days"), 15, RUNG.format("主办", 2), "先早后晚、不得重复"),
    (("reminders", "CO", 2, "working_days"), 9, RUNG.format("会办", 3), "先早后晚"),
    (("reminders", "SIGN", 0, "working_days"), 10, RUNG.format("签收", 1), "早于“签收”（7 日）的起算日"),
    (("numbering", "case"), "{year}{serial}{number}", "编号 › 案号", "不认识“{serial}”"),
    (("numbering", "case"), "{year}{word}", "编号 › 案号", "缺少 {number}"),
    (("numbering", "case"), "{year}-{number}", "编号 › 案号", "没有类别字，建议和提案各自编号"),
    (("numbering", "reply"), "{prefix}建〔{year}〕{number}号", "编号 › 答复文号", None),
    (("numbering", "reply"), "{word}〔{year}〕{number}号", "编号 › 答复文号", "缺少 {prefix}"),
    (("numbering", "reply"), "{prefix}〔{year}〕{number号", "编号 › 答复文号", "花括号须成对"),
    (("numbering", "reply"), "{prefix}〔{year:>99}〕{number}号", "编号 › 答复文号", "不能用来编号"),
    (("signers",), ["CASE_OFFICER"], "答复签发 › 第 1 项", "CASE_OFFICER（经办人）不能签发答复"),
    (("feedback_by",), ["CPPCC_OFFICE"], "反馈录入 › 第 1 项", "CPPCC_OFFICE（政协提案委）不经办"),
    (("review_by",), ["CPPCC_OFFICE"], "立案审查 › 第 1 项", "不经办"),
    (("feedback_by",), ["UNIT_CLERK"], "反馈录入 › 第 1 项", "不得由承办单位"),
    (("review_by",), ["UNIT_CLERK"], "立案审查 › 第 1 项", "立案审查不由承办单位"),
    (("extension", "by"), ["UNIT_HEAD"], "延期 › 批准 › 第 1 项", "不得由承办单位"),
]  # fmt: skip

STATUTE = [
    ((*REPLY, "months"), 4, "期限 › 答复", f"4 个月，长于{LAW}第五十一条规定的 3 个月"),
    (REPLY, {"days": 92, "article": A}, "期限 › 答复", "92 日，长于"),
    (REPLY, {"working_days": 66, "article": A}, "期限 › 答复", "66 个工作日，长于"),
    (("deadlines", "reply_complex", "months"), 7, COMPLEX, "第五十一条规定的 6 个月"),
    (("extension", "latest"), {"months": 7}, "延期 › 最迟（自交办之日起）", "第五十一条规定的 6 个月"),
    ((*REPLY, "since"), "SIGNED", "期限 › 答复 › 起算", "自交办之日起算，不能改自签收之日起算"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "place", "message"), [*FORM, *SENSE, *STATUTE])
def test_a_wrong_value_is_told_with_its_place(
    path: tuple[str | int, ...], value: Any, place: str, message: str | None
) -> None:
    body = changed(path, value)

    told = {(one.place, one.message) for one in problems(body)}

    if message is None:
        assert told == set()
    else:
        assert [one for at, one in told if at == place and message in one], told


@pytest.mark.parametrize("body", [None, [], "规则", 3, {}])
def test_what_is_no_pack_at_all_is_told_too(body: Any) -> None:
    assert problems(body)


def test_all_problems_are_told_in_the_order_of_the_document() -> None:
    body = changed(("late_return",), "maybe")
    put(body, ("title",), "")
    put(body, ("deadlines", "feedback", "since"), "SIGNED")
    put(body, ("channels",), GONE)

    assert [one.path for one in problems(body)] == [
        ("title",),
        ("deadlines", "feedback", "since"),
        ("late_return",),
        ("channels",),
    ]


def test_one_blemish_does_not_hide_a_contradiction_elsewhere() -> None:
    body = changed(("deadlines", "sign_for"), 3)
    put(body, ("deadlines", "reply_complex", "months"), 1)

    assert {one.path for one in problems(body)} >= {("deadlines", "sign_for"), ("deadlines", "reply_complex")}


def test_proposals_are_not_under_the_statute() -> None:
    assert problems(changed(("deadlines", "reply", "months"), 5, "base_proposal")) == []


def test_the_npc_office_has_no_part_in_proposals() -> None:
    body = changed(("feedback_by",), ["NPC_OFFICE"], "base_proposal")

    assert [one.place for one in problems(body)] == ["反馈录入 › 第 1 项"]


def test_a_refusal_names_the_first_problem_and_how_many_more_there_are() -> None:
    body = changed(("late_return",), "maybe")
    put(body, ("channels",), [])

    with pytest.raises(Refusal) as refused:
        check(body)

    assert refused.value.message.startswith("规则包不合要求，位置：逾期退回。不能填“maybe”")
    assert refused.value.message.endswith("此外还有 1 处问题。")


def test_a_period_that_is_shorter_than_the_statute_is_nobodys_business() -> None:
    body = shipped("base_suggestion")
    put(body, ("deadlines", "reply"), {"working_days": 60, "article": A})

    assert problems(body) == []


def test_depth_is_refused_before_anything_looks_into_it() -> None:
    deep: Any = []
    for _ in range(5000):
        deep = [deep]

    assert [one.place for one in problems(changed(("title",), deep))] == ["办理规则包"]
