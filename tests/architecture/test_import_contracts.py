"""Who may import whom: every contract of ``.importlinter`` is kept, and no package stands outside the rings."""

from __future__ import annotations

import configparser
import subprocess
import sys
from pathlib import Path

from support.sources import ROOT, packages


def _contracts() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser


def test_every_contract_is_kept() -> None:
    program = Path(sys.prefix) / "bin" / "lint-imports"

    told = subprocess.run([program, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True)

    assert told.returncode == 0, told.stdout


def test_every_package_has_its_ring() -> None:
    layers = _contracts()["importlinter:contract:rings"]["layers"].replace("|", " ").split()

    assert set(packages()) <= {layer.strip("()") for layer in layers}


def test_every_package_is_looked_at() -> None:
    assert set(packages()) == set(_contracts()["importlinter"]["root_packages"].split())


def test_the_drawn_graph_is_that_of_the_code() -> None:
    program = ROOT / "infra" / "scripts" / "graph.py"

    drawn = subprocess.run([sys.executable, program, "--check"], cwd=ROOT)

    assert drawn.returncode == 0, "run: make graph"
