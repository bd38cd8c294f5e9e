"""Types of what follows a reply: the proposer's word, promises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import graphene

from api.cases.answers import unit_of_row
from api.cases.due import DueDay, of_rounds
from api.cases.promised import of_promises
from api.people.types import Unit
from api.reading.related import computed
from api.rules.packs import pack_of_row
from api.shapes.enums import CommitmentState, FeedbackState, Light, Satisfaction
from api.shapes.fields import Row, day, identity, many, number, one, text
from cases.reading.worklist import light
from cases.states import AWAITING, SETTLED
from kernel.wording import label, section, sentence
from rules.counting.cycles import carried, next_report
from rules.values import Coded, Grade


def _grade(feedback: Any, info: Any, code: str) -> str | None:
    grades: Sequence[Grade] = pack_of_row(feedback, info).grades
    return next((one.label for one in grades if one.code == code), section("satisfaction").get(code))


class FeedbackRound(Row):
    """One round of asking the proposer about one unit's reply."""

    id = identity()
    unit = one(Unit, "The unit whose reply is judged.", resolver=unit_of_row)
    round = number("Round of handling.")
    state = one(FeedbackState, "Where it stands.")
    state_label = text("The same in Chinese.")
    sent_on = day("Day on which the proposer was asked.")
    due_on = day("Last day for the answer.")
    due_days = many(DueDay, "How that day came about, oldest first.", resolver=computed(of_rounds, ()))
    returned_on = day("Day of the answer.", null=True)
    attitude = graphene.Field(Satisfaction, description="Judgement of how the unit worked.")
    attitude_label = text("The same in Chinese.", null=True)
    result = graphene.Field(Satisfaction, description="Judgement of what came out.")
    result_label = text("The same in Chinese.", null=True)
    opinion = text("The proposer's words.")
    channel = text(
        "How the answer came, a code of the procedure; null until the proposer has judged.", null=True
    )
    channel_label = text("The pack's name of it.", null=True)
    entered_by = text("Who entered it.", null=True)
    light = one(Light, "Where the clock of this round stands today.")

    @staticmethod
    def resolve_state_label(feedback: Any, _info: Any) -> str:
        """From the catalogue."""
        return label("states", f"FEEDBACK.{feedback.state}")

    @staticmethod
    def resolve_attitude_label(feedback: Any, info: Any) -> str | None:
        """The pack's name of it."""
        return _grade(feedback, info, feedback.attitude)

    @staticmethod
    def resolve_result_label(feedback: Any, info: Any) -> str | None:
        """The pack's name of it."""
        return _grade(feedback, info, feedback.result)

    @staticmethod
    def resolve_channel_label(feedback: Any, info: Any) -> str | None:
        """The pack's name of it."""
        channels: Sequence[Coded] = pack_of_row(feedback, info).channels
        return next((one.label for one in channels if one.code == feedback.channel), feedback.channel or None)

    @staticmethod
    def resolve_light(feedback: Any, info: Any) -> str:
        """Runs while the proposer's word is awaited."""
        yellow = pack_of_row(feedback, info).yellow_days
        return light(
            feedback.due_on, running=feedback.state in AWAITING, yellow_days=yellow, on=info.context.day
        )


class Commitment(Row):
    """A promise made in a reply, followed until it is settled."""

    id = identity()
    unit = one(Unit, "The unit that promised.", resolver=unit_of_row)
    content = text("What was promised.")
    state = one(CommitmentState, "Where it stands.")
    state_label = text("The same in Chinese.")
    promised_on = day("By which day, after delays.")
    original_promised_on = day("By which day at first; that of the promise it replaces.")
    replaces_id = graphene.ID(description="The promise of an earlier answer that it replaced.")
    explanation = many(
        graphene.String,
        "How the day came about, in Chinese: who promised it where, each delay with who, when and why.",
        resolver=computed(of_promises, ()),
    )
    progress = text("What was reported last.")
    light = one(Light, "Where its clock stands today.")
    next_report = day("When open promises are reported next by the pack; null once settled.", null=True)
    report_article = text("The rule and article of that report.", null=True)
    report_covers = text("Promises of which years that report covers, in Chinese.", null=True)
    carried_over = text(
        "How a promise of years that no report covers is carried over, in Chinese.", null=True
    )

    @staticmethod
    def resolve_next_report(promise: Any, info: Any) -> date | None:
        """By the pack's yearly days."""
        settled = promise.state in SETTLED
        return None if settled else next_report(pack_of_row(promise, info), info.context.day)

    @staticmethod
    def resolve_report_article(promise: Any, info: Any) -> str | None:
        """Of the pack."""
        cycle = pack_of_row(promise, info).commitments
        return cycle.article if cycle and promise.state not in SETTLED else None

    @staticmethod
    def resolve_report_covers(promise: Any, info: Any) -> str | None:
        """Of the pack."""
        cycle = pack_of_row(promise, info).commitments
        if cycle is None or promise.state in SETTLED:
            return None
        return (
            sentence("report_of_year") if cycle.years == 1 else sentence("report_covers", years=cycle.years)
        )

    @staticmethod
    def resolve_carried_over(promise: Any, info: Any) -> str | None:
        """By the pack's way of carrying over."""
        year = promise.original_promised_on.year
        how = carried(pack_of_row(promise, info), year, info.context.day.year)
        if promise.state in SETTLED or not how:
            return None
        return sentence("promise_carried", year=year, how=label("pack_codes", how))

    @staticmethod
    def resolve_state_label(promise: Any, _info: Any) -> str:
        """From the catalogue."""
        return label("states", f"COMMITMENT.{promise.state}")

    @staticmethod
    def resolve_light(promise: Any, info: Any) -> str:
        """Runs until it is settled."""
        yellow = pack_of_row(promise, info).yellow_days
        return light(
            promise.promised_on,
            running=promise.state not in SETTLED,
            yellow_days=yellow,
            on=info.context.day,
        )
