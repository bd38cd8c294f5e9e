"""Changes to accounts, displays, filters and marks exactly once for their key, where a caller sends one.

The answer to a repeated request is read anew: the object as it is now, without a secret that is shown once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kernel.actor import Actor
from kernel.clock import now
from kernel.once import AlreadyDone, Request, check_key, once
from people.models import KeyedChange

Served = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Keyed:
    """A change as it was asked for: its name, its inputs, who may make it, and what answers a repetition.

    ``change`` returns its answer and the key of the row that it is about; ``again`` makes the answer of that key.
    """

    step: str
    inputs: object
    require: Callable[[], None]
    change: Callable[[], tuple[Served, int]]
    again: Callable[[int], Served]


def carry_out(actor: Actor, key: str | None, asked: Keyed) -> Served:
    """Make the change; the same key with the same inputs has no second effect, with others it is refused."""
    asked.require()
    if key is None:
        return asked.change()[0]
    check_key(key)
    request = Request.of(actor, key, asked.step, asked.inputs)
    try:
        with once(request, _entry_of, look_first=True):
            answer, row = asked.change()
            KeyedChange.objects.create(
                step=asked.step, row=row, at=now(), key=request.own_key, fingerprint=request.fingerprint
            )
            return answer
    except AlreadyDone as done:
        return asked.again(done.entry.row)


def _entry_of(own_key: str) -> KeyedChange | None:
    return KeyedChange.objects.filter(key=own_key).first()
