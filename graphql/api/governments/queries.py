"""Queries of platform operators."""

from __future__ import annotations

from typing import Any

import graphene

from api.governments.types import GovernmentRow
from api.shapes.fields import many
from governments.models import Government


class GovernmentQueries(graphene.ObjectType):
    """Questions about the registry."""

    governments = many(GovernmentRow, "All governments of this deployment; for platform operators.")

    @staticmethod
    def resolve_governments(_root: None, info: Any) -> list[Government]:
        """FORBIDDEN for people of a government."""
        info.context.require_operator()
        return list(Government.objects.select_related("parent").prefetch_related("domains"))
