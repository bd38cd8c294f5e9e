"""Mailbox of a socket: pending changes, a short list that becomes "anything" when the client is slow."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Any

from live.protocol import Close
from live.viewers import SocketViewer

MOST = 32  # changes that wait; more become one


@dataclass(frozen=True, slots=True)
class ChangeNotice:
    """One change as a viewer may know it."""

    case_id: str | None
    step: str | None


ANYTHING = ChangeNotice(None, None)


@dataclass(slots=True, eq=False)
class Mailbox:
    """One socket's waiting changes. Numbers them without gaps; a new epoch says that some were missed."""

    viewer: SocketViewer
    waiting: list[ChangeNotice] = field(default_factory=list)
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    shut_with: Close | None = None
    epoch: str = field(default_factory=lambda: secrets.token_hex(6))
    number: int = 0

    def put(self, change: ChangeNotice) -> None:
        """One more change; the same one waits only once."""
        if self.waiting and self.waiting[-1] in (change, ANYTHING):
            return
        self.waiting.append(change)
        if len(self.waiting) > MOST:
            self.waiting = [ANYTHING]
        self.wake.set()

    def restart(self) -> None:
        """Some changes were missed: a new epoch, and one change that says "anything"."""
        self.epoch, self.number = secrets.token_hex(6), 0
        self.waiting = [ANYTHING]
        self.wake.set()

    def shut(self, code: Close) -> None:
        """Close the socket as soon as possible."""
        self.shut_with = code
        self.wake.set()

    def take(self) -> list[dict[str, Any]]:
        """All that waits, numbered."""
        taken, self.waiting = self.waiting, []
        self.wake.clear()
        return [self._numbered(change) for change in taken]

    def _numbered(self, change: ChangeNotice) -> dict[str, Any]:
        self.number += 1
        return {
            "epoch": self.epoch,
            "seq": self.number,
            "case_id": change.case_id,
            "step": change.step,
        }
