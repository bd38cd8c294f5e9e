"""Board of a government: its stages, lights, units and latest steps, and figures of those below it."""

from __future__ import annotations

from typing import Any

import graphene

from api.running.errors import BAD_REQUEST, ApiError
from api.shapes.enums import BoardScope, CaseKind, CaseState, StepCode, Tier
from api.shapes.fields import Row, argument, day, identity, many, moment, number, one, text
from supervision.board_reading import BoardNow, audience_of, board_for


class BoardGovernment(Row):
    """Whose figures these are."""

    code = text("Code: its subdomain.")
    name = text("Full name.")
    short_name = text("Short name.")
    tier = one(Tier, "Its level.")


class StageCount(Row):
    """How many cases stand in one state."""

    stage = one(CaseState, "The state.")
    count = number("Cases.")


class EarlierFigures(Row):
    """Open cases of the years before the one that is shown."""

    unfinished = number("Cases that have not ended, those not yet dispatched included.")
    red = number("Running clocks of them that are past their due day.")


class KindFigures(Row):
    """Figures of one kind of cases."""

    kind = one(CaseKind, "The kind.")
    total = number("Cases in all.")
    arrived = number("Cases that were handed in and not yet dispatched to a unit.")
    unfinished = number("Cases 在办: dispatched, and not finished.")
    green = number("Running clocks with time left.")
    yellow = number("Running clocks that end soon, by the case's own rule pack.")
    red = number("Running clocks that are past their due day.")
    earlier = one(EarlierFigures, "Of the years before: what is still open (往年未办结).")
    stages = many(StageCount, "Cases by state; states without cases are left out.")


class UnitFigures(Row):
    """A unit's parts in cases."""

    id = identity("Opaque id of the unit.")
    name = text("Full name.")
    short_name = text("Short name.")
    to_sign = number("Parts that wait to be signed for.")
    doing = number("Parts that are not finished, those to be signed for included.")
    overdue = number("Parts past their due day.")
    done = number("Finished parts.")
    earlier = number("Parts that are not finished in cases of the years before.")
    earlier_overdue = number("Those of them past their due day.")


class Movement(Row):
    """A step that was taken, with the number and title of its case."""

    id = identity("Opaque id of the step's event.")
    at = moment("When.")
    step = one(StepCode, "The step.")
    step_label = text("The same in Chinese.")
    kind = one(CaseKind, "Kind of its case.")
    case_id = identity("Opaque id of its case.")
    case_no = text("Number of its case; the registration number before filing.")
    case_title = text("Title of its case.")
    unit_name = text("Short name of the unit that took it.", null=True)


class LowerBoard(Row):
    """Figures that a government below shares with the one above: of cases, not of its units."""

    government = one(BoardGovernment, "Whose figures these are.")
    figures = many(KindFigures, "By kind of cases.")
    at = moment("When they changed last.")
    behind_since = moment(
        "Since when steps there wait that are not in the figures; over the socket only.", null=True
    )


class BoardState(Row):
    """What a board shows."""

    day = day("The day of these lights.")
    year = number("The year whose cases are counted: that of their session, or of registration between two.")
    years = many(graphene.Int, "Years that have cases, newest first.")
    government = one(BoardGovernment, "Whose board it is.")
    figures = many(KindFigures, "By kind of cases, as far as the viewer sees them.")
    units = many(UnitFigures, "Units by trouble; for a unit's people their own.")
    movements = many(Movement, "The latest steps, newest first.")
    lower = many(LowerBoard, "Governments below, in the order of the registry; for the general office.")


class Board(Row):
    """A board at one moment: which state this is, and the state."""

    epoch = text("Counting begins anew when this changes.")
    seq = number("Grows with each change of this epoch.")
    at = moment("When it changed last.")
    as_of = moment("The time of the data: until then every step is in the figures, unless it says otherwise.")
    behind_since = moment(
        "Since when steps wait that are not in the figures yet: the board lags; null when none does.",
        null=True,
    )
    state = one(BoardState, "Null when the viewer said that this state is known.", null=True)


ARGUMENTS = {
    "year": argument(graphene.Int, "Of this year's cases; else of the newest that has some.", null=True),
    "scope": argument(BoardScope, "How far the board looks."),
    "epoch": argument(graphene.String, "Epoch of the state that the viewer has.", null=True),
    "seq": argument(graphene.Int, "Number of the state that the viewer has.", null=True),
}


class BoardQueries(graphene.ObjectType):
    """Questions about the board."""

    board = one(Board, "The board; null for seats that have none.", null=True, args=ARGUMENTS)

    @staticmethod
    def resolve_board(_root: None, info: Any, **given: Any) -> BoardNow | None:
        """Two rows by key, and one for each government below."""
        audience = audience_of(info.context.actor)
        if audience is None:
            return None
        board = board_for(audience, given["scope"], given.get("year"))
        return board and board.since(given.get("epoch"), given.get("seq"))


class BoardSubscription(graphene.ObjectType):
    """The board as it moves."""

    board = one(Board, "The board now, and again with each change.", null=True, args=ARGUMENTS)

    @staticmethod
    def resolve_board(board: Any, _info: Any, **_given: Any) -> Any:
        """The board itself is the root of each delivery."""
        return board

    @staticmethod
    def subscribe_board(_root: Any, _info: Any, **_given: Any) -> Any:
        """Over HTTP there is nothing to wait for."""
        raise ApiError(BAD_REQUEST, "no_subscription")
