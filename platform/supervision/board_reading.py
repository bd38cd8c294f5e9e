"""Reading boards: what an actor may see of the own one, and of those below. The only place that narrows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Any

import orjson

from cases.queries import sees_everything
from kernel.actor import Actor
from kernel.clock import today
from kernel.statements import Statement
from kernel.wording import label
from people.roles import CPPCC_SIDE, NPC_SIDE, UNIT_STAFF
from supervision.board import Body, bodies_of
from supervision.board_figures import figures_by_kind
from supervision.public.models import Share
from supervision.tally import below


class BoardScope(StrEnum):
    """How far a board looks."""

    OWN = "OWN"
    WITH_LOWER = "WITH_LOWER"


@dataclass(frozen=True, slots=True)
class Audience:
    """What decides about a board's figures: equal audiences see the same."""

    everything: bool
    kinds: frozenset[str]
    units: frozenset[int]

    def scope(self, wanted: BoardScope) -> BoardScope:
        """How far this audience looks: boards of other governments are for the general office."""
        return wanted if self.everything else BoardScope.OWN


@dataclass(frozen=True, slots=True)
class BoardNow:
    """A board as an audience sees it. ``epoch`` and ``seq`` say which state this is; ``state`` its figures."""

    epoch: str
    seq: int
    at: datetime
    state: dict[str, Any] | None

    def since(self, epoch: str | None, seq: int | None) -> BoardNow:
        """The same without its figures for one who has this very state already."""
        return replace(self, state=None) if (epoch, seq) == (self.epoch, self.seq) else self


def audience_of(actor: Actor) -> Audience | None:
    """The general office sees all, committees their kind's figures, units' people their own unit's; others none."""
    sides = (("SUGGESTION", NPC_SIDE), ("PROPOSAL", CPPCC_SIDE))
    kinds = frozenset(kind for kind, side in sides if actor.roles & side)
    audience = Audience(sees_everything(actor), kinds, actor.units_as(*UNIT_STAFF))
    return audience if audience.everything or audience.kinds or audience.units else None


def board_for(audience: Audience, wanted: BoardScope) -> BoardNow | None:
    """The board of the present government for an audience; None before its first fold."""
    rows = _rows(audience.scope(wanted))
    own = next((row for row in rows if row.own), None)
    if own is None:
        return None
    lower = [row for row in rows if not row.own]
    body = own.body if own.day == today() else bodies_of(own.body["government"])[Share.OWN]
    state = _narrowed(body, audience) | {"day": today(), "lower": [_tile(row) for row in lower]}
    state["movements"] = [_worded(row) for row in state["movements"]]
    return BoardNow(_epoch(rows), sum(row.seq for row in rows), max(row.at for row in rows), state)


@dataclass(frozen=True, slots=True)
class _Row:
    own: bool
    epoch: str
    seq: int
    day: date
    at: datetime
    body: Body


SELECT = "SELECT id, share = 'OWN', epoch, seq, day, at, body::text FROM public.supervision_board"
OWN = f"{SELECT} WHERE government = current_schema() AND share = 'OWN'"
# Row security shows those of the governments below only.
LOWER = f"{SELECT} WHERE share = 'UP' AND government <> current_schema()"
ALONE = Statement(OWN, (), ())
BOTH = Statement(f"{OWN} UNION ALL {LOWER} ORDER BY id", (), ())


def _rows(scope: BoardScope) -> list[_Row]:
    found = (BOTH if scope is BoardScope.WITH_LOWER else ALONE).rows({})
    return [_Row(own, epoch, seq, day, at, orjson.loads(body)) for _, own, epoch, seq, day, at, body in found]


def _epoch(rows: Sequence[_Row]) -> str:
    """One for these rows and this day: each number only grows in its epoch, so equal sums are equal states."""
    named = [*sorted(row.epoch for row in rows), today().isoformat()]
    return blake2b(" ".join(named).encode(), digest_size=6).hexdigest()


def _tile(row: _Row) -> Body:
    """What is shown of a government below; lights of an earlier day are made anew from its shared counts."""
    about, figures = row.body["government"], row.body["figures"]
    if row.day != today():
        yellow = {int(pk): days for pk, days in row.body["yellow"].items()}
        figures = figures_by_kind(below(about["code"]), yellow, today())
    return {"government": about, "figures": figures, "at": row.at}


def _worded(movement: Body) -> Body:
    at, step = datetime.fromisoformat(movement["at"]), label("steps", movement["step"])
    return movement | {"at": at, "step_label": step}


def _narrowed(body: Body, audience: Audience) -> Body:
    if audience.everything:
        return body
    units = [row for row in body["units"] if row["id"] in audience.units]
    return body | {
        "figures": [row for row in body["figures"] if row["kind"] in audience.kinds],
        "units": units,
        "movements": [row for row in body["movements"] if _tells(row, audience)],
    }


def _tells(movement: Body, audience: Audience) -> bool:
    if movement["unit_id"] in audience.units:
        return True
    return movement["kind"] in audience.kinds and not movement["internal"]
