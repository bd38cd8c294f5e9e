"""How sentences about days are written: a space around a date; 依据 of what binds, 参照 of another place's rule."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from kernel.wording import FOLDER
from rules.calendar.seed import seed_calendar
from rules.counting.deadlines import brought_forward, due
from rules.explaining.sentences import explain
from rules.pack import parse, shipped

CALENDAR = seed_calendar()
BASE = date(2026, 3, 2)
# Slots that hold a date as 2026-03-02; the words around it are Chinese.
SLOT = r"\{(?:day|due|upper|until|ends|latest)\}"
TOUCHING = re.compile(rf"[\u4e00-\u9fff]{SLOT}|{SLOT}[\u4e00-\u9fff]")
OTHER_PLACES = re.compile("上海|浙江|北京|重庆|青岛|山东|深圳|河南|安徽|玉林|广州")


def test_a_date_stands_between_spaces_in_every_sentence() -> None:
    texts = {
        f"{file.name}: {code}": text
        for file in FOLDER.glob("*.zh.json")
        for code, text in json.loads(file.read_text(encoding="utf-8")).items()
    }

    assert [where for where, text in texts.items() if TOUCHING.search(text)] == []


def test_the_sender_s_day_is_written_like_every_other_day() -> None:
    answer = due(parse(shipped("base_suggestion")), "reply", BASE, CALENDAR)

    told = explain(brought_forward(answer, date(2026, 4, 24), date(2026, 5, 1), 7))

    assert any(line.startswith("来文时限为 2026-05-01，") for line in told)


@pytest.mark.parametrize("name", ["base_suggestion", "base_proposal"])
def test_a_national_pack_names_rules_of_other_places_as_references(name: str) -> None:
    cited = list(_articles(shipped(name)))

    wrong = [one for one in cited if OTHER_PLACES.search(one) and "参照" not in one and "不一" not in one]
    assert [one for one in wrong if not one.endswith("规定所列情形的汇集")] == []


def test_a_reference_is_not_told_as_the_ground_of_a_day() -> None:
    pack = parse(shipped("base_suggestion"))

    law, reference = (explain(due(pack, what, BASE, CALENDAR))[0] for what in ("reply", "co_opinion"))

    assert law.endswith("；依据：代表法（2025）第五十一条")
    assert reference.endswith("；参照山东、青岛、上海等地办理规定（通行一个月）")


def _articles(body: object) -> list[str]:
    """Every article and every entry of ``articles`` of a pack's body."""
    if isinstance(body, list):
        return [one for inner in body for one in _articles(inner)]
    if not isinstance(body, dict):
        return []
    here = [body["article"]] if isinstance(body.get("article"), str) else []
    inner = body.get("articles")
    named = list(inner.values()) if isinstance(inner, dict) else []
    return [*here, *named, *(one for each in body.values() for one in _articles(each))]
