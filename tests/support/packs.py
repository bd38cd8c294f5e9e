"""Drafts and versions of rule packs for tests, made through the commands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from kernel.clock import today
from rules.commands import issue_pack, save_pack_draft, start_pack_draft
from rules.models import PackDraft, RulePack
from rules.pack import shipped
from support.build import a_key
from support.world import World


def changed(kind: str = "SUGGESTION", **parts: Any) -> dict[str, Any]:
    """The base pack of a kind with other parts; ``deadlines`` are merged into the base's."""
    body = shipped(f"base_{kind.lower()}")
    return body | parts | {"deadlines": body["deadlines"] | parts.get("deadlines", {})}


def a_draft(world: World, body: Mapping[str, Any] | None = None) -> PackDraft:
    """A draft of the administrator; of the base pack, unless a body is given."""
    text = json.dumps(body or shipped("base_suggestion"), ensure_ascii=False)
    draft = start_pack_draft(world.administrator, a_key(), text=text)
    assert draft is not None
    return draft


def saved(world: World, draft: PackDraft, body: Mapping[str, Any]) -> PackDraft:
    """The draft with another body."""
    text = json.dumps(body, ensure_ascii=False)
    made = save_pack_draft(world.administrator, draft.pk, a_key(), body=text, revision=draft.revision)
    assert made is not None
    return made


def issued(
    world: World,
    body: Mapping[str, Any],
    *,
    on: date | None = None,
    note: str = "市人大常委会修订",
    **wish: Any,
) -> RulePack:
    """A version issued by the administrator, in force from today unless another day is given."""
    draft = a_draft(world, body)
    return issue_pack(
        world.administrator,
        draft.pk,
        a_key(),
        revision=draft.revision,
        effective_on=on or today(),
        note=note,
        **wish,
    )
