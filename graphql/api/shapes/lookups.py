"""Lookups: a field that finds one object by its id answers null, whether there is none or it is not shown.

One way for all of them, so that no answer shows what exists. Mutations refuse with NOT_FOUND instead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene

from api.running.context import Context
from api.shapes.fields import ID, argument

NULL = "Null when there is none, or none that the viewer may see."


def lookup(of: Any, description: str, find: Callable[[Context, int], Any]) -> graphene.Field:
    """The object of this id as ``find`` sees it for the viewer; UNAUTHENTICATED when nobody is signed in."""

    def resolve(_root: None, info: Any, id: str) -> Any:
        """An id that we never gave out names nothing."""
        context: Context = info.context
        context.require_seat()
        return find(context, int(id)) if ID.fullmatch(id) else None

    return graphene.Field(
        of, description=f"{description} {NULL}", id=argument(graphene.ID, "Its id."), resolver=resolve
    )
