"""Questions about the rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import graphene

from api.enums import CaseKind
from api.fields import argument, one
from api.rules.types import Procedure
from cases.states import CaseState
from kernel.clock import today
from kernel.wording import label, section
from people.roles import Role
from rules.deadlines import due
from rules.explaining import explain
from rules.pack import Pack
from rules.queries import pack_in_force, pack_of
from rules.values import Coded, ResultClass


class RuleQueries(graphene.ObjectType):
    """Questions about the rules."""

    procedure = one(
        Procedure,
        "What the forms need from the rule pack of this kind.",
        kind=argument(CaseKind, "Kind of case."),
    )

    @staticmethod
    def resolve_procedure(_root: None, info: Any, kind: str) -> dict[str, Any]:
        """Every signed-in person may know the rules."""
        info.context.require_seat()
        return _procedure(pack_of(pack_in_force(kind)))


def _procedure(pack: Pack) -> dict[str, Any]:
    return {
        "kind": pack.kind,
        "pack_title": pack.title,
        "result_classes": _coded(pack.result_classes),
        "not_file_grounds": _coded(pack.not_file_grounds),
        "disposals": _coded(pack.disposals),
        "satisfaction": [{"code": one.code, "label": one.label} for one in pack.grades],
        "satisfaction_axes": _coded(pack.axes),
        "publish_default": pack.publish_default,
        "checklist": _coded(pack.checklist),
        "unit_roles": [{"code": code, "label": text} for code, text in pack.unit_roles.items()],
        "meeting_forms": _section("meeting_forms"),
        "publish_modes": _section("publish_modes"),
        "channels": _coded(pack.channels),
        "case_states": [{"code": one.value, "label": label("states", f"CASE.{one}")} for one in CaseState],
        "roles": [{"code": one.value, "label": label("roles", one)} for one in Role],
        "reply_due": _hint(pack, "reply"),
        "reply_due_complex": _hint(pack, "reply_complex"),
        "co_due": _hint(pack, "co_opinion"),
    }


def _coded(values: Iterable[Coded | ResultClass]) -> list[dict[str, str]]:
    return [{"code": one.code, "label": one.label} for one in values]


def _section(name: str) -> list[dict[str, str]]:
    return [{"code": code, "label": text} for code, text in section(name).items()]


def _hint(pack: Pack, deadline: str) -> dict[str, Any]:
    ending = due(pack, deadline, today())
    return {"day": ending.day, "text": "；".join(explain(ending)), "article": ending.article}
