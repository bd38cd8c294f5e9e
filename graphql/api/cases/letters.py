"""Letter check: whether a letter agrees with its points, before anything is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import graphene

from api.cases.inputs import ReplyPointInput, points_of
from api.shapes.fields import Row, argument, listed, many, one, text
from cases.letters.points import completed, missing_points, to_insert


class PointsInLetter(Row):
    """What a letter lacks of the answers point by point."""

    missing = many(graphene.Int, "Numbers of the points whose answer or promise is not in the text, from 1.")
    insert = text("Paragraphs to insert, one for each of them; empty where the text says all.")
    completed = text("The text with them in their place, before its closing lines.")


class LetterQueries(graphene.ObjectType):
    """Questions about a letter that is being written."""

    points_in_letter = one(
        PointsInLetter,
        "Which answers point by point a text lacks, and the paragraphs to insert. Reads nothing that is kept.",
        body=argument(graphene.String, "The letter's text."),
        points=argument(listed(ReplyPointInput), "The points."),
    )

    @staticmethod
    def resolve_points_in_letter(_root: None, info: Any, body: str, points: Sequence[Any]) -> dict[str, Any]:
        """By the rule that the steps of a reply follow."""
        info.context.require_seat()
        given = [asdict(one) for one in points_of(points)]
        return {
            "missing": missing_points(given, body),
            "insert": to_insert(given, body),
            "completed": completed(given, body),
        }
