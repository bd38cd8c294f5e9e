"""Doing something with packs exactly once for its key, by the administrator and nobody else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.db import IntegrityError, transaction

from kernel import json_text
from kernel.actor import Actor
from kernel.clock import now
from kernel.refusals import NotPermitted, Refusal
from people.roles import Role
from rules.models import PackEntry, RulePack

KEY_LENGTH = range(8, 65)

Done = tuple[int, RulePack | None]  # key of the draft, and the pack it became


def once(step: str, actor: Actor, key: str, inputs: object, change: Callable[[], Done]) -> Done:
    """Make a change with its entry; the same key again has no second effect and gives the same answer."""
    require_administrator(actor)
    if len(key) not in KEY_LENGTH:
        raise Refusal("key_malformed", field="key")
    own_key = f"{actor.account_id or 0}:{key}"
    given = json_text.canonical([step, inputs])
    fingerprint = hashlib.sha256(given).hexdigest()
    try:
        with transaction.atomic():
            if PackEntry.objects.filter(key=own_key).exists():
                raise Refusal("key_reused", field="key")
            draft, pack = change()
            _note(step, actor, own_key, fingerprint, draft, pack)
            return draft, pack
    except (Refusal, IntegrityError):
        entry = PackEntry.objects.select_related("pack").filter(key=own_key).first()
        if entry is None or entry.fingerprint != fingerprint:
            raise
        return entry.draft_id, entry.pack


def require_administrator(actor: Actor) -> None:
    """Refuse everybody but the administrator of the government, and the system."""
    if actor.read_only:
        raise NotPermitted("read_only_seat")
    if not actor.system and Role.ADMINISTRATOR not in actor.roles:
        raise NotPermitted("only_administrator")


def _note(step: str, actor: Actor, own_key: str, fingerprint: str, draft: int, pack: RulePack | None) -> None:
    PackEntry.objects.create(
        step=step,
        draft_id=draft,
        pack=pack,
        actor_id=actor.account_id,
        actor=actor.label,
        at=now(),
        key=own_key,
        fingerprint=fingerprint,
    )
