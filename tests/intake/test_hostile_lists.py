"""Lists that mean harm are refused by a sentence, and neither the reader nor its child takes the machine's memory.

Each is read by a process of its own, which prints what it and its child took at most: the bound is ours, whatever the
machine is. On the tree before there was none: a cell in a far corner asked for 549 GB.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from intake.extracting import CHILD
from intake.extraction import bounds
from intake.reading import read
from kernel.refusals import Refusal
from support import hostile

READ = """
import json, resource, sys
from pathlib import Path
from intake.reading import read
from kernel.refusals import Refusal
try:
    told = ["", str(len(read(Path(sys.argv[1])).rows))]
except Refusal as refusal:
    told = [refusal.code, refusal.message]
taken = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([*told, *taken]))
"""


def told(path: Path) -> tuple[str, str, int, int]:
    """The refusal's code and sentence, and the most that the reader and its child had resident, in KB."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    code, message, own, child = json.loads(done.stdout)
    return code, message, own, child


@pytest.mark.parametrize(("write", "code"), hostile.ALL.items(), ids=lambda one: getattr(one, "__name__", ""))
def test_a_hostile_list_is_refused_by_a_sentence_within_the_limits(
    tmp_path: Path, write: Callable[[Path], Path], code: str
) -> None:
    path = write(tmp_path)

    refused, message, own, child = told(path)

    assert refused == code, message
    assert path.name in message
    assert own * 1024 < bounds.MEMORY
    assert child * 1024 < bounds.MEMORY


def test_what_needs_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "slow.csv"
    path.write_text("标题\n甲\n")
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time\nwhile True: time.sleep(1)\n")
    monkeypatch.setattr("intake.extracting.CHILD", (sys.executable, str(sleeper)))
    monkeypatch.setattr("intake.extracting.WALL_SECONDS", 0.3)

    with pytest.raises(Exception, match="超过 4 秒仍未完成"):
        read(path)


def test_the_child_limits_its_own_time_and_memory_and_writes_no_file() -> None:
    limits = """
import json, resource as r
from intake.extraction import __main__ as child
child._limit()
print(json.dumps([r.getrlimit(one) for one in (r.RLIMIT_CPU, r.RLIMIT_AS, r.RLIMIT_FSIZE, r.RLIMIT_CORE)]))
"""

    done = subprocess.run([sys.executable, "-c", limits], capture_output=True, text=True, check=True)

    cpu, memory, file, core = json.loads(done.stdout)
    assert (cpu, memory) == ([bounds.CPU_SECONDS, bounds.CPU_SECONDS + 1], [bounds.MEMORY] * 2)
    assert (file, core) == ([0, 0], [0, 0])


def test_the_child_gets_the_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No environment (it holds addresses of databases with their passwords), no folder, no open file of ours."""
    path, report, peeping = tmp_path / "list.csv", tmp_path / "report.json", tmp_path / "peeping.py"
    path.write_text("标题\n甲\n")
    peeping.write_text(
        "import json, os, sys\n"
        "held = [one for one in os.listdir('/proc/self/fd') if int(one) > 2]\n"
        "held = [one for one in held if os.path.exists(f'/proc/self/fd/{one}')]\n"
        f"open({str(report)!r}, 'w').write(json.dumps([dict(os.environ), os.getcwd(), held]))\n"
    )
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody:secret@nowhere/lianban")
    monkeypatch.setattr("intake.extracting.CHILD", (sys.executable, str(peeping)))

    with path.open("rb") as other:
        os.set_inheritable(other.fileno(), True)
        with pytest.raises(Refusal):  # it finds no row
            read(path)

    environment, folder, held = json.loads(report.read_text())
    assert {name for name in environment if not name.startswith("LC_")} == set()
    assert (folder, held) == ("/", [])


def test_a_module_in_the_folder_that_one_stands_in_is_none_of_the_child_s(tmp_path: Path) -> None:
    (tmp_path / "csv.py").write_text("raise SystemExit('somebody else is read')")

    done = subprocess.run([*CHILD, "csv"], input="标题\n甲\n".encode(), cwd=tmp_path, capture_output=True)

    assert done.returncode == 0, done.stderr


def test_blank_lines_without_end_are_no_list_of_json(tmp_path: Path) -> None:
    path = tmp_path / "blank.jsonl"
    path.write_text("\n" * (10 * bounds.ROWS + 1) + '{"title": "甲"}\n')

    code, message, _, _ = told(path)

    assert code == "file_too_many_rows", message


def test_a_merged_range_to_the_end_of_the_sheet_covers_the_rows_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(
            [("标题", "提案人", "分类"), ("甲", "沈若溪", ""), ("乙", "顾长安", "")]
        ):
            sheet.write_row(number, 0, row)
        sheet.merge_range(1, 2, 1_048_575, 2, "城乡建设")

    rows = read(path).rows

    assert [(row.number, row.texts[2], sorted(row.merged)) for row in rows] == [
        (2, "城乡建设", []),
        (3, "城乡建设", [2]),
    ]


def test_a_row_at_the_end_of_the_sheet_is_a_row_and_a_far_blank_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("标题", "提案人"))
        sheet.write_row(1_048_575, 0, ("甲", "沈若溪"))
        sheet.write(7, 16_383, " ")

    assert [(row.number, list(row.texts)) for row in read(path).rows] == [(1_048_576, ["甲", "沈若溪"])]
