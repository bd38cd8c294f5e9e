"""Due days with all that makes them: for the panel 这个日期怎么来的, on the page, in print and through the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import graphene

from api.cases import visible
from api.cases.events import reason_of
from api.reading.visible_rows import visible_among
from api.rules.packs import packs_of
from api.rules.types import DayOff
from api.running.context import Context
from api.shapes.enums import DueKind, StepCode
from api.shapes.fields import Row, day, flag, many, moment, number, one, text
from cases.models import Assignment, CaseEvent
from cases.models import DueDay as DueDayRow
from cases.states import ANSWERING, UnitRole
from kernel.wording import called, label
from rules.counting.deadlines import Reckoning, of_json
from rules.explaining.sentences import base_label, brief, explain, in_words_of
from rules.explaining.spans import span_text, span_words


class DueDay(Row):
    """A due day and how it was counted. The newest of a kind holds; earlier ones are its history."""

    what = one(DueKind, "What is due.")
    what_label = text("The same in Chinese.")
    since = text("The event from which it runs, in Chinese, e.g. 交办之日.")
    base = day("The day of that event, which is not counted.", null=True)
    span = text("How long, in Chinese, e.g. 30 个工作日.")
    article = text("The rule and article it follows; empty where a person named the day.")
    ends = day("The last day before a day off moved it.", null=True)
    moved = flag("Whether it moved because the last day was a day off.")
    passed = many(DayOff, "Days off that were passed over, in order.")
    made_up = graphene.List(
        graphene.NonNull(graphene.Date), required=True, description="Make-up working days (调休) counted."
    )
    unannounced = number("A year it reaches into whose holidays are not published yet.", null=True)
    upper = day("The day of the government above that brought it forward.", null=True)
    explanation = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="All of it in Chinese sentences, in order.",
    )
    subject = graphene.ID(description="Id of the request, feedback round or reply that it is about.")
    named_by = text("Who named the day instead of the rule.", null=True)
    version = number("Version of the log under which it was set: the case's, or the envelope's.")
    set_by = text("Who took that step; null where the viewer does not see it.", null=True)
    set_at = moment("When.", null=True)
    step = one(StepCode, "That step; null where the viewer does not see it.", null=True)
    step_label = text("The step in Chinese.", null=True)
    reason = text("The reason given with it.", null=True)
    day = day("The day.")


def told(row: DueDayRow, event: CaseEvent | None) -> dict[str, Any]:
    """A row as the API gives it, with the step that set it."""
    own = {"subject": row.subject, "version": row.version}
    step = set_by(event, label("steps", event.step), reason_of(event)) if event else {}
    return served(row.what, row.day, row.reckoning) | own | step


def set_by(event: Any, label_of_step: str, reason: str | None) -> dict[str, Any]:
    """Who set a day, when, by which step and why."""
    return {
        "set_by": event.actor,
        "set_at": event.at,
        "step": event.step,
        "step_label": label_of_step,
        "reason": reason,
    }


def served(what: str, day: date, reckoning: Mapping[str, Any]) -> dict[str, Any]:
    """A day and its reckoning as the API gives them."""
    answer = {
        "what": what,
        "what_label": label("due_kinds", what),
        "day": day,
        "explanation": explain(reckoning),
        "since": "",
        "base": None,
        "span": "",
        "article": "",
        "ends": None,
        "moved": False,
        "passed": [],
        "made_up": [],
        "unannounced": None,
        "upper": None,
    }
    return answer if "told" in reckoning else answer | _counted(of_json(reckoning))


def _counted(kept: Reckoning) -> dict[str, Any]:
    return {
        "since": base_label(kept),
        "base": kept.base,
        "span": _span(kept),
        "article": kept.article,
        "ends": kept.ends,
        "moved": kept.moved,
        "passed": days_off(kept.passed, kept.names),
        "made_up": list(kept.made_up),
        "unannounced": kept.unannounced,
        "upper": kept.upper,
        "named_by": kept.chosen_by,
    }


def _span(kept: Reckoning) -> str:
    """What was counted: the fixed day where it applied, else the amount; nothing where a person named the day."""
    if kept.chosen_by:
        return ""
    return (
        span_text("by", 0, kept.by) if kept.fixed else span_words(replace(kept.span(), by=""), kept.deadline)
    )


def days_off(days: Iterable[date], names: Any) -> list[dict[str, Any]]:
    """Days off with the holiday's name, or that it is a weekend."""
    return [{"day": day, "name": names.get(day.isoformat()) or label("days", "WEEKEND")} for day in days]


def of_assignments(context: Context, assignments: Sequence[Assignment]) -> dict[int, list[dict[str, Any]]]:
    """Due days of each unit's part that the viewer may see, oldest first; two queries."""
    keys = [one.pk for one in assignments]
    found = _by(context, visible_among(context, visible.due_days, assignment=keys), "assignment_id")
    packs = packs_of(context, assignments)
    for part in assignments:
        for each in found.get(part.pk, ()):
            name = called("due_kinds", each["what"], opinion=part.role == UnitRole.CO)
            each["what_label"] = in_words_of(packs[part.pk], name)
    return found


def of_cases(context: Context, cases: Sequence[Any]) -> dict[int, list[dict[str, Any]]]:
    """Due days of cases that are no unit's: dispatch, word to the proposer; two queries."""
    keys = [one.pk for one in cases]
    return _by(context, visible_among(context, visible.case_days, case=keys), "case_id")


def of_rounds(context: Context, rounds: Sequence[Any]) -> dict[int, list[dict[str, Any]]]:
    """The day of each feedback round, and the days it replaced; two queries."""
    keys = [one.pk for one in rounds]
    return _by(context, visible_among(context, visible.round_days, subject=keys), "subject")


def _by(context: Context, rows: Sequence[DueDayRow], key: str) -> dict[int, list[dict[str, Any]]]:
    """The rows by this key, each with the step that set it as far as the viewer sees that."""
    cases, versions = {row.case_id for row in rows}, {row.version for row in rows}
    events = visible_among(context, visible.setting_events, case=cases, version=versions)
    steps = {(one.case_id, one.version): one for one in events}
    answer: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        answer.setdefault(getattr(row, key), []).append(told(row, steps.get((row.case_id, row.version))))
    return answer


def briefs(context: Context, cases: Sequence[Any]) -> dict[int, str]:
    """How the day that lists show came about, in a line: that of the answering part it belongs to; one query."""
    days, asked = {one.pk: one.due_on for one in cases}, {one.pk for one in cases if one.asked_opinion}
    newest: dict[Any, DueDayRow] = {}
    for row in visible_among(context, visible.answer_days, case=days):
        if row.assignment is None or row.assignment.role in ANSWERING or row.case_id in asked:
            newest[row.case_id, row.assignment_id] = row
    return {row.case_id: brief(row.reckoning) for row in newest.values() if row.day == days[row.case_id]}
