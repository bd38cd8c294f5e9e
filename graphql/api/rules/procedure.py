"""Rule pack put together as ``Procedure`` shows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cases.states import CaseState
from kernel.wording import label, section
from people.roles import Role
from rules.pack import Pack
from rules.values import Coded


def procedure_of(pack_id: int, pack: Pack) -> dict[str, Any]:
    """What forms and pages need of a pack, by its version's key; due days are counted when they are asked for."""
    return {
        "id": pack_id,
        "kind": pack.kind,
        "pack_title": pack.title,
        "result_classes": _classes(pack),
        "not_file_grounds": _coded(pack.not_file_grounds),
        "disposals": _coded(pack.disposals),
        "satisfaction": pack.grades,
        "satisfaction_axes": _coded(pack.axes),
        "publish_default": pack.publish_default,
        "checklist": _coded(pack.checklist),
        "unit_roles": [{"code": code, "label": text} for code, text in pack.unit_roles.items()],
        "meeting_forms": _section("meeting_forms"),
        "publish_modes": _section("publish_modes"),
        "channels": _coded(pack.channels),
        "case_states": [{"code": one.value, "label": label("states", f"CASE.{one}")} for one in CaseState],
        "roles": [{"code": one.value, "label": label("roles", one)} for one in Role],
        "pack": pack,
    }


def _classes(pack: Pack) -> list[dict[str, Any]]:
    return [
        {
            "code": one.code,
            "label": one.label,
            "means": one.means,
            "means_label": label("pack_codes", one.means),
            "promise": one.promise,
        }
        for one in pack.result_classes
    ]


def _coded(values: Iterable[Coded]) -> list[dict[str, str]]:
    return [{"code": one.code, "label": one.label} for one in values]


def _section(name: str) -> list[dict[str, str]]:
    return [{"code": code, "label": text} for code, text in section(name).items()]
