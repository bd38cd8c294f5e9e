"""Schema, joined from its parts; nothing else happens here."""

from __future__ import annotations

from collections.abc import Iterator

import graphene

from api.assessment.mutations import AssessmentMutations
from api.assessment.queries import AssessmentQueries
from api.calendar.mutations import CalendarMutations
from api.calendar.queries import CalendarQueries
from api.cases.former import FormerQueries
from api.cases.letters import LetterQueries
from api.cases.mutations.answers import AnswerMutations
from api.cases.mutations.closing import ClosingMutations
from api.cases.mutations.handling import HandlingMutations
from api.cases.mutations.registration import RegistrationMutations
from api.cases.previews import PreviewQueries
from api.cases.queries import CaseQueries
from api.cases.steps import MUTATIONS
from api.governments.operators import OperatorQueries
from api.governments.queries import GovernmentQueries
from api.live.types import WorkSubscription
from api.people.mutations import PeopleMutations
from api.people.queries import PeopleQueries
from api.rules.mutations import PackMutations
from api.rules.queries import RuleQueries
from api.rules.version_queries import PackQueries
from api.session.mutations import SessionMutations
from api.session.queries import SessionQueries
from api.shapes.command import Command
from api.shapes.graphene_private import camel_case, classes_by_field, options_of
from api.supervision.board import BoardQueries, BoardSubscription
from api.supervision.displays import DisplayMutations, DisplayQueries
from api.supervision.mutations import ReminderMutations
from api.supervision.notices import NoticeMutations, NoticeQueries
from api.supervision.queries import ReminderQueries
from api.transfers.mutations import TransferMutations
from api.transfers.queries import TransferQueries


class Query(
    BoardQueries,
    SessionQueries,
    CaseQueries,
    FormerQueries,
    PreviewQueries,
    LetterQueries,
    PeopleQueries,
    RuleQueries,
    PackQueries,
    GovernmentQueries,
    OperatorQueries,
    CalendarQueries,
    ReminderQueries,
    NoticeQueries,
    DisplayQueries,
    TransferQueries,
    AssessmentQueries,
    graphene.ObjectType,
):
    """What can be asked."""


class Mutation(
    SessionMutations,
    PeopleMutations,
    RegistrationMutations,
    HandlingMutations,
    AnswerMutations,
    ClosingMutations,
    ReminderMutations,
    NoticeMutations,
    DisplayMutations,
    TransferMutations,
    CalendarMutations,
    AssessmentMutations,
    PackMutations,
    graphene.ObjectType,
):
    """What can be changed. Steps answer with the case as it then stands, or with a typed refusal."""


class Subscription(WorkSubscription, BoardSubscription, graphene.ObjectType):
    """What can be waited for, over graphql-transport-ws at /graphql/ws."""


def _by_step() -> Iterator[tuple[str, str]]:
    """Codes of steps with the names of their mutations."""
    for name, taken_by in classes_by_field(Mutation).items():
        if issubclass(taken_by, Command):
            yield options_of(taken_by).step.code, camel_case(name)


schema = graphene.Schema(query=Query, mutation=Mutation, subscription=Subscription)
MUTATIONS.update(_by_step())
