"""A call of our own of what is on its way out fails a test: pyproject.toml names our packages, and it bites."""

from __future__ import annotations

import re
import tomllib
import warnings

import pytest

from support.sources import ROOT, packages

FILTERS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"][
    "filterwarnings"
]


@pytest.mark.parametrize("category", [DeprecationWarning, PendingDeprecationWarning])
@pytest.mark.parametrize(
    "module", ["cases.commands.dates", "cases", "support.build", "tests.unit.test_rights"]
)
def test_what_our_own_code_calls_is_an_error(category: type[Warning], module: str) -> None:
    with pytest.raises(category):
        warnings.warn_explicit("on its way out", category, "a.py", 1, module=module)


def test_what_others_call_is_not() -> None:
    with warnings.catch_warnings(record=True):
        warnings.warn_explicit("on its way out", DeprecationWarning, "a.py", 1, module="casesoff.one")


def test_every_package_of_ours_is_named() -> None:
    named = [set(re.findall(r"\w+", one.split(":(")[1].split(")")[0])) for one in FILTERS]

    assert named == [{*packages(), "support", "tests"}] * 2
