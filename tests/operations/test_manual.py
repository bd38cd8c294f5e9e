"""The operators' manual: every line that it says to type is a command with these options, of a service that exists."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import click
import pytest
import yaml

from lianban.cli.files import TextFile
from lianban.cli.main import main
from support.sources import ROOT

MANUAL = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMPOSE = ["docker", "compose", "-f", "infra/compose.yaml", "--env-file", ".env"]
WITH_VALUE = {"-v", "--entrypoint"}  # of ``docker compose run``


def _lines() -> Iterator[list[str]]:
    """The words of every command in a block of the manual."""
    for block in BLOCK.findall(MANUAL):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            if words:
                yield words[: next((at for at, one in enumerate(words) if one in "<>"), None)]


LIANBAN = [words[1:] for words in _lines() if words[0] == "lianban"]
CONTAINERS = [words[len(COMPOSE) :] for words in _lines() if words[:2] == ["docker", "compose"]]
NAMED = sorted(set(re.findall(r"`lianban ([a-z][a-z -]*[a-z])", MANUAL)))


def _command(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that the words name, and the words behind it."""
    command: click.Command = main
    left = list(words)
    while isinstance(command, click.Group) and (left or not command.invoke_without_command):
        found = command.get_command(click.Context(command), left.pop(0)) if left else None
        assert found is not None, f"no command: lianban {' '.join(words)}"
        command = found
    return command, left


def _parses(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Options exist, required ones are given, there are enough arguments and not too many; files need not exist."""
    command, left = _command(words)
    monkeypatch.setattr(TextFile, "convert", lambda _self, value, _param, _ctx: value)
    with command.make_context(command.name, left):
        pass


@pytest.mark.parametrize("words", LIANBAN, ids=" ".join)
def test_a_line_of_the_manual_is_a_command_as_it_is_typed(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _parses(words, monkeypatch)


@pytest.mark.parametrize("words", [one for one in CONTAINERS if one[0] in ("exec", "run")], ids=" ".join)
def test_a_line_for_containers_names_a_service_and_a_command_of_it(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    services: dict[str, Any] = yaml.safe_load((ROOT / "infra" / "compose.yaml").read_text(encoding="utf-8"))[
        "services"
    ]
    verb, *left = words
    ours = "--entrypoint" not in left
    while left[0].startswith("-"):
        del left[: 2 if left[0] in WITH_VALUE else 1]
    service, *left = left

    assert service in services
    if service == "database":
        assert left[0] in {"pg_dumpall", "pg_dump", "psql", "pg_restore"}
    elif verb == "exec":
        assert left[0] == "lianban"
        _parses(left[1:], monkeypatch)
    elif ours:
        _parses(left, monkeypatch)
        # What changes tables runs where the administrator's login is.
        assert (service == "setup") is (left[0] == "fleet")


@pytest.mark.parametrize("words", CONTAINERS, ids=" ".join)
def test_a_line_for_containers_is_given_the_file_and_the_settings(words: list[str]) -> None:
    whole = next(one for one in _lines() if one[len(COMPOSE) :] == words)

    assert whole[: len(COMPOSE)] == COMPOSE


@pytest.mark.parametrize("named", NAMED)
def test_a_command_that_is_named_in_passing_is_there(named: str) -> None:
    words = named.split(" -")[0].split()

    command: click.Command | None = main
    for word in words:
        if not isinstance(command, click.Group):
            break
        command = command.get_command(click.Context(command), word)
        assert command is not None, named
