"""JSON payloads from outside, for every entry point: parsed only into what every later step can bear.

``json_text`` refuses what is no JSON, lone surrogates, NaN and infinities. Beyond that: nesting, the number of values,
and NUL characters, which PostgreSQL cannot keep. The walk is a loop, so that none reaches Python's recursion limit.
"""

from __future__ import annotations

from typing import Any, Final

from kernel import json_text

DEEPEST: Final = 32  # levels of arrays and objects; the deepest input of the schema has six
MOST: Final = 20_000  # values, names of members among them: the API takes far fewer in one request


class InvalidPayload(Exception):
    """A payload that is not taken. ``code`` is a text of the catalogue ``api``."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def parsed_payload(raw: bytes | str) -> Any:
    """The value of a JSON text; raises InvalidPayload for ``bad_json``, ``bad_nesting`` or ``bad_text``."""
    try:
        value = json_text.loads(raw)
    except json_text.TooDeep:
        raise InvalidPayload("bad_nesting") from None
    except json_text.Malformed:
        raise InvalidPayload("bad_json") from None
    _check(value)
    return value


def _check(value: Any) -> None:
    level, number = [value], 0
    for _ in range(DEEPEST + 1):
        number += len(level)
        if number > MOST:
            raise InvalidPayload("bad_nesting")
        if any(isinstance(one, str) and "\x00" in one for one in level):
            raise InvalidPayload("bad_text")
        level = [inner for one in level if isinstance(one, dict | list) for inner in _inside(one)]
        if not level:
            return
    raise InvalidPayload("bad_nesting")


def _inside(value: dict[str, Any] | list[Any]) -> list[Any]:
    return value if isinstance(value, list) else [*value.keys(), *value.values()]
