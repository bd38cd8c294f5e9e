"""Questions about the rules."""

from __future__ import annotations

from typing import Any

import graphene

from api.rules.procedure import procedure_of
from api.rules.types import Procedure
from api.shapes.enums import CaseKind
from api.shapes.fields import argument, one
from rules.queries import pack_in_force, pack_of


class RuleQueries(graphene.ObjectType):
    """Questions about the rules."""

    procedure = one(
        Procedure,
        "What forms need of the pack in force for this kind; of a case's own see `Case.procedure`.",
        kind=argument(CaseKind, "Kind of case."),
    )

    @staticmethod
    def resolve_procedure(_root: None, info: Any, kind: str) -> dict[str, Any]:
        """Every signed-in person may know the rules."""
        info.context.require_seat()
        row = pack_in_force(kind)
        return procedure_of(row.pk, pack_of(row))
