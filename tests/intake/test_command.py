"""``lianban import`` as it is run: exit codes, the report, a kill in the middle, two at a time."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cases.models import Case, CaseEvent, CaseSession
from governments.models import Government
from intake.commands import BATCH
from intake.models import ImportRun
from outbox.models import Message
from support.lists import HEADERS, ROWS, as_csv, as_jsonl, as_xlsx
from support.world import World, a_world

LIANBAN = Path(sys.executable).with_name("lianban")


@pytest.fixture
def world(committed: Government) -> Iterator[World]:
    """A world whose rows other processes see."""
    yield a_world()


def command(path: Path, *options: str) -> list[str]:
    """The import of a file into 云州市."""
    return [str(LIANBAN), "import", "--government", "yunzhou", str(path), *options]


def told(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """What the command said, and its exit code."""
    return subprocess.run(command(path, *options), capture_output=True, text=True, env=os.environ)


def many_rows(folder: Path, number: int) -> Path:
    """A list of many papers."""
    path = folder / "cppcc.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [
            (f"{n:05d}", f"关于第{n}处积水点的建议", "沈若溪", "", "2025-01-12", "正文")
            for n in range(number)
        ]
        csv.writer(file).writerows([HEADERS, *rows])
    return path


def test_every_format_by_command_and_the_second_run_doubles_nothing(world: World, tmp_path: Path) -> None:
    first = told(as_jsonl(tmp_path), "--session", "政协云州市十四届一次会议")
    second = told(as_csv(tmp_path), "--session", "政协云州市十四届一次会议")
    third = told(as_xlsx(tmp_path), "--session", "政协云州市十四届一次会议")

    assert [one.returncode for one in (first, second, third)] == [0, 0, 0], third.stderr
    assert "新增 3 件，已存在 0 件，有误 0 行" in first.stdout
    assert "新增 0 件，已存在 3 件，有误 0 行" in second.stdout
    assert "新增 0 件，已存在 3 件，有误 0 行" in third.stdout
    assert CaseSession.objects.get(name="政协云州市十四届一次会议").year == 2025
    assert Case.objects.count() == 3


def test_refused_rows_give_exit_code_1_and_name_row_and_column(world: World, tmp_path: Path) -> None:
    run = told(as_csv(tmp_path, (*ROWS, ("0006", "", "沈若溪", "", "2025-01-12", "正文"))))

    assert run.returncode == 1
    assert "第 6 行“标题”：不能为空" in run.stdout
    assert Case.objects.count() == 3


@pytest.mark.parametrize("options", [(), ("--kind", "PROPOSAL")])
def test_a_file_that_cannot_be_used_gives_exit_code_2(
    world: World, tmp_path: Path, options: tuple[str, ...]
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"no workbook")

    run = told(path, *options)

    assert run.returncode == 2
    assert run.stderr.startswith("×")
    assert "Traceback" not in run.stderr


def test_a_dry_run_tells_the_same_and_leaves_nothing(world: World, tmp_path: Path) -> None:
    before = CaseSession.objects.count()
    dry = told(as_csv(tmp_path), "--dry-run", "--json")
    real = told(as_csv(tmp_path), "--json")

    report, done = json.loads(dry.stdout), json.loads(real.stdout)
    assert report.pop("dry_run") and not done.pop("dry_run")
    assert report == done
    assert CaseSession.objects.count() == before + 1
    assert ImportRun.objects.count() == 1


def test_strict_leaves_nothing_when_a_row_is_refused(world: World, tmp_path: Path) -> None:
    before = CaseSession.objects.count()
    run = told(as_csv(tmp_path, (*ROWS, ("0006", "", "", "", "", ""))), "--strict")

    assert run.returncode == 1
    assert "新增 0 件" in run.stdout
    assert not Case.objects.exists()
    assert CaseSession.objects.count() == before


def test_a_kill_in_the_middle_leaves_nothing_half_and_the_second_run_completes(
    world: World, tmp_path: Path
) -> None:
    path = many_rows(tmp_path, 3 * BATCH)
    started = subprocess.Popen(command(path), stderr=subprocess.PIPE, text=True, env=os.environ)
    assert started.stderr is not None
    assert started.stderr.readline().startswith(f"已处理 {BATCH}/")
    started.kill()
    started.wait()
    started.stderr.close()

    half = Case.objects.count()
    dead = ImportRun.objects.get()
    second = told(path)

    assert half in (BATCH, 2 * BATCH, 3 * BATCH)
    assert second.returncode == 0, second.stderr
    assert Case.objects.count() == CaseEvent.objects.count() == 3 * BATCH
    assert Message.objects.filter(topic="case.register").count() == 3 * BATCH
    assert (dead.state, dead.added, dead.ended_at) == ("RUNNING", half, None)
    dead.refresh_from_db()
    assert dead.state == "INTERRUPTED"
    assert "此前导入 cppcc.csv 时中途中断" in second.stdout
    last = ImportRun.objects.latest("id")
    assert (last.state, last.known, last.added) == ("DONE", half, 3 * BATCH - half)


def test_a_run_that_is_under_way_is_not_taken_for_a_dead_one(world: World, tmp_path: Path) -> None:
    path = many_rows(tmp_path, 2 * BATCH)
    under_way = subprocess.Popen(command(path), stderr=subprocess.PIPE, text=True, env=os.environ)
    assert under_way.stderr is not None
    assert under_way.stderr.readline().startswith(f"已处理 {BATCH}/")
    os.kill(under_way.pid, signal.SIGSTOP)

    other = told(as_csv(tmp_path), "--session", "政协云州市十四届一次会议", "--json")
    state = ImportRun.objects.earliest("id").state
    os.kill(under_way.pid, signal.SIGCONT)
    under_way.communicate()

    assert json.loads(other.stdout)["interrupted"] == []
    assert state == "RUNNING"
    assert set(ImportRun.objects.values_list("state", flat=True)) == {"DONE"}


def test_two_at_a_time_give_each_paper_once(world: World, tmp_path: Path) -> None:
    path = many_rows(tmp_path, 400)
    both = [
        subprocess.Popen(command(path, "--json"), stdout=subprocess.PIPE, text=True, env=os.environ)
        for _ in range(2)
    ]

    reports = [json.loads(one.communicate()[0]) for one in both]

    assert [one.returncode for one in both] == [0, 0]
    assert sum(report["added"] for report in reports) == Case.objects.count() == 400
    assert CaseEvent.objects.count() == 400
