"""Idempotency: running a change exactly once for its key; shared by cases, envelopes, assessments and rule packs.

A key comes from outside with every request, so that a double click, or a retry after an answer that got lost, has no
second effect. The first request leaves an entry with its key and a digest of what was asked; the same request again is
answered from it, another one with the same key is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction

from kernel import json_text
from kernel.actor import Actor
from kernel.refusals import NotVisible, Refusal

KEY_LENGTH = range(8, 65)


class KeyedEntry(Protocol):
    """What a request left: a row with its key, which is unique, and its fingerprint."""

    fingerprint: Any


class AlreadyDone(Exception):
    """This very request has had its effect; ``entry`` is what it left."""

    def __init__(self, entry: Any) -> None:
        self.entry = entry
        super().__init__(str(entry))


@dataclass(frozen=True, slots=True)
class Request:
    """What came from outside: its key, as sent and made the actor's own, the digest of what was asked, the reason."""

    key: str
    own_key: str
    fingerprint: str
    reason: str = ""

    @classmethod
    def of(cls, actor: Actor, key: str, *asked: object, reason: object = "") -> Request:
        """The request of an actor; ``asked`` is the step, what it is to act on, and its inputs."""
        digest = hashlib.sha256(json_text.canonical(list(asked), str)).hexdigest()
        return cls(key, own_key(actor, key), digest, str(reason or "").strip())

    def again(self, entry: KeyedEntry) -> NoReturn:
        """Raise AlreadyDone with what this request has left, or Refusal where the entry is of another request."""
        if entry.fingerprint != self.fingerprint:
            raise Refusal("key_reused", field="key")
        raise AlreadyDone(entry)


def own_key(actor: Actor, key: str) -> str:
    """The key as it is kept: two people's keys do not meet."""
    return f"{actor.account_id or 0}:{key}"


def check_key(key: str) -> None:
    """Refuse a key that is too short to be one of its kind, or too long to be kept."""
    if len(key) not in KEY_LENGTH:
        raise Refusal("key_malformed", field="key")


@contextmanager
def once(
    request: Request, find: Callable[[str], KeyedEntry | None], *, look_first: bool = False
) -> Iterator[None]:
    """Work that leaves an entry under the request's own key, as one transaction or part of one.

    ``find`` gives the entry of a key. Whether there is one is asked only of work that fails, and work whose key was
    used fails, when it saves its entry at the latest; ``look_first`` is for what takes long.
    Raises AlreadyDone where this request has had its effect, and Refusal where its key has been used for another.
    """
    try:
        with nested_transaction():
            known = find(request.own_key) if look_first else None
            if known is not None:
                request.again(known)
            yield
    except (Refusal, IntegrityError, ObjectDoesNotExist) as why:
        entry = None if connection.needs_rollback else find(request.own_key)
        # Of what is hidden not even that the key was used elsewhere: of what is not there nobody says so either.
        if entry is None or (isinstance(why, NotVisible) and entry.fingerprint != request.fingerprint):
            raise
        request.again(entry)


# Atomic work without savepoints: for callers that never continue after a failure.

_all_or_nothing: ContextVar[bool] = ContextVar("whole", default=False)


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """One transaction whose every part, once failed, fails all of it: nothing inside may be caught and gone on from."""
    with transaction.atomic():
        before = _all_or_nothing.set(True)
        try:
            yield
        finally:
            _all_or_nothing.reset(before)


def nested_transaction() -> transaction.Atomic:
    """A transaction of its own, or a part of the one that is open: that can fail alone, unless that is a whole."""
    return transaction.atomic(savepoint=not _all_or_nothing.get())
