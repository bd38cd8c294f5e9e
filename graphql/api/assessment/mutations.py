"""Issuing a scheme, starting a run, freezing it: each by one command of ``assessment``."""

from __future__ import annotations

from datetime import date
from typing import Any

import graphene

from api.assessment.enums import SubjectGroup
from api.assessment.schemes import AssessmentTrialPayload
from api.assessment.types import AssessmentRunPayload, AssessmentSchemePayload
from api.people.mutations import answered
from api.running.context import Context
from api.shapes.command import KEY
from api.shapes.fields import argument, row_id
from assessment import commands
from assessment.trying import try_scheme
from kernel.refusals import Refusal
from rules.checking.reading import read


class IssueAssessmentScheme(graphene.Mutation):
    """Issue a scheme for a year: one that comes with the product, or a text of one's own.

    For the general office and the administrator.
    """

    class Arguments:
        key = argument(graphene.String, KEY)
        template = argument(graphene.String, "Code of the template; or give ``text``.", null=True)
        text = argument(graphene.String, "The scheme as YAML or JSON; needs a note.", null=True)
        year = argument(graphene.Int, "The year it is for.")
        note = argument(graphene.String, "What it rests on; kept with the version.", null=True)

    Output = AssessmentSchemePayload

    @staticmethod
    def mutate(
        _root: None,
        info: Any,
        key: str,
        year: int,
        template: str | None = None,
        text: str | None = None,
        note: str | None = None,
    ) -> dict[str, Any]:
        """Each time a new version."""
        context: Context = info.context
        actor = context.actor

        def change() -> dict[str, Any]:
            commands.require_author(actor)  # before anything is said of what was sent
            if (template is None) == (text is None):
                raise Refusal("scheme_source", field="text")
            if text is not None:
                made = commands.issue_written_scheme(actor, key, text=text, year=year, note=note or "")
            else:
                made = commands.issue_shipped_scheme(
                    actor, key, template=template or "", year=year, note=note or ""
                )
            return {"scheme": made}

        return answered(context, change)


class TryAssessmentScheme(graphene.Mutation):
    """The ranking that a text of one's own would give; nothing is kept.

    For the general office and the administrator.
    """

    class Arguments:
        text = argument(graphene.String, "The scheme as YAML or JSON.")
        year = argument(graphene.Int, "The year whose cases are looked at.")
        cut_off = argument(graphene.Date, "The last day that counts.")
        group = argument(SubjectGroup, "Whom to rank.")

    Output = AssessmentTrialPayload

    @staticmethod
    def mutate(_root: None, info: Any, text: str, year: int, cut_off: date, group: str) -> dict[str, Any]:
        """By the steps of a run, taken back."""
        context: Context = info.context

        def change() -> dict[str, Any]:
            commands.require_author(context.actor)  # before anything is said of what was sent
            body = read(text)
            return {"trial": try_scheme(context.actor, body=body, year=year, cut_off=cut_off, group=group)}

        return answered(context, change)


class StartAssessment(graphene.Mutation):
    """Score a group as things stood at the end of a day; replaces the former trial. For the general office."""

    class Arguments:
        key = argument(graphene.String, KEY)
        scheme_id = argument(graphene.ID, "Id of the scheme.")
        year = argument(graphene.Int, "The year whose cases are looked at.")
        cut_off = argument(graphene.Date, "The last day that counts.")
        group = argument(SubjectGroup, "Whom to rank.")

    Output = AssessmentRunPayload

    @staticmethod
    def mutate(
        _root: None, info: Any, key: str, scheme_id: str, year: int, cut_off: date, group: str
    ) -> dict[str, Any]:
        """The whole ranking with its evidence."""
        context: Context = info.context

        def change() -> dict[str, Any]:
            run = commands.start_assessment(
                context.actor, row_id(scheme_id), key, year=year, cut_off=cut_off, group=group
            )
            return {"run": run}

        return answered(context, change)


class FreezeAssessment(graphene.Mutation):
    """Freeze a trial: it never changes again and is shown to those whom its scheme names. For the general office."""

    class Arguments:
        key = argument(graphene.String, KEY)
        run_id = argument(graphene.ID, "Id of the run.")

    Output = AssessmentRunPayload

    @staticmethod
    def mutate(_root: None, info: Any, key: str, run_id: str) -> dict[str, Any]:
        """The database refuses every later change."""
        context: Context = info.context
        return answered(
            context, lambda: {"run": commands.freeze_assessment(context.actor, row_id(run_id), key)}
        )


class AssessmentMutations(graphene.ObjectType):
    """Changes to schemes and runs."""

    issue_assessment_scheme = IssueAssessmentScheme.Field(required=True)
    try_assessment_scheme = TryAssessmentScheme.Field(required=True)
    start_assessment = StartAssessment.Field(required=True)
    freeze_assessment = FreezeAssessment.Field(required=True)
