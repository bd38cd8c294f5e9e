"""Scoring schemes that a government writes itself: problems in a text, its contents, and a trial ranking."""

from __future__ import annotations

from typing import Any

import graphene

from api.assessment.types import AssessmentSchemeItem, plain, words
from api.running.context import Context
from api.shapes.fields import Row, flag, many, number, one, text
from api.shapes.refusal import Refusal
from assessment.commands import require_author
from assessment.scheme import parse
from assessment.scheme_check import problems
from assessment.trying import TriedItem, TriedScore
from kernel import refusals
from rules.checking.body import Problem
from rules.checking.reading import read


class AssessmentSchemeProblem(Row):
    """One thing that is wrong with a scheme."""

    path = text("The path to it, its parts joined by dots.", null=True)
    place = text("The same in Chinese; null where the text cannot be read at all.", null=True)
    message = text("What is wrong and what to do, in Chinese.")

    @staticmethod
    def resolve_path(problem: Problem, _info: Any) -> str:
        """As the text spells it."""
        return ".".join(str(part) for part in problem.path)


class AssessmentSchemeCheck(Row):
    """A text looked at as a scheme; nothing is kept."""

    problems = many(AssessmentSchemeProblem, "All that is wrong, in the order of the text.")
    title = text("Its name; null while anything is wrong.", null=True)
    full = text("Its full mark, as a decimal number; null while anything is wrong.", null=True)
    items = many(
        AssessmentSchemeItem, "Its items, each with its formula in words; none while anything is wrong."
    )


def looked_at(context: Context, written: str) -> dict[str, Any]:
    """What is wrong with a text, or what it says; for those who write schemes."""
    require_author(context.actor)
    try:
        body = read(written)
    except refusals.Refusal as refusal:
        unreadable = Problem((), "", refusal.message)
        return {"problems": [unreadable], "title": "", "full": "", "items": []}
    found = problems(body)
    if found:
        return {"problems": found, "title": "", "full": "", "items": []}
    scheme = parse(body)
    return {"problems": [], "title": scheme.title, "full": f"{float(scheme.full):g}", "items": scheme.items}


class TriedAssessmentItem(Row):
    """One item of a unit, as the scheme would score it."""

    code = text("Its code within the scheme.")
    title = text("Its name.")
    maximum = text("The most that the scheme gives for it, as a decimal number.")
    bonus = flag("Whether it only adds to the full mark.")
    weight = text("The most it could give this unit, as a decimal number.")
    numerator = number("What counts; for events, how often they happened.")
    denominator = number("What is looked at; null for events.", null=True)
    points = text("Points, as a decimal number; null where there was nothing to measure.", null=True)
    explanation = text("How the points came about, in Chinese.")

    @staticmethod
    def resolve_code(item: TriedItem, _info: Any) -> str:
        """Of the scheme."""
        return item.plan.code

    @staticmethod
    def resolve_title(item: TriedItem, _info: Any) -> str:
        """Of the scheme."""
        return item.plan.title

    @staticmethod
    def resolve_maximum(item: TriedItem, _info: Any) -> str:
        """Of the scheme."""
        return f"{float(item.plan.weight):g}"

    @staticmethod
    def resolve_bonus(item: TriedItem, _info: Any) -> bool:
        """Of the scheme."""
        return item.plan.is_bonus

    @staticmethod
    def resolve_weight(item: TriedItem, _info: Any) -> str | None:
        """After redistribution."""
        return plain(item.weight)

    @staticmethod
    def resolve_points(item: TriedItem, _info: Any) -> str | None:
        """To the scheme's places."""
        return plain(item.points)


class TriedAssessmentScore(Row):
    """A unit's line, as the scheme would give it."""

    unit = text("The unit's name.")
    rank = number("Rank; null when it would not be ranked.", null=True)
    total = text("Total, as a decimal number; null when it would not be ranked.", null=True)
    not_ranked = text("Why it would not be ranked, in Chinese.", null=True)
    items = many(TriedAssessmentItem, "Its items, in order.")

    @staticmethod
    def resolve_total(score: TriedScore, _info: Any) -> str | None:
        """To the scheme's places."""
        return plain(score.total)

    @staticmethod
    def resolve_not_ranked(score: TriedScore, _info: Any) -> str | None:
        """From the catalogue."""
        return words(f"not_ranked.{score.not_ranked}") if score.not_ranked else None


class AssessmentTrial(Row):
    """The ranking that a scheme would give; none of it is kept."""

    title = text("The scheme's name.")
    places = number("Decimal places to which it rounds points.")
    scores = many(TriedAssessmentScore, "The lines, the first rank first.")


class AssessmentTrialPayload(Row):
    """What trying answers: exactly one of both."""

    trial = graphene.Field(AssessmentTrial, description="The ranking as it would be.")
    refusal = one(Refusal, "Why it was refused.", null=True)
