"""JSON reading and writing: the one place that names the library (docs/adr/0035-licences.md gives the reason)."""

from __future__ import annotations

import datetime
import enum
import json
from collections.abc import Callable
from typing import Any

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
