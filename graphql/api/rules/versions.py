"""Rule packs as their pages show them: versions, drafts, shipped packs, problems, differences, moved days."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import graphene

from api.shapes.enums import CaseKind, DueKind
from api.shapes.fields import Row, day, flag, identity, many, moment, number, one, text
from api.shapes.refusal import Refusal
from kernel.wording import label
from rules.checking.body import Problem, problems
from rules.counting.cycles import Coming, coming
from rules.explaining.sentences import DeadlineLine, deadline_lines
from rules.library import Listed
from rules.models import PackDraft as DraftRow
from rules.pack import parse, shipped
from rules.queries import PackStatus, Placed

STANDINGS = {
    "SCHEDULED": "Issued, in force from a later day.",
    "IN_FORCE": "New cases are registered under it.",
    "FORMER": "Another is in force; cases that kept it still run.",
    "REPLACED": "Another was issued before its day came, or on that very day.",
}


def _describe(value: Any) -> str:
    return "Where an issued version stands." if value is None else STANDINGS[value.name]


PackStanding = graphene.Enum.from_enum(PackStatus, name="PackStanding", description=_describe)


class PackDeadline(Row):
    """A period of a pack in words."""

    code = text("Its code.")
    label = text("Its Chinese name.")
    span = text("How long, in Chinese.")
    since = text("From which event, in Chinese.")
    article = text("The article it rests on.")


class ComingReport(Row):
    """A report that a pack asks for every year, with its next day."""

    label = text("What is reported, in Chinese.")
    day = day("By when.")
    article = text("The article it rests on.")


class PackProblem(Row):
    """One thing that is wrong with a body."""

    path = text("Where: keys and indexes joined by dots; empty for the whole.")
    place = text("The same in Chinese.")
    message = text("What is wrong and what to do, in Chinese.")

    @staticmethod
    def resolve_path(problem: Problem, _info: Any) -> str:
        """From its parts."""
        return dotted(problem.path)


class PackDifference(Row):
    """One value that differs between two packs."""

    path = text("Where: keys and indexes joined by dots.")
    place = text("The same in Chinese.")
    left = text("Value of the left one in Chinese; null where it has none.", null=True)
    right = text("Value of the right one in Chinese; null where it has none.", null=True)

    @staticmethod
    def resolve_path(difference: Any, _info: Any) -> str:
        """From its parts."""
        return dotted(difference.path)


class RulePack(Row):
    """An issued version of the rules for one kind of case (办理规则包); never changed."""

    id = identity()
    kind = one(CaseKind, "The kind.")
    version = number("1, 2, ... within its kind.")
    title = text("Its name.")
    jurisdiction = text("Where it applies, in Chinese.", null=True)
    source = text("The regulation it follows.", null=True)
    standing = one(PackStanding, "Where it stands today.")
    standing_label = text("The same in Chinese.")
    effective_on = day("First day on which new cases are registered under it.")
    until = day("First day on which another is in force; null when none is set.", null=True)
    issued_by = text("Who issued it; null for what came with the product.", null=True)
    issued_at = moment("When.", null=True)
    note = text("What the change rests on.", null=True)
    running_go_over = flag("Whether cases that run on its first day go over to it.")
    deadlines = many(PackDeadline, "Its periods, in the order of the procedure.")
    coming = many(ComingReport, "Yearly reports by their next day, of the version in force; else none.")
    body = text("All of it, as JSON.")

    @staticmethod
    def resolve_coming(pack: dict[str, Any], info: Any) -> list[Coming]:
        """Counted from today."""
        in_force = pack["standing"] is PackStatus.IN_FORCE
        return coming(parse(pack["content"]), info.context.day) if in_force else []

    @staticmethod
    def resolve_deadlines(pack: dict[str, Any], _info: Any) -> list[DeadlineLine]:
        """In words."""
        return deadline_lines(pack["content"])

    @staticmethod
    def resolve_body(pack: dict[str, Any], _info: Any) -> str:
        """As JSON."""
        return as_json(pack["content"])


def served(pack: Placed) -> dict[str, Any]:
    """A version as ``RulePack`` reads it."""
    row = pack.row
    return {
        "id": row.pk,
        "kind": row.kind,
        "version": row.version,
        "title": row.title,
        "jurisdiction": row.body.get("jurisdiction", ""),
        "source": row.body.get("source", ""),
        "standing": pack.standing,
        "standing_label": label("pack_words", f"standing.{pack.standing}"),
        "effective_on": row.effective_on,
        "until": pack.until,
        "issued_by": row.issued_by,
        "issued_at": row.issued_at,
        "note": row.note,
        "running_go_over": row.running_go_over,
        "content": row.body,
    }


class RulePackDraft(Row):
    """A pack that is being written; shown to the administrator."""

    id = identity()
    kind = one(CaseKind, "The kind.")
    title = text("Its name; null while it has none.", null=True)
    origin = text("What it began from, in Chinese.")
    revision = number("Counts its savings; sent back with each change.")
    saved_by = text("Who saved it last.")
    saved_at = moment("When.")
    body = text("All of it, as JSON.")
    problems = many(PackProblem, "What keeps it from being issued.")

    @staticmethod
    def resolve_body(draft: DraftRow, _info: Any) -> str:
        """As JSON."""
        return as_json(draft.body)

    @staticmethod
    def resolve_problems(draft: DraftRow, _info: Any) -> list[Problem]:
        """As it is saved."""
        return problems(draft.body)


class ShippedPack(Row):
    """A pack that comes with the product."""

    code = text("Its code.")
    kind = one(CaseKind, "The kind.")
    title = text("Its name.")
    jurisdiction = text("Where it applies, in Chinese.")
    source = text("The regulation it follows.")
    body = text("All of it, as JSON.")

    @staticmethod
    def resolve_body(pack: Listed, _info: Any) -> str:
        """As JSON."""
        return as_json(shipped(pack.code))


class MovedDay(Row):
    """A running due day that would be another."""

    number = text("Number of the case, or of its registration.")
    unit = text("The unit that keeps the day; null where it is the case's.", null=True)
    what = one(DueKind, "What is due.")
    what_label = text("The same in Chinese.")
    old = day("As it is.")
    new = day("As it would be.")
    old_explanation = many(graphene.String, "How it came about, Chinese sentences.")
    new_explanation = many(graphene.String, "How it would be counted.")


class PackPreview(Row):
    """What would move if running cases went over to a pack today."""

    running = number("Cases of its kind that run; they keep their version unless they are to go over.")
    arrived = number("Papers of its kind that wait for review; they go over too, no day of theirs runs yet.")
    kept = number(
        "Running cases that keep their version anyway: their answers name classes it calls otherwise."
    )
    moved_cases = number("Those of them of which a day would move.")
    moved_days = number("How many days would move.")
    past_days = number("Days to come that would then be past: what is due on them would be late at once.")
    days = many(MovedDay, "The days that would move, at most 500 of them.")


class PackDraftPayload(Row):
    """What starting and saving a draft answer: exactly one of both."""

    draft = graphene.Field(RulePackDraft, description="The draft as saved.")
    refusal = graphene.Field(Refusal, description="Why it was refused; nothing was changed.")


class PackDeletedPayload(Row):
    """What deleting a draft answers: exactly one of both."""

    deleted_id = graphene.ID(description="Id of the draft that is gone.")
    refusal = graphene.Field(Refusal, description="Why it was refused; nothing was changed.")


class RulePackPayload(Row):
    """What issuing answers: exactly one of both."""

    pack = graphene.Field(RulePack, description="The version as issued.")
    refusal = graphene.Field(Refusal, description="Why it was refused; nothing was changed.")


def dotted(path: Any) -> str:
    """A path as the API writes it."""
    return ".".join(str(part) for part in path)


def as_json(body: Mapping[str, Any]) -> str:
    """A body as the API serves it."""
    return json.dumps(body, ensure_ascii=False)
