"""Drafts and versions of rule packs for tests, made through the commands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from kernel.clock import today
from rules.commands import issue_pack, save_pack_draft, start_pack_draft
from rules.models import PackDraft, RulePack
from rules.pack import shipped
from support.build import a_key
from support.world import World

TO_UNIT, TO_ALL = ["UNIT"], ["UNIT", "OFFICE"]
CONTRARY: dict[str, Any] = {
    "deadlines": {
        "reply": {"months": 2, "article": "某规定第一条"},
        "reply_complex": {"months": 5, "article": "某规定第一条"},
        "sign_for": {"days": 5, "article": "某规定第二条"},
        "adjudicate": {"working_days": 8, "article": "某规定第三条"},
        "co_redo": {"working_days": 3, "article": "某规定第四条"},
        "publish": {"working_days": 15, "article": "某规定第五条"},
    },
    "extension": {
        "latest": {"months": 5},
        "by": ["GENERAL_OFFICE"],
        "report": False,
        "article": "某规定第六条",
    },
    "late_return": "forbid",
    "reply_copies": ["CO_HANDLERS"],
    "yellow_days": 12,
    "upper_margin_days": 20,
    "co_yellow_days": 4,
    "reminders": {
        "LEAD": [{"working_days": 20, "tell": TO_ALL}, {"working_days": 7, "tell": TO_UNIT}],
        "CO": [{"working_days": 5, "tell": TO_UNIT}, {"working_days": 0, "tell": TO_ALL}],
        "SIGN": [{"working_days": 2, "tell": TO_ALL}],
    },
    "meetings_before_review": ["BEFORE"],
    "face_to_face": ["VISIT", "PHONE"],
    "unit_roles": {
        "SOLE": "单办",
        "LEAD": "牵头办理",
        "JOINT_LEAD": "联合办理",
        "SEPARATE": "分别办理",
        "CO": "协办",
    },
    "review_position": "after_sign",
    "satisfaction": {
        "axes": [{"code": "attitude", "label": "对办理过程"}, {"code": "result", "label": "对答复内容"}],
        "grades": [
            {"code": "SATISFIED", "label": "赞成", "dissatisfied": False},
            {"code": "DISSATISFIED", "label": "不赞成", "dissatisfied": True},
        ],
        "article": "某规定第七条",
    },
    "publication": {"default": "SUMMARY", "article": "某规定第八条"},
    "commitments": {
        "reports": ["06-30"],
        "years": 1,
        "carry_over": "TERM_END",
        "article": "某规定第九条",
    },
    "numbering": {
        "case": "{year}{word}第{number:03d}号",
        "reply": "{prefix}{word}函〔{year}〕{number}号",
        "article": "某规定第十条",
    },
    "checklist": [
        {"code": "LAW", "label": "依据准确"},
        {"code": "POINTS", "label": "逐条答复"},
        {"code": "CO_OPINIONS", "label": "会办意见已收齐"},
    ],
    "channels": [{"code": "VISIT", "label": "上门回访"}],
}


def changed(kind: str = "SUGGESTION", **parts: Any) -> dict[str, Any]:
    """The base pack of a kind with other parts; ``deadlines`` are merged into the base's."""
    body = shipped(f"base_{kind.lower()}")
    return body | parts | {"deadlines": body["deadlines"] | parts.get("deadlines", {})}


def contrary(kind: str = "SUGGESTION") -> dict[str, Any]:
    """A sound pack that differs from the base of its kind in every value that no shipped pack has otherwise."""
    return changed(kind, **CONTRARY)


def a_draft(world: World, body: Mapping[str, Any] | None = None) -> PackDraft:
    """A draft of the administrator; of the base pack, unless a body is given."""
    text = json.dumps(body or shipped("base_suggestion"), ensure_ascii=False)
    draft = start_pack_draft(world.administrator, a_key(), text=text)
    assert draft is not None
    return draft


def saved(world: World, draft: PackDraft, body: Mapping[str, Any]) -> PackDraft:
    """The draft with another body."""
    text = json.dumps(body, ensure_ascii=False)
    made = save_pack_draft(world.administrator, draft.pk, a_key(), body=text, revision=draft.revision)
    assert made is not None
    return made


def issued(
    world: World,
    body: Mapping[str, Any],
    *,
    on: date | None = None,
    note: str = "市人大常委会修订",
    **wish: Any,
) -> RulePack:
    """A version issued by the administrator, in force from today unless another day is given."""
    draft = a_draft(world, body)
    return issue_pack(
        world.administrator,
        draft.pk,
        a_key(),
        revision=draft.revision,
        effective_on=on or today(),
        note=note,
        **wish,
    )
