"""Values of the base packs: each is another in a pack that tests use, so that one written into code is noticed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from rules.pack import problems, shipped, shipped_names
from support.packs import contrary

KINDS = ("SUGGESTION", "PROPOSAL")
# Where a rule comes from decides nothing.
SAID_ONLY = ("article", "articles")


def values(body: Mapping[str, Any], *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value with its path; a list is one."""
    for name, value in body.items():
        if isinstance(value, Mapping):
            yield from values(value, *path, name)
        else:
            yield (*path, name), value


USED = [dict(values(body)) for body in [*map(shipped, shipped_names()), *(contrary(kind) for kind in KINDS)]]
STATED = [
    (kind, path, value)
    for kind in KINDS
    for path, value in values(shipped(f"base_{kind.lower()}"))
    if not {*path} & {*SAID_ONLY}
]


@pytest.mark.parametrize(
    ("kind", "path", "value"), STATED, ids=lambda one: ".".join(one) if isinstance(one, tuple) else ""
)
def test_every_value_of_a_base_pack_stands_otherwise_in_a_pack_that_tests_use(
    kind: str, path: tuple[str, ...], value: object
) -> None:
    assert any(path in pack and pack[path] != value for pack in USED), f"{kind}: {'.'.join(path)}"


@pytest.mark.parametrize("kind", KINDS)
def test_the_contrary_pack_is_sound(kind: str) -> None:
    assert [(one.place, one.text) for one in problems(contrary(kind))] == []
