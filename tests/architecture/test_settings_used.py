"""Settings: each is read by our code, or is one of Django's or of a library that is installed."""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path

import pytest
from celery.app.defaults import NAMESPACES, flatten
from django.conf import global_settings

from support.sources import ROOT

PLACES = ("settings.py", "configuration/jobs.py", "configuration/security.py")
FOLDER = ROOT / "platform" / "lianban"
LIBRARIES = ("django_tenants", "csp", "django_vite")
CELERY = {f"CELERY_{name.upper()}" for name, _ in flatten(NAMESPACES)}


def _assigned() -> list[str]:
    found: set[str] = set()
    for place in PLACES:
        tree = ast.parse((FOLDER / place).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                found |= {one.id for one in node.targets if isinstance(one, ast.Name) and one.id.isupper()}
    return sorted(found)


@pytest.fixture(scope="module")
def sources() -> str:
    """All our code."""
    roots = ("platform", "tenants", "graphql", "realtime")
    return "\n".join(path.read_text(encoding="utf-8") for one in roots for path in (ROOT / one).rglob("*.py"))


@pytest.fixture(scope="module")
def libraries() -> str:
    """The code of libraries that have settings of their own."""
    texts = []
    for name in LIBRARIES:
        spec = importlib.util.find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        texts += [path.read_text(encoding="utf-8") for path in Path(spec.origin).parent.rglob("*.py")]
    return "\n".join(texts)


@pytest.mark.parametrize("name", _assigned())
def test_a_setting_is_read(name: str, sources: str, libraries: str) -> None:
    own = rf"settings\.{name}\b|getattr\(settings, \"{name}\""
    within = len(re.findall(rf"\b{name}\b", "\n".join((FOLDER / one).read_text() for one in PLACES))) > 1

    assert (
        hasattr(global_settings, name)
        or name in CELERY
        or re.search(own, sources)
        or (within and not name.startswith("LIANBAN_"))
        or re.search(rf"\b{name}\b", libraries)
    ), f"nothing reads {name}"
