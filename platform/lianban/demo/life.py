"""The life of one paper: who takes the next step, on which day, until its course says enough."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from cases import commands
from cases.changing.rows import assignments_of
from cases.inputs import RegisterInput
from cases.models import Case, Period
from cases.states import ANSWERING, GONE
from kernel.workdays import add_working_days
from lianban.demo import answers, papers
from lianban.demo.agenda import office_hour
from lianban.demo.courses import Course
from lianban.demo.papers import Paper
from lianban.demo.town import Town
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

    town: Town
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
        return self.town.packs[self.course.kind]

    def the_case(self) -> Case:
        """The case, once it is registered."""
        if self.case is None:
            raise LookupError("not registered yet")
        return self.case

    def take(self, step: str, on: date, who: str, ref: int | None = None, /, **inputs: Any) -> Steps:
        """Wait for office hours on a day, take one step as the holder of a seat, and return what it gives."""
        yield from self.wait(on)
        command, actor, key = getattr(commands, step), self.town.actors[who], self.town.key()
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


def arrive(life: CaseSimulation) -> Steps:
    """Registration and review; ends here for papers that are declined, merged or withdrawn early."""
    life.case = yield from _register(life)
    case = life.the_case()
    if life.course.until[0] == "start_review" or life.chance.random() < 0.6:
        yield from life.take("start_review", life.day("start_review"), life.side, case.pk)
    if life.course.ending == "declined":
        yield from life.take("decline", life.day("decline"), life.side, case.pk, **_ground(life))
    if life.course.ending == "withdrawn":
        reason = answers.WITHDRAWN
        yield from life.take("withdraw", life.day("withdraw"), life.side, case.pk, reason=reason)
    if life.course.ending == "merged":
        yield from _merge(life)
        raise Enough
    life.case = yield from life.take("file", life.day("file"), life.side, case.pk)


def _register(life: CaseSimulation) -> Steps:
    course, paper = life.course, life.paper
    session = life.town.sessions[course.kind, course.year]
    late = course.registered - session.opened_on > A_MEETING
    filing = RegisterInput(
        kind=course.kind,
        title=paper.title,
        body=paper.body,
        session_id=session.pk,
        period=Period.BETWEEN_SESSIONS if late else Period.IN_SESSION,
        proposers=papers.proposers(life.chance, life.town.plan, course.kind),
        category=paper.topic.category,
        publish_consent=life.chance.random() < 0.94,
        proposed_unit=life.town.unit(life.lead).name if life.chance.random() < 0.3 else "",
    )
    yield from life.wait(course.registered)
    life.case = commands.register(life.town.actors[life.side], life.town.key(), paper=filing)
    if course.until == ("register", 1):
        raise Enough
    return life.case


def _ground(life: CaseSimulation) -> dict[str, str]:
    """A ground and a disposal of the rule pack, with the reason that goes with the disposal."""
    pack = life.pack
    disposal = life.chance.choice(pack.disposals).code
    ground = life.chance.choice([one.code for one in pack.not_file_grounds if one.code in GROUNDS])
    return {"ground": ground, "disposal": disposal, "reason": answers.DECLINED[disposal]}


GROUNDS = frozenset({"EMPTY", "OUTSIDE", "PERSONAL", "FORWARDED", "ACADEMIC", "LITIGATION"})


def _merge(life: CaseSimulation) -> Steps:
    """Go into the twin's case, some days after that was dispatched; decline when the twin is out of reach."""
    twin, case = life.twin, life.the_case()
    if twin is None or twin.case is None:
        raise LookupError("a merged paper has a twin that came first")
    on = add_working_days(twin.course.dispatched, 3, work_calendar()).day
    yield from life.take("merge", on, life.side, case.pk, into_id=twin.case.pk)


def live(life: CaseSimulation, *, stages: Any) -> Iterator[datetime]:
    """All moments of a life; the stages are taken in order until the course says enough."""
    try:
        for stage in stages:
            yield from stage(life)
    except Enough:
        return
