"""Catalogue of Chinese user texts: every ``*.zh.json`` beside this file, read once.

``sentence`` renders refusals and notices; ``label`` names states, steps, roles and other codes.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import cast

FOLDER = Path(__file__).parent


@cache
def section(name: str) -> dict[str, str]:
    """All texts of one catalogue file, code -> Chinese; raises FileNotFoundError for an unknown section."""
    return cast(dict[str, str], json.loads((FOLDER / f"{name}.zh.json").read_text(encoding="utf-8")))


def sentence(code: str, **facts: object) -> str:
    """The Chinese sentence of a refusal code with its facts filled in; raises KeyError for an unknown code."""
    return section("refusals")[code].format(**facts)


def label(group: str, code: str) -> str:
    """The Chinese name of a code, e.g. ``label("states", "CASE.FILED")``; raises KeyError when it has none."""
    return section(group)[code]


def called(group: str, code: str, *, opinion: bool) -> str:
    """The same of something that is asked for an opinion (意见), where nothing is replied (答复): domain.md T2.

    What is called alike in both cases stands in the group itself only.
    """
    other = section(f"opinion_{group}").get(code) if opinion else None
    return other or label(group, code)
