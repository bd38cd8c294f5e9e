"""Ids from outside: opaque to callers, here strictly the decimal key of a row of the current government."""

from __future__ import annotations

import re

from kernel.refusals import NotVisible

ID = re.compile(r"[1-9][0-9]{0,17}")


def row_id(given: str) -> int:
    """The key that an id stands for; an id that we never gave out is not found."""
    if ID.fullmatch(given) is None:
        raise NotVisible
    return int(given)


def row_id_or_none(given: str | None) -> int | None:
    """The key of an optional id."""
    return None if given is None else row_id(given)


def chosen_id(value: str, code: str, field: str, **facts: object) -> int:
    """The key behind an id that a form chose; refused, at its field, when it names nothing.

    ``facts`` fill the refusal's sentence.
    """
    try:
        return row_id(value)
    except NotVisible as error:
        raise NotVisible(code, field=field, **facts) from error
