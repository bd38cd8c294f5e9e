"""Names of governments by their codes, from the registry that a process keeps."""

from __future__ import annotations

from governments.entering.registry import find_government


def name_of(code: str) -> str:
    """A government's name, by its code."""
    return str(find_government(code) or code)
