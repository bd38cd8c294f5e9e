"""Case by its name, without opening it."""

from __future__ import annotations

from typing import Any

import graphene

from api.cases import facts
from api.shapes.enums import CaseState
from api.shapes.fields import Row, identity, number, one, text
from cases.models import Case as CaseRow
from cases.reading.visibility.masking import named


class CaseCandidate(Row):
    """A case by name: something it may be merged with, or was."""

    id = identity()
    case_no = text("Case number, once filed.", null=True)
    registration_no = text("Number of registration.")
    title = text("Title.")
    state = one(CaseState, "Where it stands.")
    state_label = text("The same in Chinese.")
    lead_proposer_name = text("Who leads its proposers.")
    year = number("Year of its session.")
    likeness = graphene.Float(description="0 to 1, how alike the titles are; null where not asked.")

    @staticmethod
    def resolve_lead_proposer_name(case: CaseRow, info: Any) -> str:
        """Unless hidden."""
        return named(info.context.actor, case, case.lead_proposer_name)

    @staticmethod
    def resolve_state_label(case: CaseRow, _info: Any) -> str:
        """From the catalogue."""
        return facts.state_label(case.state, case.origin)

    @staticmethod
    def resolve_year(case: CaseRow, _info: Any) -> int:
        """Of the session; of the registration where there is none."""
        return case.session.year if case.session else case.registered_on.year
