"""Licence list of what is shipped: Python packages of ``uv.lock``, packages of the frontend's lock.

Run with the project's interpreter it writes ``docs/licences.md``; given a folder, all licence texts there as well.
``tests/architecture/test_licences.py`` judges the same packages.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "licences.md"
FRONTEND = ROOT / "frontend"
EXTRAS = ("embedded",)  # the optional dependencies of pyproject.toml
# The image's interpreter (infra/Dockerfile), so that the page is the same wherever it is written.
TARGET = {
    "python_version": "3.13",
    "python_full_version": "3.13.0",
    "sys_platform": "linux",
    "platform_system": "Linux",
    "os_name": "posix",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
}
# Older metadata names licences in words; what is not in this table stays as it is, and is not allowed.
WORDS = {
    "Apache Software License": "Apache-2.0",
    "Artistic License": "Artistic-1.0-Perl",
    "BSD License": "BSD",
    "GNU General Public License (GPL)": "GPL-2.0-or-later",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
HEAD = """# Licences of what is shipped

Written by `make licences` from `uv.lock`, `frontend/package-lock.json` and the packages' own metadata. Lianban
itself is [Apache-2.0](../LICENSE). What is allowed, and the exceptions:
[0035](adr/0035-licences.md); held by `test_licences.py`.
"""


@dataclass(frozen=True)
class Package:
    """A package that is shipped; ``licence`` as an SPDX expression, where the package states one."""

    name: str
    version: str
    licence: str


def python_packages() -> list[Package]:
    """All that ``uv sync --no-dev --all-extras`` installs."""
    return [_installed(name) for name in sorted(reached(*EXTRAS))]


def reached(*extras: str) -> set[str]:
    """Names of the packages that ``uv sync --no-dev`` installs with these extras."""
    with (ROOT / "uv.lock").open("rb") as file:
        locked = {one["name"]: one for one in tomllib.load(file)["package"]}
    found: set[tuple[str, str]] = set()
    todo = [("lianban", extra) for extra in ("", *extras)]
    while todo:
        name, extra = todo.pop()
        if (name, extra) in found:
            continue
        found.add((name, extra))
        todo += _wanted(locked[name], extra)
    return {name for name, _ in found} - {"lianban"}


def _wanted(package: dict[str, Any], extra: str) -> Iterator[tuple[str, str]]:
    more = package.get("optional-dependencies", {}).get(extra, [])
    for one in [*package.get("dependencies", []), *more]:
        if "marker" not in one or Marker(one["marker"]).evaluate(TARGET):
            yield from [(one["name"], ""), *((one["name"], each) for each in one.get("extra", []))]


def _installed(name: str) -> Package:
    data = importlib.metadata.metadata(name)
    given: list[str] = data.get_all("Classifier", [])
    classes = [one.rpartition(" :: ")[2] for one in given if one.startswith("License :: OSI Approved :: ")]
    words = classes or [data.get("License") or "?"]
    licence = data.get("License-Expression") or " OR ".join(sorted({WORDS.get(one, one) for one in words}))
    return Package(data["Name"], data["Version"], licence)


def interface_packages() -> list[Package]:
    """All that the interface may contain: what is no development dependency."""
    locked = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    found = {
        Package(path.rpartition("node_modules/")[2], one["version"], one.get("license", "?"))
        for path, one in locked.items()
        if path and not one.get("dev")
    }
    return sorted(found, key=lambda one: (one.name, one.version))


def alternatives(licence: str) -> list[set[str]]:
    """The choices that an SPDX expression leaves, each as all licences that hold together (AND of ORs)."""
    joined = [re.split(r"\s+OR\s+", part.strip(" ()")) for part in re.split(r"\s+AND\s+", licence)]
    found: list[set[str]] = [set()]
    for choices in joined:
        found = [one | {choice.strip(" ()")} for one in found for choice in choices]
    return found


def page() -> str:
    """The text of ``docs/licences.md``."""
    parts = [("Python packages", python_packages()), ("Packages in the interface", interface_packages())]
    text = HEAD
    for title, packages in parts:
        text += f"\n## {title}\n\n| package | version | licence |\n|---|---|---|\n"
        text += "".join(f"| {one.name} | {one.version} | {one.licence} |\n" for one in packages)
    return text


def texts() -> Iterator[str]:
    """The licence files of all packages, as each package brings them."""
    for one in python_packages():
        files = importlib.metadata.distribution(one.name).files or []
        found = [file for file in files if ".dist-info" in str(file) and _is_licence(file.name)]
        yield _chapter(one, [Path(str(file.locate())) for file in found])
    for one in interface_packages():
        folder = FRONTEND / "node_modules" / one.name
        files_there = sorted(folder.iterdir()) if folder.is_dir() else []
        yield _chapter(one, [file for file in files_there if _is_licence(file.name)])


def _is_licence(name: str) -> bool:
    return bool(re.match(r"(licen[cs]e|copying|notice|authors|third_party)", name, re.I))


def _chapter(package: Package, files: list[Path]) -> str:
    texts = "\n".join(file.read_text(encoding="utf-8", errors="replace").strip() for file in files)
    return f"{'=' * 78}\n{package.name} {package.version}: {package.licence}\n{'=' * 78}\n\n{texts}\n\n"


def main(folders: list[str]) -> int:
    """Write the page, and the texts into the folder that is named."""
    PAGE.write_text(page(), encoding="utf-8")
    for folder in folders:
        Path(folder, "THIRD_PARTY_LICENSES").write_text("".join(texts()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
