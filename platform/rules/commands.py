"""Loading rule packs. A pack is added as a new version and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kernel.actor import Actor
from kernel.refusals import NotPermitted
from people.roles import Role
from rules.models import RulePack
from rules.pack import check, shipped


def load_pack(actor: Actor, body: Mapping[str, Any], *, effective_on: date) -> RulePack:
    """Add a checked body as the next version of its kind, in force from a day."""
    if not actor.system and Role.ADMINISTRATOR not in actor.roles:
        raise NotPermitted("only_administrator")
    check(body)
    return _added(body, effective_on)


def _added(body: Mapping[str, Any], effective_on: date) -> RulePack:
    newest = RulePack.objects.filter(kind=body["kind"]).order_by("-version").first()
    return RulePack.objects.create(
        kind=body["kind"],
        version=newest.version + 1 if newest else 1,
        title=body["title"],
        body=dict(body),
        effective_on=effective_on,
    )


FROM_THE_START = date(2000, 1, 1)


def load_shipped_packs(actor: Actor) -> None:
    """Load the shipped base packs where a kind has none yet, in force for every day of the product's life."""
    for name in ("base_suggestion", "base_proposal"):
        body = shipped(name)
        if not RulePack.objects.filter(kind=body["kind"]).exists():
            _added(body, FROM_THE_START)  # checked when it was read
