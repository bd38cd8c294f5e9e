"""Drafts of packs: begun from a version, a shipped pack or a file, saved as often as one likes, dropped.

A draft may hold problems, they only keep it from being issued. It is saved over the revision that its writer has
seen, never over another's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from kernel.actor import Actor
from kernel.clock import now
from kernel.refusals import NotVisible, Refusal
from kernel.wording import label
from rules.checking.reading import read, read_json
from rules.commands.once import carry_out, require_administrator
from rules.models import PackDraft, RulePack
from rules.pack import shipped as shipped_body

LONGEST = 120_000  # characters of a body as JSON; a shipped one has about 8,000
LONGEST_TITLE = 80
KINDS = ("SUGGESTION", "PROPOSAL")


def start_pack_draft(
    actor: Actor, key: str, *, pack_id: int | None = None, shipped: str = "", text: str = ""
) -> PackDraft | None:
    """Begin a draft from an issued version, a shipped pack, or the text of a YAML or JSON file: exactly one.

    None when the same request made it before and it is gone meanwhile.
    """
    require_administrator(actor)
    if sum((pack_id is not None, bool(shipped), bool(text))) != 1:
        raise Refusal("pack_source", field="source")

    def change() -> tuple[int, None]:
        body, origin = _source(pack_id, shipped, text)
        draft = PackDraft(origin=origin)
        _fill(draft, actor, body)
        draft.save()
        return draft.pk, None

    return _draft(carry_out("start_pack_draft", actor, key, [pack_id, shipped, text], change)[0])


def save_pack_draft(actor: Actor, draft_id: int, key: str, *, body: str, revision: int) -> PackDraft | None:
    """Save a draft over the revision that its writer has seen, with whatever problems it has."""

    def change() -> tuple[int, None]:
        draft = locked_draft(draft_id, revision)
        given = body_of(body)
        if given.get("kind") != draft.kind:
            raise Refusal("pack_other_kind", field="body", kind=label("kinds", draft.kind))
        _fill(draft, actor, given)
        draft.revision += 1
        draft.save()
        return draft.pk, None

    return _draft(carry_out("save_pack_draft", actor, key, [draft_id, body, revision], change)[0])


def delete_pack_draft(actor: Actor, draft_id: int, key: str, *, revision: int) -> int:
    """Drop a draft as its writer has seen it; returns its key. What was issued stays."""

    def change() -> tuple[int, None]:
        locked_draft(draft_id, revision).delete()
        return draft_id, None

    return carry_out("delete_pack_draft", actor, key, [draft_id, revision], change)[0]


def locked_draft(draft_id: int, revision: int) -> PackDraft:
    """The draft, locked; refused when somebody has saved it since the writer looked."""
    draft = PackDraft.objects.select_for_update().filter(pk=draft_id).first()
    if draft is None:
        raise NotVisible("pack_draft_unknown")
    if draft.revision != revision:
        raise Refusal(
            "pack_draft_changed", field="revision", who=draft.saved_by, at=_local_time(draft.saved_at)
        )
    return draft


def body_of(text: str) -> dict[str, Any]:
    """The body that a page sends as JSON; refused when it is none, or too long."""
    if len(text) > LONGEST:
        raise Refusal("pack_too_long", field="body", most=LONGEST)
    try:
        body = read_json(text)
    except Refusal as error:
        if error.code == "pack_unreadable":
            raise Refusal("pack_no_body", field="body") from error
        error.field = "body"
        raise
    if not isinstance(body, dict):
        raise Refusal("pack_no_body", field="body")
    return body


def _source(pack_id: int | None, shipped: str, text: str) -> tuple[Mapping[str, Any], str]:
    if text:
        return _of_file(text), label("pack_words", "origin_file")
    if shipped:
        try:
            body = shipped_body(shipped)
        except Refusal as error:
            raise NotVisible("pack_unshipped", field="shipped", given=shipped) from error
        return body, label("pack_words", "origin_shipped").format(title=body["title"])
    row = RulePack.objects.filter(pk=pack_id or 0).first()
    if row is None:
        raise NotVisible("pack_unknown", field="packId")
    return row.body, label("pack_words", "origin_version").format(title=row.title, version=row.version)


def _of_file(text: str) -> Mapping[str, Any]:
    if len(text) > LONGEST:
        raise Refusal("pack_too_long", field="text", most=LONGEST)
    body = read(text)
    if body.get("kind") not in KINDS:
        raise Refusal("pack_without_kind", field="text")
    return body


def _fill(draft: PackDraft, actor: Actor, body: Mapping[str, Any]) -> None:
    draft.kind = str(body["kind"])
    draft.title = str(body.get("title") or "")[:LONGEST_TITLE]
    draft.body = dict(body)
    draft.saved_by, draft.saved_at = actor.label, now()


def _draft(pk: int) -> PackDraft | None:
    return PackDraft.objects.filter(pk=pk).first()


def _local_time(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
