"""Types of a case's duties and of its holder: what the viewer has to do in it, and who has it now."""

from __future__ import annotations

from datetime import date
from typing import Any

from api.cases.columns import Circumstances
from api.shapes.enums import Duty, StepCode
from api.shapes.fields import Row, day, moment, number, one, text
from cases.reading.holders import DutyRow, holder_of, own_duties
from kernel.wording import called, label
from rules.explaining.sentences import in_words_of
from rules.pack import Pack


class CaseDuty(Row):
    """Something that the viewer has to do in a case."""

    duty = one(Duty, "What.")
    duty_label = text("The same in Chinese.")
    step = one(StepCode, "The step that does it.")
    step_label = text("The same in Chinese, roles called as the case's rule pack does.")
    unit = text("The unit for which it is to be done; null when it is the government's.", null=True)
    since = moment("Since when it waits.")
    due_on = day("The day by which the viewer must have acted, where one is set.", null=True)
    days_left = number("Days to that day, negative when it is past.", null=True)


class CaseHolder(Row):
    """Who has a case now, as far as the viewer sees: of several the one who has had it longest."""

    label = text("In a line, e.g. 市水务局 · 王敏, or 市水务局等3家.")
    unit = text("The unit; null when it is an office of the government, or another government.", null=True)
    person = text("Who it is there, where somebody is named and the viewer may know.", null=True)
    doing = text("What the holder has to do, in Chinese; for whoever does not see inside a unit only 办理中.")
    others = number("How many others have it too.")
    since = day("Since when.")
    days = number("How many days that is.")


def duties_of(now: Circumstances, rows: str | None, pack: int, origin: str) -> list[dict[str, Any]]:
    """The viewer's duties, the most urgent first."""
    of_case = origin == "CONSULT"
    return [_duty(one, now, now.packs[pack], of_case) for one in own_duties(now.actor, rows, now.day)]


def _duty(one: DutyRow, now: Circumstances, pack: Pack, consulted: bool) -> dict[str, Any]:
    opinion = one.of_opinion or (one.part_unit is None and consulted)
    return {
        "duty": one.duty,
        "duty_label": label("duties", one.duty),
        "step": one.step,
        "step_label": in_words_of(pack, called("steps", one.step, opinion=opinion)),
        "unit": one.unit,
        "since": one.since,
        "due_on": one.due_on,
        "days_left": None if one.due_on is None else (one.due_on - now.day).days,
    }


def held_by(now: Circumstances, rows: str | None, kind: str, state: str) -> dict[str, Any] | None:
    """Who has the case; null once it has ended."""
    found = holder_of(now.actor, rows, kind, state, now.day)
    if found is None:
        return None
    return {
        "label": found.label,
        "unit": found.unit,
        "person": found.person,
        "doing": found.doing,
        "others": found.others,
        "since": found.since,
        "days": _days(found.since, now.day),
    }


def _days(since: date, today: date) -> int:
    return max((today - since).days, 0)
