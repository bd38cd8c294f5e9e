"""Issuing a draft: a dated act, after which the version never changes. Notices follow after the commit."""

from __future__ import annotations

from datetime import date
from typing import Any

from kernel.actor import Actor
from kernel.clock import now, today
from kernel.refusals import NotVisible, Refusal
from kernel.wording import label
from outbox.post import post
from rules.checking.body import problems
from rules.commands.drafts import locked_draft
from rules.commands.loading import add_version
from rules.commands.once import carry_out
from rules.models import RulePack
from rules.queries import PackStatus, placed

LONGEST_NOTE = 400
NAMED = 5  # problems that a refusal names; the page shows all of them
FURTHEST = 731  # days ahead


def issue_pack(
    actor: Actor,
    draft_id: int,
    key: str,
    *,
    revision: int,
    effective_on: date,
    note: str,
    running_go_over: bool = False,
    replace: bool = False,
) -> RulePack:
    """Make a draft the next version of its kind, in force from a day, with the basis of the change.

    Running cases keep their version unless they are to go over on that day. A version that is set for the same
    or a later day is only put aside when ``replace`` says so.
    """

    def change() -> tuple[int, RulePack]:
        draft = locked_draft(draft_id, revision)
        _check_day(effective_on)
        _check_note(note)
        _check_body(draft.body)
        versions = _locked_versions(draft.kind)
        _check_versions(versions, draft.body, effective_on, replace=replace)
        told: dict[str, Any] = {"issued_by": actor.label, "issued_at": now(), "note": note.strip()}
        pack = add_version(draft.body, effective_on, running_go_over=running_go_over, **told)
        draft.delete()
        post("rules.issue_pack", {"pack": pack.pk, "step": "issue_pack"})
        return draft_id, pack

    inputs = [draft_id, revision, effective_on, note, running_go_over, replace]
    pack = carry_out("issue_pack", actor, key, inputs, change)[1]
    if pack is None:
        raise NotVisible("pack_unknown")
    return pack


def _check_day(day: date) -> None:
    if day < today():
        raise Refusal("pack_day_past", field="effectiveOn", today=today().isoformat())
    if (day - today()).days > FURTHEST:
        raise Refusal("pack_day_distant", field="effectiveOn")


def _check_note(note: str) -> None:
    if not note.strip():
        raise Refusal("pack_note_missing", field="note")
    if len(note) > LONGEST_NOTE:
        raise Refusal("pack_note_long", field="note", most=LONGEST_NOTE)


def _check_body(body: Any) -> None:
    found = problems(body)
    if found:
        named = "；".join(f"{one.place}：{one.message}" for one in found[:NAMED])
        raise Refusal("pack_has_problems", field="body", number=len(found), named=named)


def _locked_versions(kind: str) -> list[RulePack]:
    """All versions of a kind, the newest first; whoever else issues one waits here."""
    RulePack.objects.select_for_update(no_key=True).filter(kind=kind).order_by("version").first()
    return list(RulePack.objects.filter(kind=kind).order_by("-version"))


def _check_versions(versions: list[RulePack], body: Any, day: date, *, replace: bool) -> None:
    later = [
        one.row
        for one in placed(versions)
        if one.standing is PackStatus.SCHEDULED and one.row.effective_on >= day
    ]
    if later and not replace:
        each = label("pack_words", "version_from")
        named = "、".join(each.format(version=one.version, day=one.effective_on) for one in later)
        raise Refusal("pack_already_set", field="replace", named=named)
    before = next((one for one in versions if one.effective_on <= day), None)
    if before is not None and before.body == body and not later:
        raise Refusal("pack_same", title=before.title, version=before.version)
