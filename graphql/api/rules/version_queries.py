"""Questions about rule packs: every signed-in person may read and compare them, drafts are the administrator's."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import graphene

from api.rules.types import CodeLabel
from api.rules.versions import (
    PackDifference,
    PackPreview,
    PackProblem,
    RulePack,
    RulePackDraft,
    ShippedPack,
    as_json,
    served,
)
from api.running.context import Context
from api.shapes.enums import CaseKind
from api.shapes.fields import argument, flag, many, one, row_id, text
from api.shapes.lookups import lookup
from cases.clocks.pack_change import PackPreview as Preview
from cases.clocks.pack_change import numbers_of, preview_pack
from cases.clocks.recount import Move
from kernel.refusals import NotPermitted, NotVisible, Refusal
from kernel.wording import label, section
from people.roles import Role
from rules.checking.body import Problem, problems
from rules.commands.drafts import body_of
from rules.explaining.comparing import Difference, compare
from rules.explaining.forms import form_schema
from rules.explaining.sentences import explain
from rules.library import Listed, library
from rules.models import PackDraft
from rules.models import RulePack as PackRow
from rules.pack import shipped
from rules.queries import Placed, placed

MOST_DAYS = 500
WORDS = ("kinds", "roles", "bases", "meeting_stages", "meeting_forms", "publish_modes", "pack_codes")
BODY = "The body as JSON."


def _issued(_context: Context, pk: int) -> dict[str, Any] | None:
    found = _placed(pk)
    return served(found) if found else None


def _draft_if_seen(context: Context, pk: int) -> PackDraft | None:
    return PackDraft.objects.filter(pk=pk).first() if manages(context) else None


class PackQueries(graphene.ObjectType):
    """Questions about rule packs."""

    rule_packs = many(
        RulePack,
        "Issued versions, of each kind the newest first.",
        kind=argument(CaseKind, "Only this kind.", null=True),
    )
    rule_pack = lookup(RulePack, "One issued version.", _issued)
    pack_drafts = many(RulePackDraft, "Drafts; the administrator's, for others none.")
    pack_draft = lookup(RulePackDraft, "One draft; the administrator's, for others none.", _draft_if_seen)
    shipped_packs = many(ShippedPack, "Packs that come with the product.")
    pack_schema = text("The JSON Schema of a pack's body, with Chinese titles.")
    pack_words = many(CodeLabel, "Codes that stand in packs, with their Chinese names.")
    may_manage_packs = flag("Whether the viewer may draft and issue.")
    compare_packs = many(
        PackDifference,
        "What differs between two packs.",
        left=argument(graphene.String, "`version:ID`, `draft:ID` or `shipped:CODE`."),
        right=argument(graphene.String, "The same."),
    )
    check_pack = many(
        PackProblem, "What is wrong with a body; nothing is saved.", body=argument(graphene.String, BODY)
    )
    preview_pack = one(
        PackPreview,
        "Which running due days would move. For the administrator and the general office.",
        body=argument(graphene.String, BODY),
    )

    @staticmethod
    def resolve_rule_packs(_root: None, info: Any, kind: str | None = None) -> list[dict[str, Any]]:
        """For everybody who is signed in."""
        info.context.require_seat()
        return [served(one) for one in _versions(kind)]

    @staticmethod
    def resolve_pack_drafts(_root: None, info: Any) -> list[PackDraft]:
        """The administrator's."""
        info.context.require_seat()
        return list(PackDraft.objects.order_by("-saved_at")) if manages(info.context) else []

    @staticmethod
    def resolve_shipped_packs(_root: None, info: Any) -> list[Listed]:
        """For everybody who is signed in."""
        info.context.require_seat()
        return library()

    @staticmethod
    def resolve_pack_schema(_root: None, info: Any) -> str:
        """What forms are made from."""
        info.context.require_seat()
        return as_json(form_schema())

    @staticmethod
    def resolve_pack_words(_root: None, info: Any) -> list[dict[str, str]]:
        """From the catalogue."""
        info.context.require_seat()
        return [{"code": code, "label": words} for name in WORDS for code, words in section(name).items()]

    @staticmethod
    def resolve_may_manage_packs(_root: None, info: Any) -> bool:
        """The administrator may."""
        info.context.require_seat()
        return manages(info.context)

    @staticmethod
    def resolve_compare_packs(_root: None, info: Any, left: str, right: str) -> list[Difference]:
        """Any two that the viewer may read."""
        info.context.require_seat()
        return list(compare(_body(info.context, left), _body(info.context, right)))

    @staticmethod
    def resolve_check_pack(_root: None, info: Any, body: str) -> list[Problem]:
        """While one types."""
        info.context.require_seat()
        return problems(body_of(body))

    @staticmethod
    def resolve_preview_pack(_root: None, info: Any, body: str) -> dict[str, Any]:
        """Of a body without problems."""
        context: Context = info.context
        if not context.actor.roles & {Role.ADMINISTRATOR, Role.GENERAL_OFFICE}:
            raise NotPermitted("only_administrator")
        return _preview(preview_pack(body_of(body)))


def manages(context: Context) -> bool:
    """Whether the viewer may draft and issue."""
    return Role.ADMINISTRATOR in context.actor.roles and not context.actor.read_only


def _versions(kind: str | None = None) -> list[Placed]:
    rows = PackRow.objects.order_by("kind", "-version")
    chosen = rows.filter(kind=kind) if kind else rows
    by_kind = groupby(chosen, key=lambda row: row.kind)
    return [one for _, group in by_kind for one in placed(group)]


def _placed(pk: int) -> Placed | None:
    kind = PackRow.objects.filter(pk=pk).values_list("kind", flat=True).first()
    return next((one for one in _versions(kind) if one.row.pk == pk), None) if kind else None


def _version(pk: int) -> Placed:
    found = _placed(pk)
    if found is None:
        raise NotVisible("pack_unknown")
    return found


def _draft(context: Context, pk: int) -> PackDraft:
    if not manages(context):
        raise NotPermitted("only_administrator")
    found = PackDraft.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible("pack_draft_unknown")
    return found


def _body(context: Context, reference: str) -> Mapping[str, Any]:
    what, _, key = reference.partition(":")
    if what == "version":
        return dict(_version(row_id(key)).row.body)
    if what == "draft":
        return dict(_draft(context, row_id(key)).body)
    if what == "shipped":
        return _shipped(key)
    raise NotVisible("pack_unknown")


def _shipped(code: str) -> Mapping[str, Any]:
    try:
        return shipped(code)
    except Refusal as error:
        raise NotVisible("pack_unknown") from error


def _preview(found: Preview) -> dict[str, Any]:
    shown = found.moves[:MOST_DAYS]
    numbers = numbers_of(shown)
    return {
        "running": found.running,
        "arrived": found.arrived,
        "kept": found.kept,
        "moved_cases": found.moved_cases,
        "moved_days": len(found.moves),
        "past_days": found.past,
        "days": [_moved(one, numbers) for one in shown],
    }


def _moved(move: Move, numbers: Mapping[int, str]) -> dict[str, Any]:
    part = move.old.assignment
    return {
        "number": numbers[move.old.case_id],
        "unit": part.unit.short_name if part else "",
        "what": move.old.what,
        "what_label": label("due_kinds", move.old.what),
        "old": move.old.day,
        "new": move.new.day,
        "old_explanation": explain(move.old.reckoning),
        "new_explanation": explain(move.new),
    }
