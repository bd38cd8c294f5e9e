"""Rule packs at the terminal: listed, checked, loaded, issued; what cannot be is refused and leaves nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from governments.models import Government
from kernel.actor import SYSTEM
from kernel.clock import today
from kernel.refusals import Refusal
from lianban.cli.rules import rules
from rules.commands import load_shipped_packs
from rules.models import PackDraft, RulePack
from rules.queries import pack_in_force
from support.build import a_dispatched_case, part_of
from support.packs import changed
from support.world import a_world

CITY = ["--government", "yunzhou"]


@pytest.fixture
def spoken(governed: Government, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command in this process, on the test's own database."""
    monkeypatch.setenv("LIANBAN_DEV", "1")
    load_shipped_packs(SYSTEM)
    return CliRunner()


def _file(folder: Path, **parts: object) -> str:
    file = folder / "henan.json"
    file.write_text(json.dumps(changed(**parts), ensure_ascii=False), encoding="utf-8")
    return str(file)


def test_a_file_is_loaded_as_a_draft_listed_and_issued(spoken: CliRunner, tmp_path: Path) -> None:
    loaded = spoken.invoke(rules, ["load", _file(tmp_path, title="河南省代表建议办理规则"), *CITY])
    listed = spoken.invoke(rules, ["list", *CITY])
    draft = str(PackDraft.objects.get().pk)

    issued = spoken.invoke(
        rules, ["issue", draft, *CITY, "--effective-on", today().isoformat(), "--note", "修订"]
    )

    assert (loaded.exit_code, listed.exit_code, issued.exit_code) == (0, 0, 0), issued.output
    assert "草案" in listed.output
    assert "现行" in listed.output
    assert "第 2 版" in issued.output
    assert pack_in_force("SUGGESTION").title == "河南省代表建议办理规则"


def test_a_file_with_a_day_is_issued_at_once(spoken: CliRunner, tmp_path: Path) -> None:
    file = _file(tmp_path, title="河南省代表建议办理规则")

    done = spoken.invoke(
        rules, ["load", file, *CITY, "--effective-on", today().isoformat(), "--note", "修订"]
    )

    assert done.exit_code == 0, done.output
    assert pack_in_force("SUGGESTION").note == "修订"


def test_a_file_is_checked_with_all_its_problems(spoken: CliRunner, tmp_path: Path) -> None:
    fine = spoken.invoke(rules, ["check", _file(tmp_path)])
    wrong = spoken.invoke(rules, ["check", _file(tmp_path, yellow_days="七", case_word="")])

    assert (fine.exit_code, wrong.exit_code) == (0, 1)
    assert "2 处问题" in wrong.output
    assert "黄灯天数" in wrong.output
    assert RulePack.objects.count() == 2


def test_a_file_that_is_no_pack_is_refused(spoken: CliRunner, tmp_path: Path) -> None:
    strange = tmp_path / "pack.yaml"
    strange.write_bytes(b"\xff\xfe\x00")

    found = [spoken.invoke(rules, ["load", str(strange), *CITY]).exception for _ in range(2)]
    nowhere = spoken.invoke(rules, ["issue", "987654", *CITY, "--effective-on", today().isoformat()])

    assert all(isinstance(one, Refusal) for one in [*found, nowhere.exception])
    assert not PackDraft.objects.exists()


def test_a_preview_names_differences_and_moved_days_and_keeps_nothing(
    spoken: CliRunner, tmp_path: Path
) -> None:
    case = a_dispatched_case(a_world())
    part = part_of(case, "roads")
    sooner = {"co_opinion": {"days": 23, "article": "河南省办理办法第十八条"}}

    told = spoken.invoke(rules, ["preview", _file(tmp_path, deadlines=sooner), *CITY])

    assert told.exit_code == 0, told.output
    assert "与现行第 1 版" in told.output
    assert "→ 23 日" in told.output
    assert "1 件的 1 个期限将变动，其中 0 个随即逾期" in told.output
    assert f"{case.case_no}　{part.unit.short_name}　办理：{part.due_on} → " in told.output
    assert not PackDraft.objects.exists()
    assert part_of(case, "roads").due_on == part.due_on


def test_a_preview_of_a_file_with_problems_is_refused(spoken: CliRunner, tmp_path: Path) -> None:
    told = spoken.invoke(rules, ["preview", _file(tmp_path, yellow_days="七"), *CITY])

    assert isinstance(told.exception, Refusal)
    assert told.exception.code == "pack_has_problems"
