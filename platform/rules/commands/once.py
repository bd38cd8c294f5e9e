"""Idempotent commands on packs: once for a key, by the administrator alone."""

from __future__ import annotations

from collections.abc import Callable

from kernel.actor import Actor
from kernel.clock import now
from kernel.once import AlreadyDone, Request, check_key, once
from kernel.refusals import NotPermitted
from people.roles import Role
from rules.models import PackEntry, RulePack

Done = tuple[int, RulePack | None]  # key of the draft, and the pack it became


def carry_out(step: str, actor: Actor, key: str, inputs: object, change: Callable[[], Done]) -> Done:
    """Make a change with its entry; the same key again has no second effect and gives the same answer."""
    require_administrator(actor)
    check_key(key)
    request = Request.of(actor, key, step, inputs)
    try:
        with once(request, _entry_of, look_first=True):
            draft, pack = change()
            PackEntry.objects.create(
                step=step,
                draft_id=draft,
                pack=pack,
                actor_id=actor.account_id,
                actor=actor.label,
                at=now(),
                key=request.own_key,
                fingerprint=request.fingerprint,
            )
            return draft, pack
    except AlreadyDone as done:
        return done.entry.draft_id, done.entry.pack


def _entry_of(own_key: str) -> PackEntry | None:
    return PackEntry.objects.select_related("pack").filter(key=own_key).first()


def require_administrator(actor: Actor) -> None:
    """Refuse everybody but the administrator of the government, and the system."""
    if actor.read_only:
        raise NotPermitted("read_only_seat")
    if not actor.system and Role.ADMINISTRATOR not in actor.roles:
        raise NotPermitted("only_administrator")
