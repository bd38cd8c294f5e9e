"""Rule packs: the shipped ones are sound, a wrong one is refused with its place, dates explain themselves."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from kernel.refusals import Refusal
from rules.deadlines import due
from rules.explaining import explain
from rules.pack import check, parse, shipped

PACKS = ["base_suggestion", "base_proposal"]


@pytest.mark.parametrize("name", PACKS)
def test_a_shipped_pack_is_sound_and_every_deadline_names_its_article(name: str) -> None:
    pack = parse(shipped(name))

    assert all(span.article for span in pack.deadlines.values())
    assert {one.code for one in pack.result_classes} == {"A", "B", "C", "D"}


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("deadlines", "reply"), {"months": 3, "days": 90, "article": "某条"}, "期限 › 答复"),
        (("deadlines", "reply"), {"months": 0, "article": "某条"}, "期限 › 答复 › 月"),
        (("deadlines", "reply"), {"months": 3}, "期限 › 答复"),
        (("late_return",), "maybe", "逾期退回"),
        (("result_classes",), [], "办理结果类别"),
        (("kind",), "LETTER", "类别"),
        (("reply_copies",), ["EVERYBODY"], "答复抄送 › 第 1 项"),
    ],
)
def test_a_wrong_pack_is_refused_with_the_place(path: tuple[str, ...], value: Any, place: str) -> None:
    body = deepcopy(shipped("base_suggestion"))
    inner = body
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value

    with pytest.raises(Refusal) as refused:
        check(body)

    assert refused.value.code == "pack_invalid"
    assert place in refused.value.message


def test_a_due_date_tells_base_amount_article_and_the_move_past_a_holiday() -> None:
    answer = due(parse(shipped("base_suggestion")), "reply", date(2026, 7, 1))

    assert answer.day == date(2026, 10, 8)
    assert "2026-07-01" in explain(answer)[0]
    assert "代表法（2025）第五十一条" in explain(answer)[0]
    assert "10月1日" in explain(answer)[1]
    assert "第二百零三条" in explain(answer)[2]


def test_a_due_date_in_an_unannounced_year_says_so() -> None:
    answer = due(parse(shipped("base_suggestion")), "reply_complex", date(2030, 1, 4))

    assert "尚未公布" in explain(answer)[-1]
