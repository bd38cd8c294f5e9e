"""Scoring schemes at the terminal: shown, checked, tried, issued; what cannot be is refused and leaves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment.models import Run, Scheme
from assessment.scheme import shipped_text
from governments.models import Government
from kernel.clock import today
from lianban.cli.assessment import assessment
from support.world import a_world

CITY = ["--government", "yunzhou"]


@pytest.fixture
def spoken(governed: Government, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command in this process, on the test's own database."""
    monkeypatch.setenv("LIANBAN_DEV", "1")
    a_world()
    return CliRunner()


def _file(folder: Path, text: str) -> str:
    file = folder / "own.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_shipped_scheme_is_shown_altered_checked_tried_and_issued(
    spoken: CliRunner, tmp_path: Path
) -> None:
    year = ["--year", str(today().year)]
    shown = spoken.invoke(assessment, ["show", "district_annual"])
    own = _file(tmp_path, shown.output.replace("code: district_annual", "code: own"))

    checked = spoken.invoke(assessment, ["check", own])
    tried = spoken.invoke(assessment, ["try", own, *CITY, *year])
    kept = Scheme.objects.count(), Run.objects.count()
    issued = spoken.invoke(assessment, ["issue", own, *CITY, *year, "--note", "滨政办〔2026〕3号"])
    listed = spoken.invoke(assessment, ["list", *CITY])
    again = spoken.invoke(assessment, ["show", str(Scheme.objects.get().pk), *CITY])

    assert [one.exit_code for one in (shown, checked, tried, issued, listed, again)] == [0] * 6, tried.output
    assert "没有问题" in checked.output
    assert "水务局：不参评" in tried.output
    assert kept == (0, 0)
    assert "第 1 版" in issued.output
    assert "滨政办〔2026〕3号" in listed.output
    assert "code: own" in again.output


def test_what_is_wrong_is_listed_with_its_place_and_ends_with_1(spoken: CliRunner, tmp_path: Path) -> None:
    text = shipped_text("city_annual").replace("metric: M1", "metric: M99").replace("cap: 105", "cap: 95")
    own = _file(tmp_path, text)

    checked = spoken.invoke(assessment, ["check", own])
    issued = spoken.invoke(assessment, ["issue", own, *CITY, "--year", str(today().year), "--note", "依据"])

    assert (checked.exit_code, issued.exit_code) == (1, 1)
    assert "得分项 › 第 1 项 › 指标：不能填“M99”" in checked.output
    assert "共有 1 处问题" in checked.output
    assert not Scheme.objects.exists()
