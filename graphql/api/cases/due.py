"""Due days with all that makes them: for the panel 这个日期怎么来的, on the page, in print and through the API."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import graphene

from api.cases import visible
from api.context import Context
from api.enums import DueKind
from api.fields import Row, day, flag, many, number, one, text
from api.rules.types import DayOff
from cases.models import Assignment
from cases.models import DueDay as DueDayRow
from kernel.wording import label
from rules.deadlines import Reckoning, of_json
from rules.explaining import base_label, explain
from rules.spans import span_text, span_words


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
    version = number("Version of the case's log under which it was set.")
    day = day("The day.")


def told(row: DueDayRow) -> dict[str, Any]:
    """A row as the API gives it."""
    answer = {
        "what": row.what,
        "what_label": label("due_kinds", row.what),
        "day": row.day,
        "explanation": explain(row.reckoning),
        "version": row.version,
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
    return answer if "told" in row.reckoning else answer | _counted(of_json(row.reckoning))


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
    """Due days of each unit's part that the viewer may see, oldest first; one query."""
    found: dict[int, list[dict[str, Any]]] = {one.pk: [] for one in assignments}
    for row in visible.due_days(context).filter(assignment__in=found):
        if row.assignment_id is not None:
            found[row.assignment_id].append(told(row))
    return found


def of_cases(context: Context, cases: Sequence[Any]) -> dict[int, list[dict[str, Any]]]:
    """Due days of cases that are no unit's: dispatch, word to the proposer; one query."""
    found: dict[int, list[dict[str, Any]]] = {one.pk: [] for one in cases}
    for row in visible.due_days(context).filter(case__in=found, assignment=None):
        found[row.case_id].append(told(row))
    return found
