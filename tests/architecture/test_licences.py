"""What is shipped is permissive or LGPL; what is not is named here with its reason (docs/adr/0035-licences.md)."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

import pytest

from support.sources import ROOT

PERMISSIVE = {
    "0BSD",
    "Apache-2.0",
    "BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "MIT",
    "MIT-0",
    "PSF-2.0",
    "Unlicense",
}
ALLOWED = PERMISSIVE | {"LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later"}
EXCEPTIONS = {
    "certifi": "sentry-sdk imports it always; MPL-2.0 binds its own files only, which are shipped unmodified",
    "text-unidecode": "graphene-django imports it always; taken under the Artistic License, shipped unmodified",
}


@pytest.fixture(scope="module")
def licences() -> ModuleType:
    """``infra/scripts/licences.py``, which reads the locks and the packages' metadata."""
    spec = importlib.util.spec_from_file_location("licences", ROOT / "infra" / "scripts" / "licences.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_all_that_is_shipped_has_an_allowed_licence(licences: ModuleType) -> None:
    shipped = [*licences.python_packages(), *licences.interface_packages()]
    unfit = {
        one.name: one.licence
        for one in shipped
        if not any(choice <= ALLOWED for choice in licences.alternatives(one.licence))
    }

    assert len(shipped) > 100
    assert {name: licence for name, licence in unfit.items() if name not in EXCEPTIONS} == {}
    assert set(EXCEPTIONS) - set(unfit) == set(), "an exception that nothing needs any more"


@pytest.mark.parametrize(
    ("licence", "choices"),
    [
        ("MIT", [{"MIT"}]),
        ("MIT OR GPL-3.0-only", [{"MIT"}, {"GPL-3.0-only"}]),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", [{"MPL-2.0", "Apache-2.0"}, {"MPL-2.0", "MIT"}]),
    ],
)
def test_an_expression_is_read_as_its_choices(
    licences: ModuleType, licence: str, choices: list[set[str]]
) -> None:
    assert licences.alternatives(licence) == choices


def test_the_page_of_licences_is_that_of_the_locks(licences: ModuleType) -> None:
    assert licences.PAGE.read_text(encoding="utf-8") == licences.page(), "run make licences"
