"""Drafting and issuing rule packs: each by one command of ``rules``."""

from __future__ import annotations

from typing import Any

import graphene

from api.people.mutations import answered
from api.rules.versions import PackDeletedPayload, PackDraftPayload, RulePackPayload, served
from api.running.context import Context
from api.shapes.command import KEY
from api.shapes.fields import argument, chosen_id, row_id
from rules import commands
from rules.models import RulePack as PackRow
from rules.queries import placed

REVISION = "The revision that the writer has seen."


class StartPackDraft(graphene.Mutation):
    """Begin a draft from exactly one of: a version, a shipped pack, the text of a file. For the administrator."""

    class Arguments:
        key = argument(graphene.String, KEY)
        pack_id = argument(graphene.ID, "Id of an issued version.", null=True)
        shipped = argument(graphene.String, "Code of a shipped pack.", null=True)
        text = argument(graphene.String, "Text of a YAML or JSON file.", null=True)

    Output = PackDraftPayload

    @staticmethod
    def mutate(
        _root: None,
        info: Any,
        key: str,
        pack_id: str | None = None,
        shipped: str | None = None,
        text: str | None = None,
    ) -> dict[str, Any]:
        """Several drafts may be open at a time."""
        context: Context = info.context

        def change() -> dict[str, Any]:
            pack = chosen_id(pack_id, "pack_unknown", "packId") if pack_id else None
            draft = commands.start_pack_draft(
                context.actor, key, pack_id=pack, shipped=shipped or "", text=text or ""
            )
            return {"draft": draft}

        return answered(context, change)


class SavePackDraft(graphene.Mutation):
    """Save a draft with whatever problems it has, over the revision that its writer has seen. For the administrator."""

    class Arguments:
        key = argument(graphene.String, KEY)
        draft_id = argument(graphene.ID, "Id of the draft.")
        body = argument(graphene.String, "The whole body as JSON.")
        revision = argument(graphene.Int, REVISION)

    Output = PackDraftPayload

    @staticmethod
    def mutate(_root: None, info: Any, key: str, draft_id: str, body: str, revision: int) -> dict[str, Any]:
        """Refused when another has saved it meanwhile."""
        context: Context = info.context

        def change() -> dict[str, Any]:
            draft = commands.save_pack_draft(
                context.actor, row_id(draft_id), key, body=body, revision=revision
            )
            return {"draft": draft}

        return answered(context, change)


class DeletePackDraft(graphene.Mutation):
    """Drop a draft. For the administrator."""

    class Arguments:
        key = argument(graphene.String, KEY)
        draft_id = argument(graphene.ID, "Id of the draft.")
        revision = argument(graphene.Int, REVISION)

    Output = PackDeletedPayload

    @staticmethod
    def mutate(_root: None, info: Any, key: str, draft_id: str, revision: int) -> dict[str, Any]:
        """What was issued stays."""
        context: Context = info.context

        def change() -> dict[str, Any]:
            gone = commands.delete_pack_draft(context.actor, row_id(draft_id), key, revision=revision)
            return {"deleted_id": gone}

        return answered(context, change)


class IssuePack(graphene.Mutation):
    """Issue a draft as the next version, in force from a day; it never changes again. For the administrator."""

    class Arguments:
        key = argument(graphene.String, KEY)
        draft_id = argument(graphene.ID, "Id of the draft.")
        revision = argument(graphene.Int, REVISION)
        effective_on = argument(graphene.Date, "First day on which new cases are registered under it.")
        note = argument(graphene.String, "What the change rests on.")
        running_go_over = argument(
            graphene.Boolean,
            "Whether running cases go over on that day; they keep their version otherwise.",
            null=True,
            default_value=False,
        )
        replace = argument(
            graphene.Boolean,
            "Whether versions set for that day or later are put aside.",
            null=True,
            default_value=False,
        )

    Output = RulePackPayload

    @staticmethod
    def mutate(_root: None, info: Any, key: str, draft_id: str, **arguments: Any) -> dict[str, Any]:
        """Refused with all problems named."""
        context: Context = info.context

        def change() -> dict[str, Any]:
            arguments["running_go_over"] = bool(arguments.get("running_go_over"))
            arguments["replace"] = bool(arguments.get("replace"))
            pack = commands.issue_pack(context.actor, row_id(draft_id), key, **arguments)
            return {"pack": _standing(pack)}

        return answered(context, change)


def _standing(pack: PackRow) -> dict[str, Any]:
    rows = PackRow.objects.filter(kind=pack.kind).order_by("-version")
    return served(next(one for one in placed(rows) if one.row.pk == pack.pk))


class PackMutations(graphene.ObjectType):
    """Changes to rule packs."""

    start_pack_draft = StartPackDraft.Field(required=True)
    save_pack_draft = SavePackDraft.Field(required=True)
    delete_pack_draft = DeletePackDraft.Field(required=True)
    issue_pack = IssuePack.Field(required=True)
