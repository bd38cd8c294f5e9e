"""Viewer of a socket: account, visibility, and whether both still hold. Synchronous: runs in threads.

Every function works in the government's own scope and gives its database connection back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import import_module
from types import SimpleNamespace
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpRequest

from cases.reading.queries import visible_case
from cases.reading.visibility.record import left_parts
from governments.entering.asgi import session_key_of
from governments.entering.scope import governing, platform_scope
from governments.models import Government
from kernel.actor import Actor, Seat
from kernel.clock import now, today
from kernel.sql.statements import KEYS_PARAM, MOMENT_PARAM, TEXTS_PARAM, Statement, rows_of_each
from people.models import Account
from people.queries import actor_of, current_posts
from supervision.board_reading import BoardAudience, BoardNow, BoardScope, Waiting, board_for, waiting
from supervision.displays import lasting_seats, seat_of_key, viewer_at

T = TypeVar("T")
Seats = frozenset[tuple[str, int, int | None]]
Kinds = Sequence[tuple[Seats, Actor]]


@dataclass(frozen=True, slots=True)
class SocketViewer:
    """An account with its seats, as it was when the socket opened."""

    session_key: str
    account_id: int
    password: str
    epoch: int
    actor: Actor
    display: int | None = None  # the seat of a wall, which is no account's

    @property
    def seats(self) -> Seats:
        """What decides about visibility: equal seats see the same."""
        return frozenset((seat.role, seat.unit_id, seat.section_id) for seat in self.actor.seats)


def within(government: Government, work: Callable[[], T], *, read_only: bool = True) -> T:
    """Do something inside a government and give the connection back; raises GovernmentNotServed.

    By its code: a socket is open for long, and its row would go on saying what the registry said when it was opened.
    """
    try:
        with governing(str(government.code), read_only=read_only):
            return work()
    finally:
        connection.close()


def viewer_of(government: Government, headers: Iterable[tuple[bytes, bytes]]) -> SocketViewer | None:
    """Who a connection's session cookie stands for; None when for nobody."""
    key = session_key_of(headers)
    if not key:
        return None
    # Django ends a session whose password has changed as soon as it meets it: that writes.
    return within(government, lambda: _signed_in(key), read_only=False)


def viewer_at_display(government: Government, key: str) -> SocketViewer | None:
    """Whom a display seat's key stands for; None when it opens nothing (any more)."""
    seat = within(government, lambda: seat_of_key(key))
    if seat is None:
        return None
    return SocketViewer(f"display:{seat.pk}", -seat.pk, "", 0, viewer_at(seat), display=seat.pk)


def seen_by(government: Government, actors: Kinds, cases: set[int]) -> dict[Seats, set[int]]:
    """Which of these cases each kind of viewer may see: one query for each kind."""
    return _among(government, actors, cases, _seen_from)


def left_by(government: Government, actors: Kinds, cases: set[int]) -> dict[Seats, set[int]]:
    """Of which of these cases each kind of viewer had a part that is no longer its own."""
    return _among(government, actors, cases, _left_from)


def _among(
    government: Government,
    actors: Kinds,
    cases: set[int],
    asked_from: Callable[[tuple[Seat, ...], bool], Statement],
) -> dict[Seats, set[int]]:
    def look() -> dict[Seats, set[int]]:
        keys = {KEYS_PARAM: list(cases)}
        kinds = [(seats, asked_from(actor.seats, actor.system)) for seats, actor in actors]
        asked = [(seats, statement.query(keys)) for seats, statement in kinds if statement.sql]
        found = rows_of_each(*(query for _, query in asked))
        return {seats: {pk for (pk,) in rows} for (seats, _), rows in zip(asked, found, strict=True)}

    return within(government, look)


@lru_cache(maxsize=4096)
def _seen_from(seats: tuple[Seat, ...], system: bool) -> Statement:
    """Which of some cases are visible from these seats."""
    viewer = Actor(account_id=None, name="", seats=seats, system=system)
    return Statement.of(visible_case(viewer).filter(pk__in=[KEYS_PARAM]).order_by().values_list("pk"))


@lru_cache(maxsize=4096)
def _left_from(seats: tuple[Seat, ...], system: bool) -> Statement:
    """In which of some cases the units of these seats have a part that ended."""
    viewer = Actor(account_id=None, name="", seats=seats, system=system)
    parts = left_parts(viewer).filter(case__in=[KEYS_PARAM]).order_by()
    return Statement.of(parts.values_list("case"))


def board_as_seen(
    government: Government, audience: BoardAudience, scope: BoardScope, year: int | None = None
) -> BoardNow | None:
    """The government's board for an audience; None before its first aggregation."""
    return within(government, lambda: board_for(audience, scope, year))


def steps_waiting() -> Waiting:
    """What the relay has still to hand on, of all governments."""
    try:
        with platform_scope():
            return waiting()
    finally:
        connection.close()


def still_themselves(government: Government, viewers: Sequence[SocketViewer]) -> tuple[set[str], set[str]]:
    """Session keys that no longer count (ended, password changed, stopped), and those whose seats changed."""
    people = [one for one in viewers if one.display is None]
    walls = {one.display: one.session_key for one in viewers if one.display is not None}

    def check() -> tuple[set[str], set[str]]:
        gone, moved = _ended_and_changed(people) if people else (set(), set())
        lasting = lasting_seats(walls) if walls else set()
        return gone | {key for seat, key in walls.items() if seat not in lasting}, moved

    return within(government, check)


def _ended_and_changed(viewers: Sequence[SocketViewer]) -> tuple[set[str], set[str]]:
    keys = {TEXTS_PARAM: list({one.session_key for one in viewers}), MOMENT_PARAM: now()}
    ids = {KEYS_PARAM: list({one.account_id for one in viewers})}
    found = rows_of_each(_lasting().query(keys), _passwords().query(ids), _seats_on(today()).query(ids))
    sessions, current = {key for (key,) in found[0]}, {pk: rest for pk, *rest in found[1]}
    seats: dict[int, set[tuple[str, int, int | None]]] = {}
    for account, role, unit, section in found[2]:
        seats.setdefault(account, set()).add((role, unit, section))
    gone = {
        one.session_key
        for one in viewers
        if one.session_key not in sessions or current.get(one.account_id) != [one.password, one.epoch]
    }
    moved = {one.session_key for one in viewers if one.seats != seats.get(one.account_id, set())}
    return gone, moved - gone


@cache
def _lasting() -> Statement:
    sessions = Session.objects.filter(session_key__in=[TEXTS_PARAM], expire_date__gt=MOMENT_PARAM)
    return Statement.of(sessions.values_list("session_key"))


@cache
def _passwords() -> Statement:
    """What ends the sessions of those who may sign in: another password, another epoch."""
    accounts = Account.objects.filter(pk__in=[KEYS_PARAM], is_active=True, must_change_password=False)
    return Statement.of(accounts.order_by().values_list("pk", "password", "session_epoch"))


@lru_cache(maxsize=2)
def _seats_on(_day: date) -> Statement:
    posts = current_posts().filter(account__in=[KEYS_PARAM]).order_by()
    return Statement.of(posts.values_list("account_id", "role", "unit_id", "section_id"))


def _signed_in(key: str) -> SocketViewer | None:
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(cast(HttpRequest, SimpleNamespace(session=store)))
    if not isinstance(user, Account):
        return None
    return SocketViewer(key, user.pk, user.password, user.session_epoch, actor_of(user))
