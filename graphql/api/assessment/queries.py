"""Questions about scores."""

from __future__ import annotations

from typing import Any

import graphene

from api.assessment import visible
from api.assessment.runs import AssessmentRunConnection, resolve_runs
from api.assessment.schemes import AssessmentSchemeCheck, looked_at
from api.assessment.types import (
    AssessmentRun,
    AssessmentScheme,
    AssessmentScore,
    AssessmentScoreItem,
    AssessmentTemplate,
)
from api.reading.related import acquainted
from api.running.context import Context
from api.shapes.fields import argument, flag, many, one
from api.shapes.lookups import lookup
from api.shapes.pages import after_argument, first_argument
from assessment.models import Run, Scheme, Score, ScoreItem
from assessment.scheme import SHIPPED, shipped, shipped_text


def _run(context: Context, pk: int) -> Run | None:
    return visible.runs(context).filter(pk=pk).first()


def _score(context: Context, pk: int) -> Score | None:
    return visible.scores(context).select_related("run__scheme").filter(pk=pk).first()


def _item(context: Context, pk: int) -> ScoreItem | None:
    return visible.items(context).select_related("score__run__scheme").filter(pk=pk).first()


def _scheme(context: Context, pk: int) -> Scheme | None:
    return visible.schemes(context).filter(pk=pk).first()


class AssessmentQueries(graphene.ObjectType):
    """Questions about scores."""

    assessment_schemes = many(AssessmentScheme, "Schemes, the newest year first.")
    assessment_runs = one(
        AssessmentRunConnection,
        "Runs, the newest year first: the general office sees trials too.",
        first=first_argument(),
        after=after_argument(),
        resolver=resolve_runs,
    )
    assessment_run = lookup(AssessmentRun, "One run.", _run)
    assessment_score = lookup(AssessmentScore, "One unit's score sheet.", _score)
    assessment_item = lookup(AssessmentScoreItem, "One item, to page through its evidence.", _item)
    assessment_templates = many(AssessmentTemplate, "Schemes that come with the product.")
    assessment_scheme = lookup(AssessmentScheme, "One scheme.", _scheme)
    assessment_scheme_check = one(
        AssessmentSchemeCheck,
        "A text looked at as a scheme: for those who may issue schemes.",
        text=argument(graphene.String, "YAML or JSON."),
    )
    may_issue_schemes = flag("Whether the viewer may check, try and issue schemes of one's own.")
    may_assess = flag("Whether the viewer may run schemes and freeze the result.")

    @staticmethod
    def resolve_assessment_schemes(_root: None, info: Any) -> list[Scheme]:
        """Those the viewer may see."""
        return acquainted(visible.schemes(info.context))

    @staticmethod
    def resolve_assessment_templates(_root: None, info: Any) -> list[dict[str, str]]:
        """The same for everybody who is signed in."""
        info.context.require_seat()
        bodies = {name: shipped(name) for name in SHIPPED}
        return [
            {"code": name, "title": body["title"], "source": body["source"], "text": shipped_text(name)}
            for name, body in bodies.items()
        ]

    @staticmethod
    def resolve_assessment_scheme_check(_root: None, info: Any, text: str) -> dict[str, Any]:
        """Nothing is kept."""
        return looked_at(info.context, text)

    @staticmethod
    def resolve_may_issue_schemes(_root: None, info: Any) -> bool:
        """The general office and the administrator may."""
        return visible.may_issue_schemes(info.context)

    @staticmethod
    def resolve_may_assess(_root: None, info: Any) -> bool:
        """The general office may."""
        return visible.may_assess(info.context)
