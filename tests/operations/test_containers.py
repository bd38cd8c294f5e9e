"""Containers run the supervisor's own commands, and every variable is explained."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from lianban.cli.main import COMMANDS, main
from support.sources import ROOT, sources

OURS = ("setup", "web", "worker", "relay", "scheduler")
SET_ELSEWHERE = {"DJANGO_SETTINGS_MODULE", "PATH", "CELERY_SKIP_CHECKS"}
# Of a machine without containers, or of a program that is being developed: the image and the compose file decide them.
NOT_IN_CONTAINERS = {
    "LIANBAN_WORKER_THREADS",
    "LIANBAN_STATIC",
    "LIANBAN_HOME",
    "LIANBAN_ROLE",
    "LIANBAN_DEMO",
    "LIANBAN_DEV",
    "LIANBAN_DEBUG",
}
READ = re.compile(r"(?:env(?:iron)?(?:\.\w+)?|required)[(\[]\s*\"([A-Z][A-Z_]+)\"|envvar=\"([A-Z_]+)\"")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services of the compose file."""
    described = yaml.safe_load((ROOT / "infra" / "compose.yaml").read_text(encoding="utf-8"))
    return dict(described["services"])


def test_every_process_of_the_supervisor_is_a_service(services: dict[str, Any]) -> None:
    assert set(OURS) <= set(services)


@pytest.mark.parametrize("name", OURS)
def test_a_service_runs_a_command_with_options_that_it_has(services: dict[str, Any], name: str) -> None:
    command, *options = services[name]["command"]

    told = CliRunner().invoke(main, [command, "--help"]).output

    assert command in {entry.name for entry in COMMANDS}
    assert [option for option in options if option.startswith("--") and option not in told] == []


def test_processes_wait_for_the_setup(services: dict[str, Any]) -> None:
    for name in ("web", "worker", "relay", "scheduler"):
        assert services[name]["depends_on"]["setup"] == {"condition": "service_completed_successfully"}


def test_the_database_is_ready_when_others_reach_it(services: dict[str, Any]) -> None:
    """The image's first start has a server on the socket alone, which is ended again before the real one."""
    ready = services["database"]["healthcheck"]["test"]

    assert ready[1] == "pg_isready"
    assert ready[ready.index("-h") + 1] == "127.0.0.1"


def test_only_the_setup_may_change_tables(services: dict[str, Any]) -> None:
    administrators = [name for name in OURS if "DATABASE_ADMIN_URL" in services[name]["environment"]]

    assert administrators == ["setup"]


def test_what_env_example_offers_reaches_every_service(services: dict[str, Any]) -> None:
    offered = set(
        re.findall(r"^#? ?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.M)
    )
    written = (ROOT / "infra" / "compose.yaml").read_text(encoding="utf-8")
    elsewhere = {
        name for name in offered if "${" + name in written
    }  # a port, a number of processes, a password

    for name in OURS:
        kept_back = offered - elsewhere - NOT_IN_CONTAINERS - set(services[name]["environment"])
        assert kept_back <= {"DATABASE_ADMIN_URL"}, name


def test_the_image_runs_as_nobody_special_and_copies_what_exists() -> None:
    text = (ROOT / "infra" / "Dockerfile").read_text(encoding="utf-8")
    copied = [
        path
        for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.M)
        for path in line.split()[:-1]
        if path != "graphql/schema.graphql"
    ]

    assert re.search(r"^USER lianban$", text, re.M)
    assert [path for path in copied if not (ROOT / path).exists()] == []


def test_every_variable_is_explained_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    read = {name for one in sources() for pair in READ.findall(one.text) for name in pair if name}

    assert {name for name in read - SET_ELSEWHERE if not re.search(rf"^(# )?{name}=", example, re.M)} == set()
