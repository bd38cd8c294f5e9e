"""Display seats (展示席位): walls that show the board; kept by the general office and the administrator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene

from api.people.mutations import key_argument, once_answered
from api.running.context import Context
from api.shapes.fields import Row, argument, identity, many, moment, row_id, text
from api.shapes.refusal import Refusal
from people.keyed import Keyed
from supervision.displays import display_seats, make_display_seat, revoke_display_seat
from supervision.models import DisplaySeat as SeatRow


class DisplaySeat(Row):
    """A wall or lobby screen that shows the general office's board and nothing else."""

    id = identity()
    name = text("Where it hangs, or what it is called.")
    made_by = text("Who made it.")
    made_at = moment("When.")
    revoked_by = text("Who revoked it.", null=True)
    revoked_at = moment("When it was revoked; null while it lasts.", null=True)


class DisplaySeatPayload(Row):
    """What a change of seats answers: a seat or a refusal."""

    seat = graphene.Field(DisplaySeat, description="The seat as it now stands.")
    key = text("Key of a new seat, told this once: open /board#seat=KEY on the screen.", null=True)
    refusal = graphene.Field(Refusal, description="Why it was refused.")


class DisplayQueries(graphene.ObjectType):
    """Questions about display seats."""

    display_seats = many(DisplaySeat, "All seats, newest first; for those who keep them.")

    @staticmethod
    def resolve_display_seats(_root: None, info: Any) -> list[SeatRow]:
        """One query."""
        return list(display_seats(info.context.actor))


def _by_keeper(
    context: Context,
    key: str | None,
    step: str,
    inputs: object,
    change: Callable[[], tuple[dict[str, Any], int]],
) -> dict[str, Any]:
    """A change of a seat; a repeated request is answered with the seat as it is now, without its key."""

    def require() -> None:
        display_seats(context.actor)

    def again(pk: int) -> dict[str, Any]:
        return {"seat": display_seats(context.actor).get(pk=pk)}

    return once_answered(context, key, lambda: Keyed(step, inputs, require, change, again))


class MakeDisplaySeat(graphene.Mutation):
    """Make a seat; its key is in this answer and never again. For the general office and the administrator."""

    class Arguments:
        name = argument(graphene.String, "What it is called; not that of a lasting one.")
        key = key_argument()

    Output = DisplaySeatPayload

    @staticmethod
    def mutate(_root: None, info: Any, name: str, key: str | None = None) -> dict[str, Any]:
        """Refused for a name that is taken."""
        context: Context = info.context

        def made() -> tuple[dict[str, Any], int]:
            seat, secret = make_display_seat(context.actor, name)
            return {"seat": seat, "key": secret}, seat.pk

        return _by_keeper(context, key, "make_display_seat", name, made)


class RevokeDisplaySeat(graphene.Mutation):
    """End a seat: its screens go dark within a second. For the general office and the administrator."""

    class Arguments:
        seat_id = argument(graphene.ID, "Id of the seat.")
        key = key_argument()

    Output = DisplaySeatPayload

    @staticmethod
    def mutate(_root: None, info: Any, seat_id: str, key: str | None = None) -> dict[str, Any]:
        """Once is enough."""
        context: Context = info.context

        def revoked() -> tuple[dict[str, Any], int]:
            seat = revoke_display_seat(context.actor, row_id(seat_id))
            return {"seat": seat}, seat.pk

        return _by_keeper(context, key, "revoke_display_seat", seat_id, revoked)


class DisplayMutations(graphene.ObjectType):
    """Display seats."""

    make_display_seat = MakeDisplaySeat.Field(required=True)
    revoke_display_seat = RevokeDisplaySeat.Field(required=True)
