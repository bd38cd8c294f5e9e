"""Loading of packs by the system: the shipped ones of a new government, those of a demo or a test."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from kernel import json_text
from kernel.actor import Actor
from kernel.refusals import NotPermitted
from rules.models import RulePack
from rules.pack import check, shipped

FROM_THE_START = date(2000, 1, 1)
BASE = ("base_suggestion", "base_proposal")


def load_pack(actor: Actor, body: Mapping[str, Any], *, effective_on: date) -> RulePack:
    """Add a checked body as the next version of its kind, in force from any day; people issue drafts instead."""
    if not actor.system:
        raise NotPermitted("only_administrator")
    check(body)
    return add_version(body, effective_on)


def add_version(body: Mapping[str, Any], effective_on: date, **told: Any) -> RulePack:
    """A body that was checked, as the next version of its kind."""
    newest = RulePack.objects.filter(kind=body["kind"]).order_by("-version").first()
    return RulePack.objects.create(
        kind=body["kind"],
        version=newest.version + 1 if newest else 1,
        title=body["title"],
        body=dict(body),
        effective_on=effective_on,
        **told,
    )


def load_shipped_packs(actor: Actor) -> None:
    """Load the shipped base packs where a kind has none yet, in force for every day of the product's life."""
    for name in BASE:
        body = shipped(name)
        if not RulePack.objects.filter(kind=body["kind"]).exists():
            add_version(body, FROM_THE_START)  # checked when it was read


@cache
def version_of_shipped_packs() -> str:
    """A digest of the base packs: another as soon as one of them says something else."""
    return hashlib.sha256(json_text.canonical([shipped(name) for name in BASE], str)).hexdigest()
