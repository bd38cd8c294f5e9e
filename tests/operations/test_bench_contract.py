"""``lianban bench``: every benchmark runs, at sizes that measure nothing, and says what the contract wants."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from bench import web
from bench.catalogue import BENCHMARKS
from bench.measure import Goal
from governments.models import Government
from support.knocking import Knock
from support.sources import ROOT

LINE = re.compile(
    r"([a-z]+\.\w+)\.(\w+)  ours=([\d.]+)(ms|/s|%)  reference=([\d.]+)\4  ratio=([\d.]+)"
    r"  goal=([<>]=[\d.]+)  (ok|SHORT)"
)
KEYS = ["name", "figure", "ours", "reference", "unit", "ratio", "goal", "ok"]


def test_every_benchmark_prints_its_figures_and_writes_the_same_as_json(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"

    done = _bench(tmp_path, "--size", "2", "--rounds", "1", "--json", str(file))

    assert done.returncode == 0, done.stderr
    assert done.stdout, done.stderr
    printed = [LINE.fullmatch(line) for line in done.stdout.splitlines()]
    assert all(printed), done.stdout
    written = json.loads(file.read_text(encoding="utf-8"))
    assert [list(one) for one in written] == [KEYS] * len(printed)
    assert [(one["name"], one["figure"]) for one in written] == [line.group(1, 2) for line in printed if line]
    assert {one["name"] for one in written} == set(BENCHMARKS)


def test_an_unknown_benchmark_is_told_with_those_there_are(tmp_path: Path) -> None:
    done = _bench(tmp_path, "api.nothing")

    assert done.returncode == 1
    assert "api.nothing" in done.stderr
    assert "door.step" in done.stderr


def test_the_list_is_measured_on_the_product_s_own_web_process(city: Government, tmp_path: Path) -> None:
    """Its limits cost something: what is measured without them is not what people wait for."""
    with web.server(tmp_path) as port:
        told = Knock(
            port, b"GET / HTTP/1.1\r\nHost: yunzhou.localhost\r\n" + b"a: b\r\n" * 200 + b"\r\n"
        ).heard()

    assert told.startswith(b"HTTP/1.1 400")
    assert b"x-content-type-options: nosniff" in told


def test_a_goal_knows_its_direction() -> None:
    assert Goal(3).met(2.9)
    assert not Goal(3).met(3.1)
    assert Goal(0.5, at_least=True).met(0.6)
    assert not Goal(0.5, at_least=True).met(0.4)


def _bench(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a person calls it, in a data folder of its own."""
    names = (
        "REDIS_URL",
        "LIANBAN_HOME",
        "DATABASE_URL",
        "DATABASE_ADMIN_URL",
        "DJANGO_SETTINGS_MODULE",
        "LIANBAN_SECRET_KEY",
    )
    kept = {name: value for name, value in os.environ.items() if name not in names}
    return subprocess.run(
        [sys.executable, "-m", "lianban.cli.main", "bench", *arguments],
        cwd=ROOT,
        env={**kept, "LIANBAN_HOME": str(home), "LIANBAN_DEV": "1"},
        capture_output=True,
        text=True,
    )
