"""Case as a viewer sees it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import graphene
from django.db.models import QuerySet

from api.cases import facts, visible, workings
from api.cases.afterwards import Commitment, FeedbackRound
from api.cases.answers import Reply, class_label, class_meaning, class_meaning_label
from api.cases.candidates import CaseCandidate
from api.cases.columns import Circumstances, from_columns, pack_of_case
from api.cases.due import DueDay, briefs, of_cases
from api.cases.duties import CaseDuty, CaseHolder, duties_of, held_by
from api.cases.events import PAGE, CaseEventConnection, resolve_events
from api.cases.handling import Assignment
from api.cases.sessions import CaseSession
from api.cases.steps import AllowedStep
from api.people.types import Unit
from api.reading.related import computed, referred, related
from api.reading.visible_rows import ViewerContext
from api.rules.procedure import procedure_of
from api.rules.types import Procedure
from api.shapes.enums import CaseKind, CaseState, Light, Origin, ProposerKind, ResultMeaning
from api.shapes.fields import Row, day, flag, identity, many, number, one, text
from api.shapes.pages import after_argument, first_argument
from api.shapes.refusal import Refusal
from api.supervision.reminders import Reminder, co_due_of_case, reminders
from api.transfers.opinions import UpperOpinion
from api.transfers.types import Envelope
from cases.models import Case as CaseRow
from cases.reading.visibility.masking import hidden_in, hides_proposer, named, protected_name
from kernel.wording import label, section


def _named_cases(context: ViewerContext) -> QuerySet[CaseRow]:
    return visible.cases(context).select_related("session")


_phones = computed(workings.phones_of, False)


class CaseProposer(Row):
    """Somebody who signed the paper: a deputy, a member, or a collective."""

    name = text("Name.")
    kind = one(ProposerKind, "What kind of proposer.")
    kind_label = text("The same in Chinese.")
    group = text("Delegation, party or sector.")
    is_lead = flag("Whether this one leads.")
    phone = text("Phone; null when it is not shown to this viewer, or unknown.", null=True)

    @staticmethod
    def resolve_name(signed: Any, info: Any) -> str:
        """Of the proposer, unless hidden."""
        return named(info.context.actor, signed.case, signed.proposer.name)

    @staticmethod
    def resolve_kind(signed: Any, _info: Any) -> str:
        """Of the proposer."""
        return str(signed.proposer.kind)

    @staticmethod
    def resolve_kind_label(signed: Any, _info: Any) -> str:
        """From the catalogue."""
        return label("proposer_kinds", signed.proposer.kind)

    @staticmethod
    def resolve_group(signed: Any, info: Any) -> str:
        """Of the proposer; it would reveal who is protected."""
        return "" if hidden_in(info.context.actor, signed.case) else str(signed.proposer.group)

    @staticmethod
    def resolve_phone(signed: Any, info: Any) -> str | None:
        """Not for co-handlers, and not of the protected."""
        if hidden_in(info.context.actor, signed.case):
            return None
        return (signed.proposer.phone or None) if _phones(signed.case, info) else None


class Case(Row):
    """A suggestion or proposal, filtered to what the viewer may see."""

    id = identity()
    kind = one(CaseKind, "What it is by law.")
    kind_label = text("The same in Chinese.")
    registration_no = text("Number of registration.")
    case_no = text("Case number, once filed.", null=True)
    title = text("Title.")
    body = text("Original text.")
    category = text("Category; empty when none was given.")
    procedure = one(Procedure, "The rule pack it runs under.")
    state = one(CaseState, "Where it stands.")
    state_label = text("The same in Chinese.")
    version = number("Version of its log: one more with each step.")
    light = one(Light, "Where the clock to the answer stands today.")
    co_light = one(Light, "Where the clock of the co-opinions that are still waited for stands today.")
    days_left = number("Days to the due day, negative when overdue; null when no clock runs.", null=True)
    duties = many(
        CaseDuty,
        "What the viewer has to do in it, the most urgent first.",
        resolver=from_columns("duty_rows", "pack_id", "origin")(duties_of),
    )
    holder = graphene.Field(
        CaseHolder,
        description="在谁手上: who has it now; null once it has ended.",
        resolver=from_columns("duty_rows", "kind", "state")(held_by),
    )
    due_on = day("Last day for the answer.", null=True)
    co_due_on = day("Last day for co-handlers' opinions.", null=True)
    registered_on = day("Day of registration.")
    filed_on = day("Day of filing.", null=True)
    dispatched_on = day("Day of dispatch.", null=True)
    replied_on = day("Day on which the last answer was delivered.", null=True)
    closed_on = day("Day of closing.", null=True)
    due_days = many(DueDay, "Due days that are no unit's.", resolver=computed(of_cases, ()))
    due_brief = text("How `dueOn` came about, in a line.", null=True, resolver=computed(briefs))
    origin = one(Origin, "Where it comes from.")
    origin_label = text("The same in Chinese.")
    upper_due_on = day("The sender's own due day, for cases from another government.", null=True)
    reported_on = day("Day on which the answer was reported to the sender.", null=True)
    envelopes = many(
        Envelope,
        "Its crossings to and from other governments, oldest first; committees read milestones only.",
        resolver=computed(workings.envelopes_of, ()),
    )
    upper_opinions = many(
        UpperOpinion,
        "What co-handlers of the government above said of it; for the office, and for units that answer it here.",
        resolver=computed(workings.opinions_of, ()),
    )
    upper_co_handlers = many(
        graphene.String,
        "Units of the government above that give opinions on it; for those who read these.",
        resolver=computed(workings.helpers_of, ()),
    )
    period = text("Whether it was handed in during or between sessions, in Chinese.")
    session = graphene.Field(
        CaseSession, description="The meeting it belongs to.", resolver=referred("session", visible.sessions)
    )
    lead_unit = graphene.Field(
        Unit, description="The first unit that answers it.", resolver=referred("lead_unit", visible.units)
    )
    lead_proposer_name = text("Who leads its proposers; 受保护的提出人 to those who may not know.")
    protect_proposer = flag(
        "Whether the proposer is protected: only the office and the committee read who it is."
    )
    proposer_count = number("How many signed it.")
    co_done = number("Co-handlers that have given their opinion.")
    co_total = number("Co-handlers.")
    result_class = text("Class of the result, once answered.", null=True)
    result_class_label = text("Its name by the case's rule pack.", null=True)
    result_class_meaning = one(ResultMeaning, "What it means in any government.", null=True)
    result_class_meaning_label = text("The same in Chinese.", null=True)
    requirements = text("What the general office asks of the handling.")
    complex = flag("Whether the longer period applies.")
    publish_consent = flag("Whether the proposer agrees to publication.")
    proposers = many(
        CaseProposer, "Who signed it, in order.", resolver=related("case_proposers", visible.proposers)
    )
    assignments = many(
        Assignment, "The units' parts in it.", resolver=related("assignments", visible.assignments)
    )
    replies = many(
        Reply,
        "Its replies. Drafts are shown to their unit and the general office only.",
        resolver=related("replies", visible.replies),
    )
    feedback_rounds = many(
        FeedbackRound, "The proposer's word.", resolver=related("feedback_rounds", visible.feedback_rounds)
    )
    commitments = many(
        Commitment, "Promises made in its replies.", resolver=related("commitments", visible.commitments)
    )
    events = one(
        CaseEventConnection,
        "What happened, newest first, page by page. Internal steps are shown to their unit and the general office"
        " only.",
        first=first_argument(PAGE),
        after=after_argument(),
        resolver=resolve_events,
    )
    reminders = many(
        Reminder,
        "Rungs that have rung, oldest first: a unit's own, for the general office all, for a committee the red ones.",
        resolver=related("reminders", reminders),
    )
    merged_into = graphene.Field(
        CaseCandidate,
        description="The case it was merged into, if the viewer may see that one.",
        resolver=referred("merged_into", _named_cases),
    )
    merged_cases = many(
        CaseCandidate,
        "Cases merged into this one, of those the viewer may see.",
        resolver=related("merged_cases", _named_cases),
    )
    not_filed_ground = text("Why it was not filed, in Chinese.", null=True)
    disposal = text("What became of it instead, in Chinese.", null=True)
    outstanding = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="还差什么: what it still waits for, Chinese sentences.",
        resolver=computed(workings.outstanding_of, ()),
    )
    allowed_steps = many(
        AllowedStep,
        "The viewer's steps now, in the procedure's order.",
        resolver=computed(workings.steps_of, ()),
    )

    @from_columns("lead_proposer_name", "protect_proposer", "kind")
    @staticmethod
    def resolve_lead_proposer_name(now: Circumstances, name: str, protected: bool, kind: str) -> str:
        """Unless hidden."""
        return protected_name() if hides_proposer(now.actor, protected=protected, kind=kind) else name

    @from_columns("kind")
    @staticmethod
    def resolve_kind_label(_now: Circumstances, kind: str) -> str:
        """From the catalogue."""
        return label("kinds", kind)

    @from_columns("state", "origin")
    @staticmethod
    def resolve_state_label(_now: Circumstances, state: str, origin: str) -> str:
        """From the catalogue."""
        return facts.state_label(state, origin)

    @from_columns("origin")
    @staticmethod
    def resolve_origin_label(_now: Circumstances, origin: str) -> str:
        """From the catalogue."""
        return label("origins", origin)

    @from_columns("period")
    @staticmethod
    def resolve_period(_now: Circumstances, period: str) -> str:
        """From the catalogue."""
        return section("periods").get(period, period)

    @from_columns("state", "due_on", "pack_id")
    @staticmethod
    def resolve_light(now: Circumstances, state: str, due_on: date | None, pack: int) -> str:
        """By the pack's own yellow days."""
        return facts.light_of(state, due_on, now.packs[pack].yellow_days, now.day)

    @staticmethod
    def resolve_co_light(case: CaseRow, info: Any) -> str:
        """By the pack's own yellow days, and the earliest day that is still waited for."""
        pack, due_on = pack_of_case(case, info), co_due_of_case(case, info)
        return facts.light_of(case.state, due_on, pack.co_yellow_days, info.context.day)

    @from_columns("state", "due_on")
    @staticmethod
    def resolve_days_left(now: Circumstances, state: str, due_on: date | None) -> int | None:
        """Calendar days."""
        return facts.days_left(state, due_on, now.day)

    @from_columns("co_given")
    @staticmethod
    def resolve_co_done(_now: Circumstances, given: int) -> int:
        """Counted for the whole list at once."""
        return given

    @from_columns("co_all")
    @staticmethod
    def resolve_co_total(_now: Circumstances, total: int) -> int:
        """Counted for the whole list at once."""
        return total

    @from_columns("pack_id", "result_class")
    @staticmethod
    def resolve_result_class_label(now: Circumstances, pack: int, code: str) -> str | None:
        """The pack's name of it."""
        return class_label(now.packs[pack], code)

    @from_columns("pack_id", "result_class")
    @staticmethod
    def resolve_result_class_meaning(now: Circumstances, pack: int, code: str) -> str | None:
        """Of the pack's class."""
        return class_meaning(now.packs[pack], code)

    @from_columns("pack_id", "result_class")
    @staticmethod
    def resolve_result_class_meaning_label(now: Circumstances, pack: int, code: str) -> str | None:
        """Of the pack's class."""
        return class_meaning_label(now.packs[pack], code)

    @staticmethod
    def resolve_procedure(case: CaseRow, info: Any) -> dict[str, Any]:
        """Of the pack's version that the case keeps."""
        return procedure_of(case.pack_id, pack_of_case(case, info))

    @from_columns("pack_id", "not_filed_ground")
    @staticmethod
    def resolve_not_filed_ground(now: Circumstances, pack: int, code: str) -> str | None:
        """The pack's name of it."""
        return _named(now.packs[pack].not_file_grounds, code)

    @from_columns("pack_id", "disposal")
    @staticmethod
    def resolve_disposal(now: Circumstances, pack: int, code: str) -> str | None:
        """The pack's name of it."""
        return _named(now.packs[pack].disposals, code)


def _named(values: Sequence[Any], code: str) -> str | None:
    return next((one.label for one in values if one.code == code), code or None)


class CasePayload(Row):
    """What every step answers: exactly one of both."""

    case = graphene.Field(Case, description="The case as it now stands.")
    refusal = graphene.Field(Refusal, description="Why the step was refused; nothing was changed.")
