"""What sockets push, compared with the oracle's table: each viewer's changes and boards after each step of a case."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from django.db import connection

from cases import commands
from cases.models import Case
from cases.states import UnitRole
from governments.entering.scope import platform_scope
from kernel import json_text
from supervision.public.models import Board
from support.build import a_key, an_order, feedback, part_of, signed_for
from support.governments import CITY
from support.marked_world import dispatched, drafted, mark, met, opined, urged, way, wished_away
from support.oracle.expected import Expected
from support.talking import Line, Talk, relayed
from support.world import World

VIEWERS = ("office", "npc", "npc_seat", "cppcc", "water_clerk", "roads_clerk", "parks_clerk", "health_clerk")
BOARD = "subscription { board(scope: OWN) { seq state { movements { id } figures { kind } units { id } } } }"
ALL = tuple(
    (code, UnitRole.CO if code != "water" else UnitRole.LEAD)
    for code in ("water", "roads", "parks", "health")
)
PLACEHOLDERS = (
    "register",
    "start_review",
    "file",
    "dispatch",
    "sign_for",
    "close",
    "reopen",
)  # sent to all who see a case
_numbers = itertools.count()

WALK: tuple[Callable[[World, Case], object], ...] = (
    lambda world, case: urged(world, case, "roads"),
    lambda world, case: signed_for(world, case),
    lambda world, case: wished_away(world, case, "roads"),
    lambda world, case: commands.accept_return(
        world.office, part_of(case, "roads").pk, a_key(), reason=mark()
    ),
    lambda world, case: commands.redispatch(
        world.office, case.pk, a_key(), order=an_order(world, ("parks", UnitRole.CO))
    ),
    lambda world, case: signed_for(world, case),
    lambda world, case: met(world, case, "water"),
    lambda world, case: opined(world, case, co="parks"),
    lambda world, case: way(world, drafted(world, case), "deliver_reply"),
    lambda world, case: feedback(world, case),
    lambda world, case: commands.withdraw(world.npc, dispatched(world).pk, a_key(), reason=mark()),
)


def expected() -> Expected:
    """All rows now."""
    with connection.cursor() as cursor:
        return Expected(cursor)


class Followed:
    """A viewer's socket with both subscriptions, and what it has said."""

    def __init__(self, line: Line, world: World, who: str) -> None:
        self.who, self.account = who, world.actors[who].account_id or 0
        self.talk: Talk = line.follow(who)
        self.talk.say("subscribe", id="2", payload={"query": BOARD})
        self.board: Any = None

    def listen(self, fence: Case, mark: str, seq: int) -> list[dict[str, Any]]:
        """The changes pushed before the fence that was announced with the mark; one announced before is passed over.

        The board is read on until it stands where the database does.
        """
        told: list[dict[str, Any]] = []
        fenced = False
        while not fenced or self.board is None or self.board["seq"] < seq:
            data = self.talk.hear()["payload"]["data"]
            change = data.get("workChanged")
            self.board = data.get("board") or self.board
            if change and change["caseId"] == str(fence.pk):
                fenced = fenced or change["step"] == mark
            elif change:
                told.append(change)
                if (
                    change["caseId"] is None
                ):  # "anything" may stand for all that followed it, also for the fence
                    mark = announced([fence])
        return told


def announced(cases: list[Case]) -> str:
    """Have changes of cases announced of which every viewer sees one: all that came before has been pushed then.

    Returns the step that they are announced as, as sockets name it: never twice the same in turn.
    """
    number = next(_numbers)
    mark = PLACEHOLDERS[number % len(PLACEHOLDERS)]
    for case in cases:
        note = {
            "government": CITY,
            "epoch": f"fence{number}",
            "seq": 1,
            "case": case.pk,
            "version": 1,
            "step": mark,
        }
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify('lianban_live', %s)", [json_text.dumps(note).decode()])
    return mark.upper()


def stands() -> int:
    """The number of the board."""
    with platform_scope():
        return int(Board.objects.get(government=CITY, share="OWN").seq)


def differing(one: Followed, told: list[dict[str, Any]], now: Expected, new: set[int]) -> list[str]:
    """What was pushed to a viewer and not to be, or not pushed and to be."""
    touched = {event.case for event in now.events if event.key in new}
    heard = {(str(event.case), event.step.upper()) for event, _ in now.heard(one.account) if event.key in new}
    seen = {str(case) for case in touched if now.sees_case(one.account, case)}
    lost = any("X" in now.relations(one.account, case) for case in touched)
    wrong = []
    if {change["caseId"] for change in told} - {None} != seen:
        wrong.append(f"{one.who}: told of {told}, sees {seen}")
    if {(change["caseId"], change["step"]) for change in told if change["step"]} - heard:
        wrong.append(f"{one.who}: told {told}, hears {heard}")
    if not lost and any(change["caseId"] is None for change in told):
        wrong.append(f"{one.who}: told that something was taken away")
    shown = {int(movement["id"]) for movement in one.board["state"]["movements"]}
    if shown - now.heard_on_boards(one.account):
        wrong.append(f"{one.who}: its board tells {shown - now.heard_on_boards(one.account)}")
    figures = {figure["kind"] for figure in one.board["state"]["figures"]}
    if not now.is_office(one.account) and figures != now.sides(one.account):
        wrong.append(f"{one.who}: its board counts {figures}")
    return wrong


def test_each_viewer_is_pushed_what_it_may_know(line: Line, world: World) -> None:
    case = dispatched(world, ("water", UnitRole.LEAD), ("roads", UnitRole.CO))
    fences = [dispatched(world, *ALL), dispatched(world, *ALL, kind="PROPOSAL")]
    relayed()
    viewers = [Followed(line, world, who) for who in VIEWERS]
    known, wrong, compared = {event.key for event in expected().events}, [], 0

    for number, act in enumerate(WALK):
        act(world, case)
        relayed()
        mark_now = announced(fences)
        now = expected()
        new = {event.key for event in now.events} - known
        known |= new
        for one in viewers:
            told = one.listen(fences[one.who in ("office", "cppcc")], mark_now, stands())
            told = [change for change in told if change["caseId"] not in {str(fence.pk) for fence in fences}]
            wrong += [f"{number} {text}" for text in differing(one, told, now, new)]
            compared += len(new)

    assert compared > 150
    assert wrong == []
