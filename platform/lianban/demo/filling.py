"""Filling the demo city: provisioning, staff, and three years of papers, one transaction for each government."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import connection

from cases.models import CaseSession
from governments.entering.scope import governing, platform_scope
from governments.models import Government, Operator
from governments.operators import create_operator
from governments.provisioning.founding import provision, remove
from kernel import clock
from kernel.actor import SYSTEM
from kernel.once import all_or_nothing
from lianban.demo import ends, papers, scenes, simulation, work
from lianban.demo.across import cross, is_linked
from lianban.demo.agenda import Agenda, beginning
from lianban.demo.courses import Course
from lianban.demo.crossings import LINKS
from lianban.demo.demo_government import DemoGovernment, found
from lianban.demo.scores import score_the_years
from lianban.demo.simulation import CaseSimulation
from lianban.demo.workers import Work, side_by_side
from lianban.demo.world import PASSWORD, GovernmentPlan, government, governments, person
from live.feed import refresh
from outbox.models import Message
from supervision.planning import replan
from transfers.removal import remove_envelopes

OPERATOR = "operator"
FEATURE = "edu"  # the unit whose people the role picker offers
MOVED_IN = timedelta(days=90)  # accounts are that much older than the first session
STAGES = (
    simulation.arrive,
    work.dispatch,
    work.begin,
    work.consult,
    ends.answer_and_feedback,
    ends.fulfil_promises,
    ends.end,
)
ProgressReport = Callable[[GovernmentPlan, int], None]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a filling did: codes that were filled now, and how many steps that took."""

    codes: Sequence[str]
    steps: int


def fill(
    today: date | None = None, *, report: ProgressReport = lambda *_: None, processes: int | None = None
) -> Filled:
    """Found and fill whatever of the four governments is still empty; a government is filled whole or not at all.

    ``today`` is the day that all dates are relative to. ``report(plan, steps)`` is called after each government.
    ``processes`` (default: one for each core) fill side by side; with 1 all is done in this process.
    """
    day = today or clock.today()
    password_hash = make_password(PASSWORD)
    with platform_scope():
        if not Operator.objects.filter(username=OPERATOR).exists():
            create_operator(OPERATOR, person(OPERATOR), by=SYSTEM.label, password_hash=password_hash)
    for plan in governments():
        _found(plan)
    empty = [plan.code for plan in governments() if not is_filled(plan.code)]
    work = [(code, day, password_hash) for code in empty]
    at_once = min(processes or os.cpu_count() or 1, len(empty))
    steps = 0
    for (code, *_), done in side_by_side(at_once, work) if at_once > 1 else _one_by_one(work):
        steps += done
        report(government(code), done)
    if not is_linked():
        steps += cross(day)
    return Filled(empty, steps)


def _one_by_one(work: Sequence[Work]) -> Iterator[tuple[Work, int]]:
    for one in work:
        yield one, fill_one(*one)


def _found(plan: GovernmentPlan) -> Government:
    with platform_scope():
        parent = None if plan.tier == "CITY" else Government.objects.get(code=governments()[0].code)
        names = {"short_name": plan.short, "prefix": plan.letters}
        return provision(plan.code, plan.name, tier=plan.tier, parent=parent, **names)


def is_filled(code: str) -> bool:
    """Whether a government already holds sessions, and so must be left alone."""
    with governing(code):
        return bool(CaseSession.objects.exists())


def others_are_here() -> bool:
    """Whether this installation serves governments that are not the demo's."""
    with platform_scope():
        return bool(Government.objects.exclude(code__in=[plan.code for plan in governments()]).exists())


def clear() -> None:
    """Remove the demo's governments with everything in them."""
    for plan in reversed(governments()):
        with platform_scope():
            if Government.objects.filter(code=plan.code).exists():
                remove_envelopes(plan.code)
                remove(plan.code)
        _forget_messages(plan.code)


def fill_one(code: str, today: date, password_hash: str) -> int:
    """Fill one founded and empty government in one transaction; how many steps that took."""
    plan = government(code)
    opened = scenes.openings(today)
    with governing(plan.code):
        with all_or_nothing():
            _without_waiting_for_the_disk()
            with clock.at(beginning(min(opened.values()) - MOVED_IN)):
                demo = found(plan, password_hash=password_hash, openings=opened)
            agenda = Agenda(today)
            for one in _simulations(demo, today):
                agenda.add(simulation.simulate(one, stages=STAGES))
            agenda.run()
            score_the_years(demo, max(opened.values()).year, today)
            replan()  # what the relay would have done, message by message; the first scan rings what is due
        _let_the_planner_know()
        refresh(plan.code)
    _forget_messages(plan.code)
    return demo.keys


def _simulations(demo: DemoGovernment, today: date) -> list[CaseSimulation]:
    chance = Random(f"courses:{demo.plan.code}")  # noqa: S311 - fiction
    courses = scenes.courses(chance, demo.plan.cases, today, FEATURE)
    simulations: dict[int, CaseSimulation] = {}
    for index in sorted(range(len(courses)), key=lambda index: courses[index].twin is not None):
        simulations[index] = _simulation(demo, index, courses[index], simulations)
    return [simulations[index] for index in range(len(courses))]


def _simulation(
    demo: DemoGovernment, index: int, course: Course, simulations: dict[int, CaseSimulation]
) -> CaseSimulation:
    chance = Random(f"{demo.plan.code}:{index}")  # noqa: S311 - fiction
    twin = simulations[course.twin] if course.twin is not None else None
    topic = twin.paper.topic if twin else chance.choice(papers.topics_of(demo.plan, course.lead))
    place = twin.paper.place if twin else chance.choice(list(demo.plan.places))
    paper = papers.compose(chance, topic, place, demo.titles)
    return CaseSimulation(demo, course, chance, paper, _lead(demo, course, chance, topic.lead), twin)


def _lead(demo: DemoGovernment, course: Course, chance: Random, lead: str) -> str:
    """The topic's unit; now and then a town, lower government or company handles a paper alone."""
    others = [one.code for one in demo.plan.handlers() if one.kind != "BUREAU"]
    if course.year == work.THIS_YEAR:  # whose cases cross now
        others = [code for code in others if code not in LINKS]
    if course.lead is None and course.shape == "SOLE" and chance.random() < 0.12:
        return chance.choice(others)
    return lead


def _without_waiting_for_the_disk() -> None:
    """The demo can be made again; its one commit need not wait."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")


def _let_the_planner_know() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _forget_messages(code: str) -> None:
    """An invented history notifies nobody: its messages are dropped, not sent."""
    with platform_scope():
        Message.objects.filter(government=code).delete()
