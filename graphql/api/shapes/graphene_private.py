"""Names of graphene 3 that it does not document; no other module takes them from it.

``tests/unit/test_library_names.py`` states what is relied on of each.
"""

from __future__ import annotations

from typing import Any

from graphene.types.mutation import MutationOptions
from graphene.utils.str_converters import to_camel_case, to_snake_case

__all__ = ["MutationOptions", "camel_case", "classes_by_field", "options_of", "snake_case"]


def camel_case(name: str) -> str:
    """A field's name as the schema has it."""
    return str(to_camel_case(name))


def snake_case(name: str) -> str:
    """A class's name as that of an attribute: ``SignFor`` is ``sign_for``."""
    return str(to_snake_case(name))


def options_of(mutation: type) -> Any:
    """What was made of a mutation's ``Meta``."""
    kept: Any = mutation
    return kept._meta


def classes_by_field(root: type) -> dict[str, type]:
    """The mutation's class behind each field of a root type, by the field's name in Python."""
    found = {
        name: getattr(field.resolver, "__self__", None) for name, field in options_of(root).fields.items()
    }
    return {name: one for name, one in found.items() if isinstance(one, type)}
