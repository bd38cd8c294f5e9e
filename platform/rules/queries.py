"""Reading rule packs: the one in force for a kind, and the typed pack of a row."""

from __future__ import annotations

import json
from functools import lru_cache

from kernel.clock import today
from kernel.refusals import Refusal
from rules.models import RulePack
from rules.pack import Pack, parse


def pack_in_force(kind: str) -> RulePack:
    """The newest pack of this kind that is in force today; refused when none is loaded."""
    row = RulePack.objects.filter(kind=kind, effective_on__lte=today()).order_by("-version").first()
    if row is None:
        raise Refusal("pack_missing")
    return row


def packs_in_force() -> dict[str, Pack]:
    """The typed pack in force today of each kind that has one, by kind; one query."""
    rows = RulePack.objects.filter(effective_on__lte=today()).order_by("kind", "-version").distinct("kind")
    return {row.kind: pack_of(row) for row in rows}


def pack_of(row: RulePack) -> Pack:
    """The typed pack of a row."""
    return _parsed(json.dumps(row.body, sort_keys=True))


@lru_cache(maxsize=256)
def _parsed(body: str) -> Pack:
    return parse(json.loads(body))
