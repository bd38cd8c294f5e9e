"""Freshness of a board: by the database's clock and the oldest step of its government that the relay still has.

A board holds every step that was handed on. While one waits longer than a moment, what is shown is as old as that step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kernel.sql.statements import Statement

LATE = timedelta(seconds=3)  # so long a step may be on its way before a board says that it lags
ANY = "*"  # no government's code

# Row security shows a government its own messages only, the platform all.
WAITING = Statement(
    "SELECT statement_timestamp(), government, min(created_at) FROM (VALUES (1)) AS here (one)"
    " LEFT JOIN public.outbox_message ON dead_at IS NULL AND (topic LIKE 'case.%%' OR topic = 'board.fold')"
    " GROUP BY government",
    (),
    (),
)


@dataclass(frozen=True, slots=True)
class BoardFreshness:
    """When this was so, by the database's clock, and since when steps wait that are not in the figures."""

    as_of: datetime
    behind_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """The oldest step that waits in each government that is seen from here."""

    as_of: datetime
    oldest: Mapping[str, datetime]
    known: bool = True

    def of(self, government: str) -> BoardFreshness:
        """How true the government's board is."""
        if not self.known:
            return BoardFreshness(self.as_of, self.as_of)
        since = self.oldest.get(government)
        late = since is not None and self.as_of - since > LATE
        return BoardFreshness(self.as_of, since if late else None)

    @property
    def behind(self) -> frozenset[str]:
        """Governments whose boards lag; ``ANY`` for all."""
        if not self.known:
            return frozenset({ANY})
        return frozenset(code for code in self.oldest if self.of(code).behind_since is not None)

    def unknown(self) -> Waiting:
        """The same when nothing could be asked since."""
        return replace(self, known=False)


def waiting() -> Waiting:
    """What waits now; in a government's scope of that one only, in the platform's of all."""
    rows = WAITING.rows({})
    return Waiting(rows[0][0], {code: at for _, code, at in rows if at is not None})
