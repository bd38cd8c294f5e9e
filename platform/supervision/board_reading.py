"""Reading boards: what an actor may see of the own one, and of those below. The only place that filters them.

A row that this process has read is kept ready to be shown, and comes over the wire again only when it has moved. Which
rows there are, and whether they have moved, is asked anew each time, under the reader's own role.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import Any, cast

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from cases.models import Assignment
from cases.reading.queries import sees_everything, visible_cases
from cases.reading.visibility.events import is_shown, is_shown_to_all, visible_events
from cases.reading.visibility.table import Relation
from cases.reading.visibility.viewers import kinds_as, own_units, role_for
from cases.states import Machine, Origin, UnitRole
from kernel.actor import Actor, Seat
from kernel.clock import today
from kernel.sql.statements import Statement
from kernel.wording import called
from people.roles import Role
from supervision.board import Body, bodies_of, figures_by_kind, figures_in, parts_of
from supervision.public.models import Share
from supervision.tally import below


class BoardScope(StrEnum):
    """How far a board looks."""

    OWN = "OWN"
    WITH_LOWER = "WITH_LOWER"


@dataclass(frozen=True, slots=True)
class BoardAudience:
    """What decides about a board's figures: equal audiences see the same.

    Of ``kinds``, ``reading`` are seen from a reading seat alone, which sees less than its committee's office.
    On a ``wall`` all figures are seen, and of the latest steps what everybody may see: it hangs in a public place.
    """

    everything: bool
    kinds: frozenset[str]
    units: frozenset[int]
    reading: frozenset[str] = frozenset()
    wall: bool = False

    @property
    def seats(self) -> tuple[Seat, ...]:
        """Seats that see what this audience sees."""
        office = [Seat(Role.GENERAL_OFFICE, 0)] if self.everything else []
        committees = [Seat(role_for(self.relation(kind), kind), 0) for kind in sorted(self.kinds)]
        return (*office, *committees, *(Seat(Role.UNIT_CLERK, unit) for unit in sorted(self.units)))

    def relation(self, kind: str) -> Relation:
        """What this audience is to cases of one of its kinds."""
        return Relation.SEAT if kind in self.reading else Relation.SIDE

    def scope(self, wanted: BoardScope) -> BoardScope:
        """How far this audience looks: boards of other governments are for the general office."""
        return wanted if self.everything else BoardScope.OWN


@dataclass(frozen=True, slots=True)
class BoardNow:
    """A board as an audience sees it. ``epoch`` and ``seq`` say which state this is; ``state`` its figures."""

    government: str
    epoch: str
    seq: int
    at: datetime
    state: dict[str, Any] | None
    standing: BoardFreshness

    @property
    def as_of(self) -> datetime:
        """The time of the data, by the database's clock."""
        return self.standing.as_of

    @property
    def behind_since(self) -> datetime | None:
        """Since when steps wait that are not in it."""
        return self.standing.behind_since

    @property
    def lower_codes(self) -> list[str]:
        """Codes of the governments below whose figures it shows."""
        return [tile["government"]["code"] for tile in (self.state or {"lower": ()})["lower"]]

    def as_it_stands(self, waiting: Waiting) -> BoardNow:
        """The same figures as true as they are by now; also those of the governments below."""
        if self.state is None:
            return replace(self, standing=waiting.of(self.government))
        lower = [
            tile | {"behind_since": waiting.of(tile["government"]["code"]).behind_since}
            for tile in self.state["lower"]
        ]
        return replace(self, standing=waiting.of(self.government), state=self.state | {"lower": lower})

    def since(self, epoch: str | None, seq: int | None) -> BoardNow:
        """The same without its figures for one who has this very state already."""
        return replace(self, state=None) if (epoch, seq) == (self.epoch, self.seq) else self


def audience_of(actor: Actor, *, wall: bool = False) -> BoardAudience | None:
    """The general office sees all, committees their kind's figures, units' people their own unit's; others none."""
    ours, read = (frozenset(kinds_as(actor, one)) for one in (Relation.SIDE, Relation.SEAT))
    audience = BoardAudience(sees_everything(actor), ours | read, own_units(actor), read - ours, wall)
    return audience if audience.everything or audience.kinds or audience.units else None


def board_for(audience: BoardAudience, wanted: BoardScope, year: int | None = None) -> BoardNow | None:
    """The board of the present government for an audience; None before its first aggregation.

    Of the newest year that has cases, unless another one that has some is asked for.
    """
    stands = waiting()  # before the rows: what is handed on meanwhile makes them no older
    rows = _rows(audience.scope(wanted))
    own = next((row for row in rows if row.own), None)
    if own is None:
        return None
    day = today()
    body = own.body if _is_of(day, own) else _worded(bodies_of(own.body["government"])[Share.OWN])
    body = body | parts_of(body).get(year or 0, {})
    lower = [_tile(row, day, body["year"]) for row in rows if not row.own]
    state = _restricted(body, audience) | {"day": day, "lower": lower}
    code, seq, at = body["government"]["code"], sum(row.seq for row in rows), max(row.at for row in rows)
    return BoardNow(code, _epoch(rows, day, body["year"]), seq, at, state, stands.of(code))


@dataclass(frozen=True, slots=True)
class _Row:
    own: bool
    epoch: str
    seq: int
    day: date
    at: datetime
    body: Body


@dataclass(frozen=True, slots=True)
class _CachedRows:
    """Rows that were read, by their marks, and all marks in the order of the rows."""

    versions: str
    rows: Mapping[str, _Row]


KNOWN = "marks that are known"
COLUMNS = (
    "id, concat_ws('.', id, seq, xmin) AS mark, share = 'OWN' AS own, epoch, seq, day, at, body"
    " FROM public.supervision_board"
)
OWN = f"SELECT {COLUMNS} WHERE government = current_schema() AND share = 'OWN'"
# Row security shows those of the governments below only.
LOWER = f"SELECT {COLUMNS} WHERE share = 'UP' AND government <> current_schema()"
# The version that wrote a row is part of its mark: what was rolled back never has the mark of what was not.
SELECT = """
WITH found AS MATERIALIZED ({rows}), present AS (SELECT string_agg(mark, ' ' ORDER BY id) AS marks FROM found)
SELECT marks, CASE WHEN marks <> %s THEN (
    SELECT json_agg(json_build_array(mark, own, epoch, seq, day, at, body))
    FROM found WHERE mark <> ALL (string_to_array(%s, ' '))) END
FROM present
"""
ALONE = Statement(SELECT.format(rows=OWN), ("", ""), ((0, KNOWN), (1, KNOWN)))
BOTH = Statement(SELECT.format(rows=f"{OWN} UNION ALL {LOWER}"), ("", ""), ((0, KNOWN), (1, KNOWN)))
SHOWN = 12  # latest steps on a board
MOST = 512  # boards whose rows are kept
NOTHING = _CachedRows("", {})

_boards: OrderedDict[tuple[str, BoardScope], _CachedRows] = OrderedDict()


def _rows(scope: BoardScope) -> Sequence[_Row]:
    place = (str(cast(Any, connection).schema_name), scope)
    known = _boards.get(place, NOTHING)
    ((versions, moved),) = (BOTH if scope is BoardScope.WITH_LOWER else ALONE).rows({KNOWN: known.versions})
    if versions != known.versions:
        rows = dict(known.rows) | {version: _read(*row) for version, *row in moved or ()}
        known = _CachedRows(versions or "", {version: rows[version] for version in (versions or "").split()})
        _boards[place] = known
        while len(_boards) > MOST:
            _boards.popitem(last=False)
    return list(known.rows.values())


def _read(own: bool, epoch: str, seq: int, day: str, at: str, body: Body) -> _Row:
    shown = _worded(body) if body and own else body
    return _Row(own, epoch, seq, date.fromisoformat(day), datetime.fromisoformat(at), shown)


def _epoch(rows: Sequence[_Row], day: date, year: int) -> str:
    """One for these rows, this day and this year: numbers only grow in it, so equal sums are equal states."""
    named = [*sorted(row.epoch for row in rows), day.isoformat(), str(year)]
    return blake2b(" ".join(named).encode(), digest_size=6).hexdigest()


def _is_of(day: date, row: _Row) -> bool:
    """Whether the row's lights are those of the day; one that was aggregated before there were years is made anew."""
    return row.day == day and "past" in row.body


def _tile(row: _Row, day: date, year: int) -> Body:
    """What is shown of a government below; lights of an earlier day are made anew from its shared counts."""
    about = row.body["government"]
    if _is_of(day, row):
        figures = figures_in(parts_of(row.body), year)
    else:
        yellow = {int(pk): days for pk, days in row.body["yellow"].items()}
        figures = figures_by_kind(below(about["code"]), yellow, day, year)
    return {"government": about, "figures": figures, "at": row.at, "behind_since": None}


def _worded(body: Body) -> Body:
    """A government's own body with the moments of its steps."""
    shown = [row | {"at": datetime.fromisoformat(row["at"])} for row in body["movements"]]
    return body | {"movements": shown}


def _restricted(body: Body, audience: BoardAudience) -> Body:
    body = body | {"movements": _seen(body["movements"], audience)}
    if audience.everything:
        return body
    units = [row for row in body["units"] if row["id"] in audience.units]
    return body | {
        "figures": [row for row in body["figures"] if row["kind"] in audience.kinds],
        "units": units,
    }


def _is_visible(movement: Body, audience: BoardAudience) -> bool:
    if audience.everything:
        return not audience.wall or is_shown_to_all(movement["step"])
    kind, of_unit = movement["kind"], movement["unit_id"] in audience.units
    as_side = audience.relation(kind) if kind in audience.kinds else None
    return is_shown(movement["step"], of_side=as_side, of_unit=of_unit)


def _seen(movements: Sequence[Body], audience: BoardAudience) -> list[Body]:
    """Those of the latest steps that the audience may see of the cases it may see, which are named."""
    looking = Actor(account_id=None, name="", seats=audience.seats)
    shown = [row["id"] for row in movements if _is_visible(row, audience)]
    shown = shown[:SHOWN] if audience.everything else shown  # who sees every case sees all that is sent to it
    events = visible_events(looking).filter(pk__in=shown)
    names = ("pk", "opinion", "case__case_no", "case__registration_no", "case__title")
    seen = events.filter(case__in=visible_cases(looking)).order_by().annotate(opinion=_of_opinion())
    named = {
        pk: {"opinion": opinion, "case_no": no or registered, "case_title": title}
        for pk, opinion, no, registered, title in seen.values_list(*names)
    }
    return [_named(row | named[row["id"]]) for row in movements if row["id"] in named][:SHOWN]


def _of_opinion() -> Q:
    """Whether what an event moved is asked for an opinion, as ``cases.steps.parts.wants_opinion`` has it."""
    parts = Assignment.objects.filter(pk=OuterRef("subject_id"), role=UnitRole.CO)
    return Q(machine=Machine.CASE, case__origin=Origin.CONSULT) | Q(Exists(parts), machine=Machine.ASSIGNMENT)


def _named(movement: Body) -> Body:
    """Its step in words."""
    return movement | {"step_label": called("steps", movement["step"], opinion=movement["opinion"])}


# How current a board is: by the database's clock, and the oldest step of its government that the relay still has.
# A board holds every step that was handed on; while one waits longer than LATE, it is as old as that step.
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
