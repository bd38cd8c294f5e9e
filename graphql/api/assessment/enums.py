"""Enums of assessment, made from the domain's own, with what their values mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import graphene
from django.db.models import TextChoices

from assessment import models

GROUPS = {
    "BUREAUS": "Bureaus, towns and other units.",
    "LOWER_GOVERNMENTS": "Districts and counties, as units of the city.",
}
STATES = {
    "DRAFT": "A trial (试算); the next one of its kind replaces it.",
    "SUPERSEDED": "A trial that was replaced; only who and when are kept.",
    "FROZEN": "Frozen (定格): never changes again.",
}
OUTCOMES = {
    "COUNTED": "It counts, or brings points.",
    "LOST": "It costs points.",
    "EXCLUDED": "Told, but without effect.",
}


def _exposed(domain: type[TextChoices], name: str, about: str, texts: Mapping[str, str]) -> Any:
    return graphene.Enum.from_enum(domain, name=name, description=_describe(about, texts))


def _describe(about: str, texts: Mapping[str, str]) -> Callable[[Any], str]:
    def describe(value: Any) -> str:
        return about if value is None else texts[value.name]

    return describe


SubjectGroup = _exposed(models.SubjectGroup, "SubjectGroup", "Who is ranked together.", GROUPS)
RunState = _exposed(models.RunState, "AssessmentRunState", "Where a scoring stands.", STATES)
EvidenceOutcome = _exposed(
    models.Outcome, "EvidenceOutcome", "What a row of evidence does to its item.", OUTCOMES
)
