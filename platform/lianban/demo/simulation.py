"""Simulation of one paper: who takes the next step, on which day, until its course ends."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from cases import commands
from cases.changing.locking import assignments_of
from cases.inputs import RegisterInput
from cases.models import Case, Period
from cases.states import ANSWERING, GONE
from kernel.workdays import add_working_days
from lianban.demo import answers, papers
from lianban.demo.agenda import office_hour
from lianban.demo.courses import Course
from lianban.demo.demo_government import DemoGovernment
from lianban.demo.papers import Paper
from rules.calendar.in_force import work_calendar
from rules.pack import Pack

Steps = Generator[datetime, None, Any]
MOVES_PARTS = frozenset({"dispatch", "redispatch", "accept_return", "recall"})
A_MEETING = timedelta(days=30)  # with the days in which the committees hand its papers over
SIDE = {"SUGGESTION": "npc", "PROPOSAL": "cppcc"}


class Enough(Exception):
    """The course of this paper ends here."""


@dataclass(frozen=True, slots=True)
class UnitPart:
    """A unit's part in the case."""

    id: int
    unit: str
    role: str

    @property
    def answers(self) -> bool:
        """Whether the unit replies to the proposer."""
        return self.role in ANSWERING


@dataclass(slots=True)
class CaseSimulation:
    """One paper under way."""

    government: DemoGovernment
    course: Course
    chance: Random
    paper: Paper
    lead: str
    twin: CaseSimulation | None = None
    case: Case | None = None
    last: datetime | None = None
    taken: dict[str, int] = field(default_factory=dict)
    standing: list[UnitPart] = field(default_factory=list)

    @property
    def side(self) -> str:
        """The seat of the committee on whose side the paper is."""
        return SIDE[self.course.kind]

    @property
    def pack(self) -> Pack:
        """The rules of its kind; the demo's governments never issue another."""
        return self.government.packs[self.course.kind]

    def the_case(self) -> Case:
        """The case, once it is registered."""
        if self.case is None:
            raise LookupError("not registered yet")
        return self.case

    def take(self, step: str, on: date, who: str, ref: int | None = None, /, **inputs: Any) -> Steps:
        """Wait for office hours on a day, take one step as the holder of a seat, and return what it gives."""
        yield from self.wait(on)
        command, actor, key = getattr(commands, step), self.government.actors[who], self.government.key()
        result = command(actor, key, **inputs) if ref is None else command(actor, ref, key, **inputs)
        self.taken[step] = self.taken.get(step, 0) + 1
        if step in MOVES_PARTS:
            self.standing = []
        if self.course.until == (step, self.taken[step]):
            raise Enough
        return result

    def wait(self, on: date) -> Steps:
        """Let time pass until office hours of a day, and at any rate a little."""
        self.last = office_hour(self.chance, on, self.last)
        yield self.last

    def day(self, step: str, round_: int = 1) -> date:
        """The day that the course sets for a step."""
        return self.course.day(step, round_)

    def soon(self, days: int = 1) -> date:
        """Some days after the last step."""
        return (self.last.date() if self.last else self.course.registered) + timedelta(days=days)

    def parts(self) -> list[UnitPart]:
        """The units that stand in the case now, in the order of dispatch."""
        if not self.standing:
            standing = [one for one in assignments_of(self.the_case()) if one.state not in GONE]
            self.standing = [UnitPart(one.pk, one.unit.code, one.role) for one in standing]
        return self.standing


def arrive(simulation: CaseSimulation) -> Steps:
    """Registration and review; ends here for papers that are declined, merged or withdrawn early."""
    simulation.case = yield from _register(simulation)
    case = simulation.the_case()
    if simulation.course.until[0] == "start_review" or simulation.chance.random() < 0.6:
        yield from simulation.take("start_review", simulation.day("start_review"), simulation.side, case.pk)
    if simulation.course.ending == "declined":
        yield from simulation.take(
            "decline", simulation.day("decline"), simulation.side, case.pk, **_ground(simulation)
        )
    if simulation.course.ending == "withdrawn":
        reason = answers.WITHDRAWN
        yield from simulation.take(
            "withdraw", simulation.day("withdraw"), simulation.side, case.pk, reason=reason
        )
    if simulation.course.ending == "merged":
        yield from _merge(simulation)
        raise Enough
    simulation.case = yield from simulation.take("file", simulation.day("file"), simulation.side, case.pk)


def _register(simulation: CaseSimulation) -> Steps:
    course, paper = simulation.course, simulation.paper
    session = simulation.government.sessions[course.kind, course.year]
    late = course.registered - session.opened_on > A_MEETING
    filing = RegisterInput(
        kind=course.kind,
        title=paper.title,
        body=paper.body,
        session_id=session.pk,
        period=Period.BETWEEN_SESSIONS if late else Period.IN_SESSION,
        proposers=papers.proposers(simulation.chance, simulation.government.plan, course.kind),
        category=paper.topic.category,
        publish_consent=simulation.chance.random() < 0.94,
        proposed_unit=simulation.government.unit(simulation.lead).name
        if simulation.chance.random() < 0.3
        else "",
    )
    yield from simulation.wait(course.registered)
    simulation.case = commands.register(
        simulation.government.actors[simulation.side], simulation.government.key(), paper=filing
    )
    if course.until == ("register", 1):
        raise Enough
    return simulation.case


def _ground(simulation: CaseSimulation) -> dict[str, str]:
    """A ground and a disposal of the rule pack, with the reason that goes with the disposal."""
    pack = simulation.pack
    disposal = simulation.chance.choice(pack.disposals).code
    ground = simulation.chance.choice([one.code for one in pack.not_file_grounds if one.code in GROUNDS])
    return {"ground": ground, "disposal": disposal, "reason": answers.DECLINED[disposal]}


GROUNDS = frozenset({"EMPTY", "OUTSIDE", "PERSONAL", "FORWARDED", "ACADEMIC", "LITIGATION"})


def _merge(simulation: CaseSimulation) -> Steps:
    """Merge into the other paper's case, some days after its dispatch; decline when that case is out of reach."""
    twin, case = simulation.twin, simulation.the_case()
    if twin is None or twin.case is None:
        raise LookupError("a merged paper has a twin that came first")
    on = add_working_days(twin.course.dispatched, 3, work_calendar()).day
    yield from simulation.take("merge", on, simulation.side, case.pk, into_id=twin.case.pk)


def simulate(simulation: CaseSimulation, *, stages: Any) -> Iterator[datetime]:
    """All moments of a simulation; the stages are taken in order until the course says enough."""
    try:
        for stage in stages:
            yield from stage(simulation)
    except Enough:
        return
