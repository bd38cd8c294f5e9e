"""Texts that read as something else, on a page, on paper or in a terminal, get in by no way."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from cases import commands
from cases.inputs import ProposerInput
from cases.models import Case, CaseEvent
from intake.commands import import_listing
from intake.reading import read
from kernel.actor import SYSTEM
from kernel.refusals import Refusal
from lianban.cli.import_ import import_
from support.build import (
    a_dispatched_case,
    a_draft,
    a_drafted_reply,
    a_key,
    a_paper,
    a_registered_case,
    signed_for,
)
from support.world import World

TRICKS = ("\x1b[2J", "\x9b31m", "\x07", "\u202e", "\u2066", "\x7f")


@pytest.mark.parametrize("trick", TRICKS)
def test_a_list_with_it_is_refused_by_its_cell(world: World, tmp_path: Path, trick: str) -> None:
    path = tmp_path / "list.csv"
    rows = [
        f"0001,关于{trick}公园的建议,沈若溪,",
        f"0002,关于公园的建议,沈{trick}若溪,",
        "0003,关于食堂的建议,顾长安,",
    ]
    path.write_text("登记号,标题,提案人,类别\n" + "\n".join(rows) + "\n", encoding="utf-8")

    report = import_listing(SYSTEM, read(path), world.sessions["PROPOSAL"])

    assert [(one.row, one.column) for one in report.problems if one.refused] == [(2, "标题"), (3, "提案人")]
    assert Case.objects.get().title == "关于食堂的建议"


@pytest.mark.parametrize("trick", TRICKS)
def test_a_paper_or_an_answer_with_it_is_refused_and_nothing_changed(world: World, trick: str) -> None:
    case = signed_for(world, a_dispatched_case(world))
    before = CaseEvent.objects.count()
    proposers = [ProposerInput(f"沈{trick}若溪", "DEPUTY", "", "", True)]

    for changes in ({"title": f"关于{trick}的建议"}, {"body": f"一{trick}"}, {"proposers": proposers}):
        with pytest.raises(Refusal) as refused:
            commands.register(world.office, a_key(), paper=a_paper(world, **changes))
        assert refused.value.code == "text_deceptive"
    for field in ("title", "addressee", "body", "contact_name"):
        with pytest.raises(Refusal) as refused:
            a_drafted_reply(world, case, draft=a_draft(**{field: f"{asdict(a_draft())[field]}{trick}"}))
        assert refused.value.code == "text_deceptive"
    assert CaseEvent.objects.count() == before


def test_lines_blanks_and_joiners_are_kept(world: World) -> None:
    body = "一、情况。\n\t二、建议。\u3000ئۇيغۇر\u200cچە\u200f，ᠮᠣᠩᠭᠣᠯ\u180eᠠ"

    assert a_registered_case(world, body=body).body == body


def test_what_an_import_quotes_does_nothing_to_the_terminal(world: World, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "登记号,标题,提案人,登记日期,备\x1b[31m注\n1,关于公园的建议,沈若溪,\x1b[2J\u202e,甲\n",
        encoding="utf-8",
    )

    told = CliRunner().invoke(
        import_, ["--government", "yunzhou", "--kind", "PROPOSAL", "--year", "2026", str(path)]
    )

    assert "登记日期" in told.output
    assert "\x1b" not in told.output and "\u202e" not in told.output
