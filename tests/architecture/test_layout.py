"""The four source roots are plain folders, so that they never hide the modules whose names they bear."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from support.sources import ROOT, SOURCE_ROOTS

NAMES = "import graphql, json, platform; print(json.dumps([platform.__file__, graphql.__file__]))"


@pytest.mark.parametrize("root", SOURCE_ROOTS)
def test_a_source_root_is_no_package(root: str) -> None:
    assert not (ROOT / root / "__init__.py").exists()


def test_no_test_folder_hides_graphql_core() -> None:
    assert not (ROOT / "tests" / "graphql").exists()


def test_python_started_in_the_root_finds_the_real_platform_and_graphql() -> None:
    told = subprocess.run([sys.executable, "-c", NAMES], cwd=ROOT, capture_output=True, text=True, check=True)

    for file in json.loads(told.stdout):
        assert not any(file.startswith(str(ROOT / root)) for root in SOURCE_ROOTS)
