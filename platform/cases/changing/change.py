"""Step under way: the objects it may alter, and under which versions they are saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.db import models

from cases.changing.locking import assignments_of
from cases.models import (
    Assignment,
    Case,
    Commitment,
    DueDay,
    DueKind,
    FeedbackRound,
    Reply,
    ReturnRequest,
    UrgeNotice,
)
from cases.models.due_columns import repeat
from cases.models.subjects import MACHINES, Subject
from cases.states import STATES
from cases.steps.step import Step
from kernel.actor import Actor
from kernel.once import Request
from kernel.sql import rows
from kernel.sql.django_private import drop_relation, fill, keep_relation
from rules.counting.deadlines import Reckoning
from rules.pack import Pack

Due = Reply | FeedbackRound | ReturnRequest | Commitment | UrgeNotice


@dataclass(slots=True)
class Change:
    """A step under way: what the command's body may read and alter.

    ``case.assignments.all()`` holds the assignments as objects of this change: alter those, not copies.
    """

    step: Step
    actor: Actor
    case: Case
    subject: Any
    pack: Pack
    request: Request
    from_state: str
    facts: dict[str, Any] = field(default_factory=dict)
    cases: dict[int, Case] = field(default_factory=dict)
    due_days: list[DueDay] = field(default_factory=list)
    beside_it: list[models.Model] = field(default_factory=list)
    moved: dict[tuple[type[models.Model], int | None], Subject] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """The reason given, trimmed; empty where none is needed."""
        return self.request.reason

    def move(self, thing: Subject, state: str) -> None:
        """Bring an object into a state; it is saved, under this step's version, at the end."""
        if state not in STATES[MACHINES[type(thing)]].__members__:
            raise ValueError(f"{state} is no state of {type(thing).__name__}")
        if self.moved.setdefault((type(thing), thing.pk), thing) is not thing:
            raise ValueError(f"two copies of one {type(thing).__name__} in one change")
        thing.state = state

    def keep(self, thing: Subject) -> None:
        """Save an object with its state as it is."""
        self.move(thing, thing.state)

    def add(self, thing: Subject, days: Mapping[DueKind, Reckoning] | None = None) -> None:
        """Save a new object under this step's version, with the due days that are set for it."""
        thing.version = self._version_for(thing)
        self.begin(thing, days or {})

    def begin(self, row: Subject | ReturnRequest | UrgeNotice, days: Mapping[DueKind, Reckoning]) -> None:
        """Save a new row at once with its due days, each with its reckoning; ``add`` is for rows with a version."""
        for what, reckoning in days.items():
            repeat(row, what, reckoning)
        rows.insert(row)
        for what, reckoning in days.items():
            if isinstance(row, Assignment):
                self._record(what, reckoning, row, None)
            elif isinstance(row, FeedbackRound | ReturnRequest | UrgeNotice):
                self._record(what, reckoning, row.assignment, row)

    def note(self, row: models.Model) -> None:
        """Save a row without a state, new or read by ``tracked``, at the end, in the step's own statement."""
        self.beside_it.append(row)

    def due(
        self,
        what: DueKind,
        reckoning: Reckoning,
        assignment: Assignment | None = None,
        of: Due | None = None,
    ) -> None:
        """Set a due day of the change's case, or of that of what it is about; its reckoning is kept.

        The row that repeats the day says it, and is saved with its state as it is.
        """
        row = of or assignment
        if row is not None and repeat(row, what, reckoning):
            self.note(row) if isinstance(row, ReturnRequest | UrgeNotice) else self.keep(row)
        self._record(what, reckoning, assignment, of)

    def _record(
        self, what: DueKind, reckoning: Reckoning, assignment: Assignment | None, of: Due | None
    ) -> None:
        owner = of if isinstance(of, Reply | FeedbackRound | Commitment) else assignment
        case_id = owner.case_id if owner is not None else self.case.pk
        self.due_days.append(
            DueDay(
                case_id=case_id,
                assignment=assignment,
                what=what,
                subject=of.pk if of is not None else None,
                day=reckoning.day,
                reckoning=reckoning.as_json(),
            )
        )

    def take_in(self, added: Iterable[Assignment]) -> None:
        """Let new assignments be among the case's, in the order in which they were saved."""
        known = self.case.assignments.all()
        fill(known, sorted([*known, *added], key=attrgetter("pk")))

    def beside(self, case_id: int) -> Case:
        """The case with this id, locked too and given an event of its own: a merged paper, or the main one."""
        if case_id not in self.cases:
            other = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case_id)
            load_assignments(other)
            self.cases[case_id] = other
        return self.cases[case_id]

    def _version_for(self, thing: Subject) -> int:
        case = thing if isinstance(thing, Case) else self.cases[thing.case_id]
        return (case.version or 0) + 1


def forget_assignments(case: Case) -> None:
    """Let the case read its assignments anew: what a change looked at is not what the caller should see."""
    drop_relation(case, "assignments")


def load_assignments(case: Case, read: list[Assignment] | None = None) -> None:
    """Read the case's assignments once, so that all rules of this change look at the same objects."""
    forget_assignments(case)
    found = case.assignments.all()
    fill(found, assignments_of(case) if read is None else read)
    keep_relation(case, "assignments", found)
