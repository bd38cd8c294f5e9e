"""Bodies of rule packs for tests: a shipped one with something changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rules.pack import shipped

GONE = object()


def changed(path: tuple[str | int, ...], value: Any, name: str = "base_suggestion") -> dict[str, Any]:
    """The pack with the value at the path replaced, added, or gone."""
    body = shipped(name)
    return put(body, path, value)


def put(body: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """The same body, changed at the path; a function is given what stands there."""
    inner = body
    for part in path[:-1]:
        inner = inner[part]
    last: Any = path[-1]
    if isinstance(inner, dict) and not isinstance(last, str):
        raise KeyError(last)  # names are texts: no file and no page can say anything else
    if value is GONE:
        del inner[last]
    elif isinstance(value, Callable):
        inner[last] = value(inner[last])
    else:
        inner[last] = value
    return body
