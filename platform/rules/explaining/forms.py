"""Schema as a form needs it: beside each deadline the events that it may run from, and its units."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from kernel.wording import label
from rules.checking.places import schema
from rules.checking.sense import BACKWARDS, bases

UNITS = ("months", "working_days", "days")


@cache
def form_schema() -> Mapping[str, Any]:
    """The schema of packs; a deadline also has ``bases`` with their names, the usual one first, and ``units``."""
    known = schema()
    deadlines = known["properties"]["deadlines"]
    spans = {name: {**one, **_choices(name)} for name, one in deadlines["properties"].items()}
    return {**known, "properties": {**known["properties"], "deadlines": {**deadlines, "properties": spans}}}


def _choices(name: str) -> dict[str, Any]:
    named = {base: label("bases", base) for base in bases(name)}
    return {"bases": named, "units": [*UNITS, *(["before_lead"] if name == BACKWARDS else [])]}
