"""What a process loads before it does anything: a hundred processes are started by the tests alone."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

# Large, and wanted by some processes only: GraphQL by those that answer it, the queue by those that queue, the checker
# of packs where one is written, Sentry and Redis where there are. Nobody wants rich, which a tool brings along.
LARGE = {
    "graphql",
    "graphene",
    "graphene_django",
    "celery",
    "kombu",
    "uvicorn",
    "jsonschema",
    "sentry_sdk",
    "rich",
}

# In this order in one process: what a command adds to those before it is its own.
WANTED = {
    "cli.relay": set[str](),
    "cli.import_": set[str](),
    "cli.health": set[str](),
    "cli.setup": set[str](),
    "cli.web": {"uvicorn"},
    "asgi": {"graphql"},
    "cli.processes": {"celery", "kombu"},
}
PROGRAM = """
import importlib, json, sys
import django
django.setup()
loaded = {}
for module in sys.argv[1:]:
    importlib.import_module(f"lianban.{module}")
    loaded[module] = list(sys.modules)
print(json.dumps(loaded))
"""


@pytest.fixture(scope="module")
def loaded() -> dict[str, list[str]]:
    """All modules that are there once a command is, for each of the commands."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *WANTED], capture_output=True, text=True, check=True
    )
    told: dict[str, list[str]] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("module", WANTED)
def test_a_command_loads_nothing_large_that_it_does_not_want(
    module: str, loaded: dict[str, list[str]]
) -> None:
    before = list(WANTED)[: list(WANTED).index(module)]

    added = LARGE & set(loaded[module]).difference(*(loaded[one] for one in before))

    assert added == WANTED[module]
