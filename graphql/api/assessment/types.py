"""Schemes, runs and scores as a viewer may see them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import graphene

from api.assessment import visible
from api.assessment.enums import EvidenceOutcome, RunState, SubjectGroup
from api.assessment.evidence import EvidenceConnection, resolve_evidence
from api.cases import visible as cases_visible
from api.people.types import Unit
from api.reading.related import referred, related
from api.shapes.fields import Row, argument, day, flag, identity, many, moment, number, one, text
from api.shapes.pages import PageInfo, after_argument, first_argument
from api.shapes.refusal import Refusal
from assessment import sheets
from assessment.explaining import formula
from assessment.models import Run as RunRow
from assessment.models import Scheme as SchemeRow
from assessment.models import Score as ScoreRow
from assessment.models import ScoreItem as ItemRow
from assessment.scheme import Item, scheme_of, text_of
from assessment.scoring import rounded
from kernel.wording import section


def words(code: str) -> str:
    """A word of the catalogue's assessment."""
    return section("assessment_words")[code]


def plain(value: Decimal | None) -> str | None:
    """A number without zeros at its end."""
    return None if value is None else f"{value.normalize():f}"


class AssessmentSchemeItem(Row):
    """One item of a scheme."""

    code = text("Its code within the scheme.")
    title = text("Its name.")
    weight = text("The most it can give, as a decimal number.")
    bonus = flag("Whether it only adds to the full mark.")
    formula = text("What is measured and how it becomes points, in Chinese.")
    source = text("The practice or article its numbers come from.")

    @staticmethod
    def resolve_weight(item: Item, _info: Any) -> str:
        """Exact."""
        return f"{float(item.weight):g}"

    @staticmethod
    def resolve_bonus(item: Item, _info: Any) -> bool:
        """Points for what is done beyond duty."""
        return item.is_bonus

    @staticmethod
    def resolve_formula(item: Item, _info: Any) -> str:
        """With the options that the scheme decided."""
        return formula(item)


class AssessmentScheme(Row):
    """One version of a scoring scheme for one year (考核办法); never changed."""

    id = identity()
    code = text("Its code; versions of one scheme share it.")
    title = text("Its name.")
    year = number("The year it is for.")
    version = number("1, 2, ... within code and year.")
    source = text("The documents it is made after.")
    groups = graphene.List(
        graphene.NonNull(SubjectGroup), required=True, description="Whom it ranks; each group apart."
    )
    places = number("Decimal places to which it rounds points.")
    items = many(AssessmentSchemeItem, "Its items, in order.")
    issued_on = day("Day of issue.")
    issued_by = text("Who issued it.")
    note = text("What it rests on.", null=True)
    text = text("The scheme as YAML, as its author wrote it where that was kept.")
    redistributes = flag("Whether weight of items with nothing to measure goes to a unit's other ratios.")

    @staticmethod
    def resolve_text(scheme: SchemeRow, _info: Any) -> str:
        """As written."""
        return text_of(scheme)

    @staticmethod
    def resolve_redistributes(scheme: SchemeRow, _info: Any) -> bool:
        """Where any item says so."""
        return any(item.not_applicable == "REDISTRIBUTE" for item in scheme_of(scheme).items)

    @staticmethod
    def resolve_source(scheme: SchemeRow, _info: Any) -> str:
        """Of the body."""
        return str(scheme.body["source"])

    @staticmethod
    def resolve_places(scheme: SchemeRow, _info: Any) -> int:
        """Of the body."""
        return scheme_of(scheme).rounding.places

    @staticmethod
    def resolve_groups(scheme: SchemeRow, _info: Any) -> list[str]:
        """Of the body."""
        return list(scheme_of(scheme).groups)

    @staticmethod
    def resolve_items(scheme: SchemeRow, _info: Any) -> tuple[Item, ...]:
        """Of the body."""
        return scheme_of(scheme).items


class AssessmentScoreItem(Row):
    """One item of a unit's score."""

    id = identity()
    code = text("Its code within the scheme.")
    title = text("Its name.")
    formula = text("What is measured and how it becomes points, in Chinese.")
    weight = text("The weight as it applied to this unit, as a decimal number.")
    maximum = text("The weight in the scheme; another than ``weight`` where weight was redistributed.")
    numerator = number("What counts; for events, how often they happened.")
    denominator = number("What is looked at; null for events.", null=True)
    points = text("Points, as a decimal number; null where there was nothing to measure.", null=True)
    lost_points = text(
        "Points lost of the weight, as a decimal number; null where none can be lost.", null=True
    )
    explanation = text("How the points came about, in Chinese.")
    evidence = one(
        EvidenceConnection,
        "The cases and events behind it.",
        first=first_argument(),
        after=after_argument(),
        outcomes=argument(
            graphene.List(graphene.NonNull(EvidenceOutcome)), "Only these outcomes.", null=True
        ),
        resolver=resolve_evidence,
    )

    @staticmethod
    def resolve_title(item: ItemRow, _info: Any) -> str:
        """Of the scheme."""
        return sheets.plan_of(item).title

    @staticmethod
    def resolve_formula(item: ItemRow, _info: Any) -> str:
        """Of the scheme."""
        return formula(sheets.plan_of(item))

    @staticmethod
    def resolve_weight(item: ItemRow, _info: Any) -> str | None:
        """Exact to six places."""
        return plain(item.weight)

    @staticmethod
    def resolve_maximum(item: ItemRow, _info: Any) -> str:
        """Of the scheme."""
        return f"{float(sheets.plan_of(item).weight):g}"

    @staticmethod
    def resolve_points(item: ItemRow, _info: Any) -> str | None:
        """To the scheme's places."""
        return None if item.points is None else f"{item.points:.{sheets.places_of(item)}f}"

    @staticmethod
    def resolve_lost_points(item: ItemRow, _info: Any) -> str | None:
        """Of the weight as it applied."""
        return plain(sheets.lost_points(item))


class AssessmentScore(Row):
    """A unit's line in a ranking; its items are shown to the unit itself and the general office."""

    id = identity()
    run = graphene.Field(
        lambda: AssessmentRun,
        required=True,
        description="The run it belongs to.",
        resolver=lambda score, _info: score.run,
    )
    unit = one(Unit, "The unit.", resolver=referred("unit", cases_visible.units))
    total = text("Total, as a decimal number; null when it is not ranked.", null=True)
    rank = number("Rank within its group; ties share one. Null when it is not ranked.", null=True)
    not_ranked = text("Why it is not ranked (不参评), in Chinese.", null=True)
    items = many(AssessmentScoreItem, "Its items, in order.", resolver=related("items", visible.items))

    @staticmethod
    def resolve_total(score: ScoreRow, _info: Any) -> str | None:
        """To the scheme's places."""
        if score.total is None:
            return None
        return f"{score.total:.{scheme_of(score.run.scheme).rounding.places}f}"

    @staticmethod
    def resolve_not_ranked(score: ScoreRow, _info: Any) -> str | None:
        """From the catalogue."""
        return words(f"not_ranked.{score.not_ranked}") if score.not_ranked else None


class ScoreEdge(Row):
    """A line at its place in the ranking."""

    cursor = text("The place after this line.")
    node = one(AssessmentScore, "The line.")


class ScoreConnection(Row):
    """A page of a ranking, the first rank first; those not ranked come last."""

    edges = many(ScoreEdge, "The lines of this page.")
    page_info = one(PageInfo, "Where it ends.")


class AssessmentRun(Row):
    """One scoring of a group by a scheme: a trial of the general office, or frozen."""

    id = identity()
    scheme = one(AssessmentScheme, "The scheme.", resolver=lambda run, _info: run.scheme)
    year = number("The year whose cases were looked at.")
    cut_off = day("Everything is taken as it stood at the end of this day.")
    group = one(SubjectGroup, "Whom it ranks.")
    group_label = text("The same in Chinese.")
    state = one(RunState, "Trial, replaced, or frozen.")
    state_label = text("The same in Chinese.")
    digest = text("SHA-256 of all that went in: the same cases and scheme give the same one.")
    started_by = text("Who ran it.")
    started_at = moment("When.")
    frozen_by = text("Who froze it.", null=True)
    frozen_at = moment("When.", null=True)
    may_freeze = flag("Whether the viewer may freeze it now.")
    full = text("The full mark of its scheme, as a decimal number.")
    scores = one(
        ScoreConnection,
        "The ranking, of which the viewer may see all, one's own line, or nothing.",
        first=first_argument(100),
        after=after_argument(),
        resolver=visible.resolve_scores,
    )

    @staticmethod
    def resolve_group(run: RunRow, _info: Any) -> str:
        """Of the row."""
        return run.subject_group

    @staticmethod
    def resolve_group_label(run: RunRow, _info: Any) -> str:
        """From the catalogue."""
        return words(f"group.{run.subject_group}")

    @staticmethod
    def resolve_state_label(run: RunRow, _info: Any) -> str:
        """From the catalogue."""
        return words(f"state.{run.state}")

    @staticmethod
    def resolve_may_freeze(run: RunRow, info: Any) -> bool:
        """A trial of the scheme's own year and of a day that had ended, for the general office."""
        own = run.year == run.scheme.year and run.of_a_whole_day
        return visible.may_assess(info.context) and run.state == "DRAFT" and own

    @staticmethod
    def resolve_full(run: RunRow, _info: Any) -> str:
        """Of the scheme."""
        scheme = scheme_of(run.scheme)
        return plain(rounded(scheme.full, scheme.rounding)) or ""


class AssessmentTemplate(Row):
    """A scheme that comes with the product, to be issued for a year."""

    code = text("Send it as ``template``.")
    title = text("Its name.")
    source = text("The documents it is made after.")
    text = text("The scheme as YAML, to begin one's own with.")


class AssessmentRunPayload(Row):
    """What starting and freezing answer: exactly one of both."""

    run = graphene.Field(AssessmentRun, description="The run as it now stands.")
    refusal = graphene.Field(Refusal, description="Why it was refused; nothing was changed.")


class AssessmentSchemePayload(Row):
    """What issuing a scheme answers: exactly one of both."""

    scheme = graphene.Field(AssessmentScheme, description="The scheme as issued.")
    refusal = graphene.Field(Refusal, description="Why it was refused; nothing was changed.")
