"""Short words for the fields of our types: what kind of value, whether it may be null, what it means."""

from __future__ import annotations

import re
from typing import Any

import graphene
from graphql import GraphQLNonNull

from kernel.refusals import NotVisible


def identity(description: str = "Opaque id.") -> graphene.ID:
    """An id."""
    return graphene.ID(required=True, description=description)


def text(description: str, *, null: bool = False, **more: Any) -> graphene.String:
    """A text; where it may be null, an empty one is served as null. ``more`` as for ``graphene.String``."""
    return graphene.String(required=not null, description=description, **more)


def number(description: str, *, null: bool = False) -> graphene.Int:
    """A whole number."""
    return graphene.Int(required=not null, description=description)


def flag(description: str) -> graphene.Boolean:
    """True or false."""
    return graphene.Boolean(required=True, description=description)


def day(description: str, *, null: bool = False) -> graphene.Date:
    """A calendar day in the government's time zone."""
    return graphene.Date(required=not null, description=description)


def moment(description: str, *, null: bool = False) -> graphene.DateTime:
    """A moment with its offset from UTC."""
    return graphene.DateTime(required=not null, description=description)


def one(of: Any, description: str, *, null: bool = False, **more: Any) -> graphene.Field:
    """An object or enum value."""
    return graphene.Field(of, required=not null, description=description, **more)


def many(of: Any, description: str, **more: Any) -> graphene.Field:
    """A list without nulls; arguments and resolver as for ``graphene.Field``."""
    return graphene.Field(listed(of), required=True, description=description, **more)


def listed(of: Any) -> graphene.List:
    """The type of a list without nulls."""
    return graphene.List(graphene.NonNull(of))


def argument(of: Any, description: str, *, null: bool = False, **more: Any) -> graphene.Argument:
    """An argument of a field."""
    return graphene.Argument(of, required=not null, description=description, **more)


def given(of: Any, description: str, *, null: bool = False, **more: Any) -> graphene.InputField:
    """A field of an input object."""
    return graphene.InputField(of, required=not null, description=description, **more)


class Row(graphene.ObjectType):
    """A type over a model's row, a dataclass or a dict: fields without ``resolve_...`` are read by name.

    An empty text is served as null where null is allowed.
    """

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, **options: Any) -> None:
        """Give each type the reading by name."""
        super().__init_subclass_with_meta__(default_resolver=by_name, **options)


def by_name(name: str, default: Any, root: Any, info: Any, **_arguments: Any) -> Any:
    """The value of this name; arguments have had their say when the list was made."""
    value = root.get(name, default) if isinstance(root, dict) else getattr(root, name, default)
    if value == "" and not isinstance(info.return_type, GraphQLNonNull):
        return None
    return value


# Ids from outside: opaque to callers, here strictly the decimal key of a row of the current government.

ID = re.compile(r"[1-9][0-9]{0,17}")


def row_id(given: str) -> int:
    """The key that an id stands for; an id that we never gave out is not found."""
    if ID.fullmatch(given) is None:
        raise NotVisible
    return int(given)


def row_id_or_none(given: str | None) -> int | None:
    """The key of an optional id."""
    return None if given is None else row_id(given)


def chosen_id(value: str, code: str, field: str, **facts: object) -> int:
    """The key behind an id that a form chose; refused, at its field, when it names nothing.

    ``facts`` fill the refusal's sentence.
    """
    try:
        return row_id(value)
    except NotVisible as error:
        raise NotVisible(code, field=field, **facts) from error
