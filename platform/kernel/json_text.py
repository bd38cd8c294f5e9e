"""JSON, read and written: the one place that names the library (docs/adr/0035-licences.md says why it is this one).

``parsed_payload`` takes JSON from outside, for every entry point. ``loads`` refuses what is no JSON, lone surrogates,
NaN and infinities; beyond that: nesting, the number of values, and NUL characters, which PostgreSQL cannot keep. The
check is a loop, so that no input reaches Python's recursion limit.
"""

from __future__ import annotations

import datetime
import enum
import json
from collections.abc import Callable
from typing import Any, Final

import msgspec


class Malformed(ValueError):
    """A text that is no JSON: lone surrogates, NaN and infinities among it."""


class TooDeep(Malformed):
    """Arrays and objects in each other beyond the limit of the reader."""


def dumps(value: Any) -> bytes:
    """The shortest JSON of a value, in UTF-8; raises TypeError for what JSON has not."""
    return _ENCODER.encode(value)


def indented(value: Any) -> str:
    """JSON for people: two blanks for each level."""
    return msgspec.json.format(dumps(value), indent=2).decode()


def canonical(value: Any, other: Callable[[Any], str] | None = None) -> bytes:
    """The same bytes for equal values, whatever the order of members; ``other`` writes what JSON has not."""

    def written(one: Any) -> Any:
        if isinstance(one, datetime.date | datetime.time):
            return one.isoformat()
        if isinstance(one, enum.Enum):
            return one.value
        if other is None:
            raise TypeError(f"{type(one).__name__} has no canonical JSON")
        return other(one)

    # The standard library writes numbers as names of members; msgspec refuses them where it sorts.
    text = json.dumps(value, default=written, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()


def loads(raw: bytes | str) -> Any:
    """The value of a JSON text; raises Malformed or TooDeep."""
    try:
        return _DECODER.decode(raw)
    except ValueError as error:  # msgspec's own errors, and bytes that are not UTF-8
        raise Malformed(str(error)) from None
    except RecursionError:
        raise TooDeep from None


def _plain(value: Any) -> Any:
    """Texts and numbers of subclasses, such as Django's safe texts, which msgspec does not know."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int(value)
    raise TypeError(f"{type(value).__name__} is not JSON")


_ENCODER = msgspec.json.Encoder(enc_hook=_plain)
_DECODER = msgspec.json.Decoder()


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
        value = loads(raw)
    except TooDeep:
        raise InvalidPayload("bad_nesting") from None
    except Malformed:
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
