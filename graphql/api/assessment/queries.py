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
from api.shapes.fields import argument, flag, many, one
from api.shapes.ids import row_id
from assessment.models import Run, Scheme, Score, ScoreItem
from assessment.scheme import SHIPPED, shipped, shipped_text
from kernel.refusals import NotVisible


class AssessmentQueries(graphene.ObjectType):
    """Questions about scores."""

    assessment_schemes = many(AssessmentScheme, "Schemes, the newest year first.")
    assessment_runs = one(
        AssessmentRunConnection,
        "Runs, the newest year first: the general office sees trials too.",
        first=argument(graphene.Int, "Page size, 1 to 100.", null=True, default_value=50),
        after=argument(graphene.String, "Cursor after which to begin.", null=True),
        resolver=resolve_runs,
    )
    assessment_run = one(AssessmentRun, "One run.", id=argument(graphene.ID, "Its id."))
    assessment_score = one(AssessmentScore, "One unit's score sheet.", id=argument(graphene.ID, "Its id."))
    assessment_item = one(
        AssessmentScoreItem, "One item, to page through its evidence.", id=argument(graphene.ID, "Its id.")
    )
    assessment_templates = many(AssessmentTemplate, "Schemes that come with the product.")
    assessment_scheme = one(AssessmentScheme, "One scheme.", id=argument(graphene.ID, "Its id."))
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
    def resolve_assessment_run(_root: None, info: Any, id: str) -> Run:
        """NOT_FOUND unless the viewer may see it."""
        found = visible.runs(info.context).filter(pk=row_id(id)).first()
        if found is None:
            raise NotVisible("assessment_unknown")
        return found

    @staticmethod
    def resolve_assessment_score(_root: None, info: Any, id: str) -> Score:
        """NOT_FOUND unless the viewer may see it."""
        found = visible.scores(info.context).select_related("run__scheme").filter(pk=row_id(id)).first()
        if found is None:
            raise NotVisible("assessment_unknown")
        return found

    @staticmethod
    def resolve_assessment_item(_root: None, info: Any, id: str) -> ScoreItem:
        """NOT_FOUND unless the viewer may see it."""
        items = visible.items(info.context).select_related("score__run__scheme")
        found = items.filter(pk=row_id(id)).first()
        if found is None:
            raise NotVisible("assessment_unknown")
        return found

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
    def resolve_assessment_scheme(_root: None, info: Any, id: str) -> Scheme:
        """NOT_FOUND unless the viewer may see it."""
        found = visible.schemes(info.context).filter(pk=row_id(id)).first()
        if found is None:
            raise NotVisible("scheme_unknown")
        return found

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
