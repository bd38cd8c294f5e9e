"""Sentences of the procedure name only acts that exist: what they ask for is a step, or something done in a form."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from kernel.wording import section
from support.sources import sources

# What somebody does with a form or a page; every other request must name a step of the table in quotation marks.
IN_A_FORM = re.compile(
    "填写|选择|改选|改为|改正|更换|重新填写|重新选择|重新输入|核对|补全|删除|缩短|另选|刷新|返回|至少|逐条|对把关清单|"
    "对照|写明|稍后|先登录|从该政府|在办理件|在拟稿页|另行发函"
)
# Whom to turn to, and waiting, are no acts of the system; continuing is the unit's own work.
TO_PEOPLE = re.compile("与其联系|联系|等待|继续办理|按期办理|其于|于")
ACTS = frozenset(act for group in ("steps", "opinion_steps", "crossings") for act in section(group).values())
WISH = re.compile(r"(?<![申提催])请(?!求|示)([^，。；：！？]*)")
QUOTED = re.compile(r"“([^”{}]+)”")
# Acts of supervision that offices know (domain.md 1.7); whoever writes one into a sentence has to build it first.
SUPERVISION = re.compile("催办|督办|督查|约谈|挂牌|通报批评")


def _raised() -> Iterator[str]:
    """Codes of refusals that the procedure raises."""
    for source in sources():
        if not source.name.startswith(("platform/cases/", "tenants/transfers/")):
            continue
        for node in source.nodes:
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Refusal", "NotPermitted"):
                yield from (one.value for one in node.args[:1] if isinstance(one, ast.Constant))


def _sentences() -> dict[str, str]:
    refusals = section("refusals")
    told = {code: refusals[code] for code in sorted(set(_raised())) if code in refusals}
    waiting = {f"outstanding.{code}": text for code, text in section("outstanding").items()}
    opinions = {f"opinions_missing.{code}": text for code, text in section("opinions_missing").items()}
    return told | waiting | opinions


SENTENCES = _sentences()


def _names_an_act(clause: str) -> bool:
    return any(act in ACTS for act in QUOTED.findall(clause))


def test_there_are_sentences_to_look_at() -> None:
    assert {"co_opinions_missing", "withdraw_has_children", "outstanding.answer"} <= set(SENTENCES)


@pytest.mark.parametrize("code", SENTENCES)
def test_what_a_sentence_asks_for_can_be_done(code: str) -> None:
    for clause in WISH.findall(SENTENCES[code]):
        assert IN_A_FORM.match(clause) or TO_PEOPLE.match(clause) or _names_an_act(clause), clause


@pytest.mark.parametrize("code", SENTENCES)
def test_an_act_of_supervision_in_a_sentence_is_a_step(code: str) -> None:
    for act in SUPERVISION.findall(SENTENCES[code]):
        assert any(act in step for step in section("steps").values()), act


def test_the_reminders_ask_for_steps_of_their_clock() -> None:
    wanted = {"LEAD": "答复|办结|办理", "CO": "提交", "SIGN": "签收"}

    for code, text in section("reminders").items():
        clock = code.rpartition(".")[2]
        if "." in code and clock in wanted:
            assert re.search(wanted[clock], text), code
