"""Port through which a case leaves for another government; ``transfers`` stands behind it.

This app knows no other governments. What it says here is said within the step's own transaction, so that the
case's event and the envelope's are written together or not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from cases.inputs import AnswerInput, UpperRequest
from cases.models import Assignment, Case, CoOpinion, DueDay, Reply, UrgeNotice
from cases.states import ANSWERING, GONE
from kernel.actor import Actor
from kernel.once import Request
from kernel.refusals import Refusal
from rules.pack import Pack


class StepUnderway(Protocol):
    """What the other side needs of a step of the case that is being taken."""

    @property
    def actor(self) -> Actor:
        """Who takes it."""

    @property
    def case(self) -> Case:
        """The case under its lock."""

    @property
    def subject(self) -> Any:
        """What the step is about: the case, or an object in it."""

    @property
    def pack(self) -> Pack:
        """The rule pack that the case is under."""

    @property
    def request(self) -> Request:
        """The key and the reason that it is taken with."""

    @property
    def reason(self) -> str:
        """The reason given; empty where none is needed."""

    @property
    def due_days(self) -> Sequence[DueDay]:
        """The due days it has set so far."""


@dataclass(frozen=True, slots=True)
class Hand:
    """How this government signs: its name, the prefix of its document numbers, and whose counter gives them."""

    name: str
    prefix: str
    series: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What another government says of the case it sent: what it calls this one, who gets copies, who helps there."""

    name: str
    copies: tuple[str, ...]
    co_handlers: tuple[str, ...]


def own_series(word: str, year: int, holder: str = "government") -> str:
    """The series of a kind's document numbers in a year, of the government or of the unit that numbers for it."""
    return f"{holder}:{word}:{year}"


class Exchange(Protocol):
    """What a case needs of the exchange. Each method raises Refusal and then nothing has happened."""

    def send(self, change: StepUnderway, assignment: Assignment) -> None:
        """Dispatch a part of the case to the lower government that its unit stands for."""

    def follow(self, change: StepUnderway, assignment: Assignment, crossing: str) -> None:
        """Take the sender's step ``crossing`` of the envelope that carries this assignment, if one still runs."""

    def ask(self, change: StepUnderway, request: UpperRequest) -> Mapping[str, Any]:
        """Send a request to the government above; returns the facts of the event."""

    def hand(self, case: Case) -> Hand:
        """How this government signs its answer to the one that sent the case."""

    def answer(self, change: StepUnderway, answer: AnswerInput, letter: Reply | None) -> Mapping[str, Any]:
        """Answer the envelope by which the case came, by a letter or without; returns the facts of the event."""

    def share(self, change: StepUnderway, assignment: Assignment, opinions: Iterable[CoOpinion]) -> None:
        """Let the lower government that answers by this assignment read opinions of co-handlers on the case."""

    def name_helpers(self, change: StepUnderway, assignment: Assignment) -> None:
        """Inform the lower government that answers by this assignment who gives opinions on the case here."""

    def asked(self, envelopes: Collection[int]) -> Mapping[int, Asked]:
        """What the senders of these envelopes say of their cases, by the envelope's key."""

    def urge(self, change: StepUnderway, assignment: Assignment, notice: UrgeNotice) -> None:
        """Urge the lower government that this assignment is with (督查条例 Art. 5: also next-lower governments)."""

    def urged(self, case: Case) -> date | None:
        """By when the government that sent the case wants a word on what it urged; None where nothing waits."""

    def above(self) -> str:
        """The name of the government above; empty where there is none that uses this system."""

    def answer_to(self, assignment: Assignment) -> Mapping[str, Any]:
        """The answer that came for this assignment, as the other side shared it."""


_behind: list[Exchange] = []


def use(exchange: Exchange) -> None:
    """Name who stands behind the port; said once, by the composition root."""
    _behind[:] = [exchange]


def exchange() -> Exchange:
    """Who stands behind the port; refused where a government stands alone."""
    if not _behind:
        raise Refusal("exchange_absent")
    return _behind[0]


def crosses(assignment: Assignment) -> bool:
    """Whether the assignment's unit is a lower government that handles it in its own system."""
    return bool(assignment.unit.government)


def follow(change: StepUnderway, assignment: Assignment, crossing: str) -> None:
    """Carry the step over to the other government, where the assignment is one's that handles it there."""
    if crosses(assignment):
        exchange().follow(change, assignment, crossing)


def share_opinion(change: StepUnderway, opinion: CoOpinion) -> None:
    """Carry a co-handler's opinion over to the lower government that answers the case, where one does."""
    for one in _answering_elsewhere(change.case):
        exchange().share(change, one, [opinion])


def name_helpers(change: StepUnderway) -> None:
    """Inform the lower government that answers the case, where one does, that others give their opinions now."""
    for one in _answering_elsewhere(change.case):
        exchange().name_helpers(change, one)


def _answering_elsewhere(case: Case) -> Iterator[Assignment]:
    for one in case.assignments.all():
        if one.role in ANSWERING and one.state not in GONE and crosses(one):
            yield one
