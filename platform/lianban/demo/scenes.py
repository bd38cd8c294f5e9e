"""Scenes of the demo: how many papers take which course, this year and in the two before, and their dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from dateutil.relativedelta import relativedelta

from kernel.workdays import add_months, add_working_days
from lianban.demo.courses import NOMINAL, Course
from rules.calendar.in_force import work_calendar

SESSION_AGE = 132  # days since the newest session opened
LIGHTS = ("green", "green", "yellow", "red", "green", "yellow", "green")
AT_WORK = "at work"
FEATURED = 0.25


@dataclass(frozen=True, slots=True)
class Scene:
    """A share of the papers: how far they get, when, and what is special about them.

    ``when`` is AT_WORK (the clock runs, in all lights) or the days since (dispatch, last step), each a range.
    """

    weight: int
    until: tuple[str, int]
    when: Any
    more: Mapping[str, Any] = field(default_factory=dict)


ARRIVAL = ((0, 0), (1, 9))
ANSWERED = ((86, 108), (4, 24))
AGAIN = {"feedback": ("DISSATISFIED", "SATISFIED")}
LEAD = {"shape": "LEAD"}
JOINT = {"shape": "JOINT_LEAD"}

THIS_YEAR = (
    Scene(6, ("register", 1), ARRIVAL),
    Scene(6, ("start_review", 1), ARRIVAL),
    Scene(5, ("decline", 1), ((0, 0), (2, 60)), {"ending": "declined"}),
    Scene(8, ("file", 1), ((0, 0), (1, 6))),
    Scene(5, ("merge", 1), AT_WORK, {"ending": "merged"}),
    Scene(2, ("withdraw", 1), ((0, 0), (10, 60)), {"ending": "withdrawn"}),
    Scene(1, ("withdraw", 1), ((60, 75), (5, 20)), {"ending": "withdrawn_late"}),
    Scene(7, ("dispatch", 1), ((1, 5), (1, 5))),
    Scene(2, ("dispatch", 1), ((11, 15), (11, 15))),
    Scene(6, ("sign_for", 1), AT_WORK),
    Scene(5, ("assign_officer", 1), AT_WORK),
    Scene(5, ("record_meeting", 1), AT_WORK),
    Scene(4, ("request_return", 1), ((6, 12), (1, 4)), {"trouble": "return_requested"}),
    Scene(2, ("accept_return", 1), ((9, 14), (1, 4)), {"trouble": "return_accepted"}),
    Scene(2, ("redispatch", 1), ((10, 20), (1, 4)), {"trouble": "return_accepted"}),
    Scene(2, ("assign_officer", 1), AT_WORK, {"trouble": "return_rejected"}),
    Scene(2, ("record_meeting", 1), AT_WORK, {"trouble": "recalled"}),
    Scene(5, ("submit_co_opinion", 1), AT_WORK, LEAD),
    Scene(2, ("bounce_co_opinion", 1), AT_WORK, LEAD | {"trouble": "co_bounced"}),
    Scene(1, ("waive_co_opinion", 1), ((60, 70), (3, 8)), LEAD | {"trouble": "co_waived"}),
    Scene(6, ("draft_reply", 1), AT_WORK),
    Scene(5, ("submit_reply", 1), AT_WORK),
    Scene(3, ("return_in_unit", 1), AT_WORK, {"trouble": "unit_returned"}),
    Scene(6, ("pass_section_review", 1), AT_WORK),
    Scene(7, ("pass_leader_review", 1), AT_WORK),
    Scene(3, ("return_from_office", 1), AT_WORK, {"trouble": "office_returned"}),
    Scene(5, ("pass_office_review", 1), AT_WORK),
    Scene(2, ("pass_office_review", 1), AT_WORK, JOINT),
    Scene(2, ("agree_jointly", 1), AT_WORK, JOINT),
    Scene(3, ("sign_reply", 1), AT_WORK),
    Scene(3, ("issue_reply", 1), AT_WORK),
    Scene(8, ("deliver_reply", 1), ((86, 108), (3, 18))),
    Scene(2, ("expire_feedback", 1), ((100, 108), (1, 6)), {"silent": True}),
    Scene(2, ("urge_feedback", 1), ((92, 108), (1, 8)), {"silent": True}),
    Scene(1, ("close_feedback", 1), ((100, 108), (1, 5)), {"silent": True}),
    Scene(6, ("enter_feedback", 1), ANSWERED),
    Scene(3, ("enter_feedback", 1), ANSWERED, {"feedback": ("BASICALLY",)}),
    Scene(4, ("enter_feedback", 1), ANSWERED, AGAIN),
    Scene(1, ("enter_feedback", 1), ((100, 108), (38, 44)), AGAIN),
    Scene(2, ("draft_reply", 2), ANSWERED, AGAIN),
    Scene(2, ("deliver_reply", 2), ANSWERED, AGAIN | {"promise": "kept", "promised_in": 150}),
    Scene(7, ("enter_feedback", 1), ANSWERED, {"promise": "kept", "promised_in": 150}),
    Scene(2, ("enter_feedback", 1), ((95, 108), (8, 20)), {"promise": "kept", "promised_in": 4}),
    Scene(2, ("delay_commitment", 1), ANSWERED, {"promise": "delayed", "promised_in": 9}),
    Scene(3, ("claim_fulfilled", 1), ANSWERED, {"promise": "kept", "promised_in": 9}),
    Scene(2, ("verify_commitment", 1), ANSWERED, {"promise": "kept", "promised_in": 9}),
    Scene(1, ("declare_infeasible", 1), ANSWERED, {"promise": "infeasible", "promised_in": 60}),
    Scene(11, ("close", 1), ((92, 108), (1, 20))),
    Scene(3, ("archive", 1), ((100, 108), (1, 5))),
)

EARLIER = (
    Scene(36, ("archive", 1), None),
    Scene(18, ("close", 1), None),
    Scene(5, ("close", 1), None, {"pace": 1.7}),  # answered after the due day
    Scene(2, ("archive", 1), None, {"pace": 1.95}),
    Scene(4, ("close", 1), None, AGAIN),
    Scene(
        2, ("close", 1), None, AGAIN | {"promise": "kept", "promised_in": 120}
    ),  # the second replaces the first
    Scene(14, ("close", 1), None, {"promise": "kept", "promised_in": 90}),
    Scene(3, ("close", 1), None, {"promise": "refused", "promised_in": 100}),
    Scene(6, ("archive", 1), None, {"promise": "kept", "promised_in": 700}),
    Scene(3, ("close", 1), None, {"promise": "delayed", "promised_in": 60}),
    Scene(1, ("close", 1), None, {"promise": "infeasible", "promised_in": 60}),
    Scene(6, ("decline", 1), None, {"ending": "declined"}),
    Scene(5, ("merge", 1), None, {"ending": "merged"}),
    Scene(2, ("withdraw", 1), None, {"ending": "withdrawn"}),
    Scene(1, ("reopen", 1), None),
    Scene(2, ("close", 1), None, {"feedback": ("DISSATISFIED", "DISSATISFIED", "BASICALLY")}),
    Scene(1, ("close", 1), None, {"silent": True}),
    Scene(4, ("close", 1), None, {"trouble": "return_accepted"}),
    Scene(2, ("close", 1), None, {"trouble": "return_rejected"}),
    Scene(1, ("close", 1), None, {"trouble": "recalled"}),
    Scene(3, ("archive", 1), None, LEAD | {"trouble": "co_bounced"}),
    Scene(2, ("archive", 1), None, LEAD | {"trouble": "co_waived"}),
    Scene(6, ("archive", 1), None, {"trouble": "office_returned"}),
    Scene(4, ("archive", 1), None, {"trouble": "unit_returned"}),
)


def openings(today: date) -> dict[int, date]:
    """The opening day of each year's sessions, oldest first; the newest a fixed time before today."""
    newest = today - timedelta(days=SESSION_AGE)
    return {year: newest - relativedelta(years=2 - year) for year in range(3)}


def courses(chance: Random, cases: Sequence[int], today: date, feature: str) -> list[Course]:
    """The courses of all papers of a government; ``feature`` is the unit that has one of everything."""
    found: list[Course] = []
    for year, number in enumerate(cases):
        opened = openings(today)[year]
        scenes = THIS_YEAR if year == len(cases) - 1 else EARLIER
        first = len(found)
        for position, scene in enumerate(_shared(scenes, number)):
            found.append(_course(chance, scene, year, opened, today, position))
        _feature(found, first, feature)
    return [_with_twin(one, found, chance, today) for one in found]


def _shared(scenes: Sequence[Scene], number: int) -> Iterator[Scene]:
    """``number`` scenes in proportion to their weights; the rounding goes on from scene to scene."""
    total, owed = sum(one.weight for one in scenes), 0.0
    for scene in scenes:
        owed += scene.weight * number / total
        while owed >= 0.5:
            owed -= 1
            yield scene


def _course(chance: Random, scene: Scene, year: int, opened: date, today: date, position: int) -> Course:
    kind = "PROPOSAL" if (year + position) % 2 else "SUGGESTION"
    dispatched, finish, due = _dates(chance, scene, opened, today, position)
    registered = _registered(chance, scene, opened, dispatched)
    shape = scene.more.get("shape") or _shape(chance, scene)
    more = {name: value for name, value in scene.more.items() if name != "shape"}
    if scene.when is None:
        more.setdefault("pace", chance.uniform(0.85, 1.45))
    plain = scene.when is AT_WORK and not scene.more
    return Course(
        kind=kind,
        year=year,
        registered=registered,
        dispatched=dispatched,
        until=scene.until,
        finish=finish,
        due=due,
        shape=shape,
        complex=plain and position % 9 == 4,
        **more,
    )


def _dates(
    chance: Random, scene: Scene, opened: date, today: date, position: int
) -> tuple[date, date | None, date | None]:
    """Day of dispatch, day of the last step, and a due day where the office sets one."""
    if scene.when is None:
        days = chance.randint(50, 200) if chance.random() < 0.3 else chance.randint(18, 27)
        return opened + timedelta(days=days), None, None
    if scene.when is AT_WORK:
        dispatched, due = _lit(chance, LIGHTS[position % len(LIGHTS)], today)
        return dispatched, today - timedelta(days=chance.randint(1, 7)), due
    (first, last), (newest, oldest) = scene.when
    finish = today - timedelta(days=chance.randint(newest, oldest))
    if not last:
        return finish, finish, None
    return min(today - timedelta(days=chance.randint(first, last)), finish), finish, None


def _lit(chance: Random, light: str, today: date) -> tuple[date, date | None]:
    """A working day of dispatch whose three months make a clock show this light today.

    Around long holidays no such day may exist; then the office sets the due day itself, which is given as well.
    """
    if light == "green":
        return today - timedelta(days=chance.randint(38, 70)), None
    soonest, latest = (0, 7) if light == "yellow" else (-20, -4)
    days = [today - relativedelta(months=3) + timedelta(days=number) for number in range(-24, 12)]
    working = [day for day in days if work_calendar().is_working(day)]
    fit = [
        day for day in working if soonest <= (add_months(day, 3, work_calendar()).day - today).days <= latest
    ]
    if fit:
        return chance.choice(fit), None
    return chance.choice(working), today + timedelta(days=(soonest + latest) // 2)


def _registered(chance: Random, scene: Scene, opened: date, dispatched: date) -> date:
    """Registered around the session when dispatched soon after it, else shortly before dispatch."""
    earliest = opened - timedelta(days=6)
    if scene.until[0] in ("register", "start_review", "decline", "file", "withdraw") and not scene.more:
        return dispatched - timedelta(days=chance.randint(0, 12) if scene.until[0] != "register" else 0)
    days = chance.randint(12, 26)
    return max(earliest, dispatched - timedelta(days=days))


def _shape(chance: Random, scene: Scene) -> str:
    """Most papers have one unit or a lead with helpers; stories of trouble stay with these two."""
    if scene.more.keys() - {"silent"}:
        return chance.choice(("SOLE", "LEAD"))
    return chance.choices(("SOLE", "LEAD", "SEPARATE", "JOINT_LEAD"), weights=(44, 40, 8, 8))[0]


def _feature(found: list[Course], first: int, unit: str) -> None:
    """Give one paper of each stage of the work to one unit, up to a quarter of a year's papers."""
    stages: dict[object, int] = {}
    for index in range(first, len(found)):
        one = found[index]
        if one.until[0] in NOMINAL and one.until[0] != "dispatch":
            stages.setdefault((one.until, one.trouble, one.promise), index)
    chosen = list(stages.values())
    stride = max(1, round(len(chosen) / (FEATURED * (len(found) - first))))
    for index in chosen[::stride]:
        found[index] = replace(found[index], lead=unit)


def _with_twin(course: Course, found: Sequence[Course], chance: Random, today: date) -> Course:
    """A merged paper comes in beside the other paper and is merged some days after that one's dispatch."""
    if course.ending != "merged":
        return course
    fit = [index for index, other in enumerate(found) if _takes_in(other, course, today)]
    index = chance.choice(fit)
    twin = found[index]
    return replace(
        course,
        twin=index,
        kind=twin.kind,
        registered=add_working_days(twin.registered, 2, work_calendar()).day,
        dispatched=twin.dispatched,
        finish=None,
    )


def _takes_in(other: Course, course: Course, today: date) -> bool:
    """Whether a paper of the same year is under way long enough, and without trouble, to be a merger's main one."""
    plain = not other.ending and not other.trouble and other.until[0] in NOMINAL
    at_work = other.until[0] != "dispatch" and other.dispatched <= today - timedelta(days=12)
    return plain and at_work and other.year == course.year
