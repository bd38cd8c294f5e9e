"""Response budget: bytes and seconds of one response, counted while it is made, so that it stops in time.

Texts are counted as UTF-8 can write them at most. Whoever is over ends the whole execution, not one field of it.
"""

from __future__ import annotations

import time
from typing import Any, Final

from api.running.errors import ANSWER_TOO_LARGE, ANSWER_TOO_SLOW, ApiError

LARGEST: Final = 20 * 1024 * 1024  # bytes of an answer
SECONDS: Final = 20.0  # from the beginning of the execution; a statement has the same limit in a web process
OTHER: Final = 8  # bytes of a number, a truth value or null, and of what stands around a text


class Stopped(BaseException):
    """The execution ends here. No Exception: those become an error of one field, and the next field is begun."""

    def __init__(self, error: ApiError) -> None:
        self.error = error
        super().__init__(error.code)


def too_large() -> ApiError:
    """The refusal of an answer that has become too large."""
    return ApiError(ANSWER_TOO_LARGE, "answer_too_large", limit=LARGEST // 1024 // 1024)


def too_slow() -> ApiError:
    """The refusal of an answer that takes too long."""
    return ApiError(ANSWER_TOO_SLOW, "answer_too_slow", seconds=int(SECONDS))


class Budget:
    """What is left of one answer's bytes and seconds."""

    def __init__(self) -> None:
        self._left = LARGEST
        self._until = time.monotonic() + SECONDS

    def spend(self, size: int) -> None:
        """Count an object that is part of the answer; raises Stopped when it is one too many."""
        self._left -= size
        if self._left < 0:
            raise Stopped(too_large())
        if time.monotonic() > self._until:
            raise Stopped(too_slow())


def size_of(value: Any) -> int:
    """The bytes that a value adds to an answer at most; objects have been counted where they were made."""
    if isinstance(value, str):
        return OTHER + (len(value) if value.isascii() else 3 * len(value))
    if isinstance(value, list):
        return OTHER + sum(size_of(one) for one in value if not isinstance(one, dict))
    return OTHER


def whole_size_of(value: Any) -> int:
    """The same with everything below it: for what was made at once."""
    if isinstance(value, dict):
        return sum(len(key) + whole_size_of(one) for key, one in value.items())
    if isinstance(value, list):
        return OTHER + sum(map(whole_size_of, value))
    return size_of(value)
