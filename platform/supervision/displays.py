"""Display seats (展示席位): made and revoked by the general office or the administrator; a key opens the board only.

A wall has no session: nothing of it idles out, any number of screens show one seat, and revoking ends them all.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet

from kernel.actor import Actor, Seat
from kernel.clock import now
from kernel.plain_text import refuse_unseen
from kernel.refusals import NotPermitted, NotVisible, Refusal
from people.roles import Role
from supervision.models import DisplaySeat

LONGEST_NAME = 60
KEY_BYTES = 32
MANAGED_BY = frozenset({Role.GENERAL_OFFICE, Role.ADMINISTRATOR})


def display_seats(actor: Actor) -> QuerySet[DisplaySeat]:
    """All seats, the newest first, for those who keep them."""
    _require_manager(actor)
    return DisplaySeat.objects.all()


def make_display_seat(actor: Actor, name: str) -> tuple[DisplaySeat, str]:
    """A new seat with its key, which cannot be shown again."""
    _require_manager(actor)
    called = name.strip()
    if not called or len(called) > LONGEST_NAME:
        raise Refusal("display_name", field="name")
    refuse_unseen(called, field="name", label="名称")
    key = secrets.token_urlsafe(KEY_BYTES)
    with transaction.atomic():
        if _lasting().filter(name=called).exists():
            raise Refusal("display_name_taken", field="name")
        seat = DisplaySeat.objects.create(
            name=called, digest=_digest(key), made_by=actor.label, made_at=now()
        )
    return seat, key


def revoke_display_seat(actor: Actor, seat_id: int) -> DisplaySeat:
    """End a seat for good; its screens go dark within a second. Once is enough."""
    _require_manager(actor)
    with transaction.atomic():
        seat = DisplaySeat.objects.select_for_update().filter(pk=seat_id).first()
        if seat is None:
            raise NotVisible
        if seat.revoked_at is None:
            seat.revoked_by, seat.revoked_at = actor.label, now()
            seat.save(update_fields=["revoked_by", "revoked_at"])
    return seat


def seat_of_key(key: str) -> DisplaySeat | None:
    """The seat that a key opens now."""
    return _lasting().filter(digest=_digest(key)).first()


def lasting_seats(ids: Iterable[int]) -> set[int]:
    """Those of these seats that were not revoked."""
    return set(_lasting().filter(pk__in=list(ids)).values_list("pk", flat=True))


def viewer_at(seat: DisplaySeat) -> Actor:
    """Who looks from a seat: no person, with the general office's visibility and no rights to act."""
    return Actor(account_id=None, name=seat.name, seats=(Seat(Role.GENERAL_OFFICE, 0),), read_only=True)


def _lasting() -> QuerySet[DisplaySeat]:
    return DisplaySeat.objects.filter(revoked_at=None)


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def _require_manager(actor: Actor) -> None:
    if actor.read_only or not actor.roles & MANAGED_BY:
        raise NotPermitted("display_keepers")
