"""Visibility table: how much of each aspect of a case is seen by whom. Every read goes through it.

Sources: domain.md 2.2-2.9 and 3; 政府信息公开条例 Art. 16 (process information); 山东 Art. 11, 青岛 Art. 18 (protected
proposers). Where a government differs, a cell names a switch of its rule pack. Why cells are as they are: ADR 0027.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cases.aspects import Aspect
from cases.duties import Duty
from cases.steps.lifecycle import STEPS


class Relation(StrEnum):
    """What a viewer is to a case. Accounts with several posts see the union of what each sees."""

    OFFICE = "O"  # the general office
    FIELD = "K"  # a leader whose field it is; reads there as the office does: no post of this kind exists yet
    ANSWERS = "L"  # a unit that answers: sole, lead, joint lead, separate
    HELPS = "C"  # a co-handler
    RELIEVED = "X"  # a unit relieved, recalled or cancelled: its own record, to its end, is all it has
    SIDE = "N"  # the committee's office, for cases of its kind
    SEAT = "R"  # its reading seat
    ABOVE = "U"  # the government that sent the case: reads what crosses with an envelope, nothing here
    BELOW = "D"  # the government that got it: likewise
    PROPOSER = "M"  # by a link or an account: neither exists yet


class Visibility(StrEnum):
    """How much of an aspect is seen. What is not seen is as if it did not exist."""

    ALL = "all"
    OWN = "own"  # what one's own unit made or received; joint leads share their common text
    ISSUED = "issued"  # once an answer to the case is out
    SHARED = "shared"  # the same, where the rule pack shares it (``share_minutes``)
    SENT = "sent"  # once it has reached the general office
    MEETS = "meets"  # where the rule pack has this unit meet the proposer (``co_meetings``)
    OPEN = "open"  # unless the proposer is protected
    NONE = "-"


CELLS = """
thing       O     L     C     X    N       R
PAPER       all   all   all   -    all     all
PROPOSERS   all   open  open  -    all     open
PHONES      all   all   meets -    all     -
PROTECTION  all   -     -     -    all     -
PARTS       all   all   all   own  all     all
RETURNS     all   own   own   own  -       -
OPINIONS    all   all   own   own  issued  issued
MEETINGS    all   all   all   own  all     all
MINUTES     all   own   own   own  shared  shared
OFFICERS    all   own   own   own  -       -
DRAFTING    all   own   own   own  -       -
WORKINGS    sent  own   own   own  -       -
REVIEWS     all   own   -     -    -       -
REPLIES     all   all   all   -    all     all
FEEDBACK    all   own   -     -    all     all
PROMISES    all   own   -     -    all     all
EXTENSIONS  all   own   -     -    all     all
URGING      all   own   own   own  -       -
ENDING      all   all   -     -    all     all
ABOVE       all   all   -     -    -       -
CROSSING    all   -     -     -    all     all
CROSSED     all   -     -     -    -       -
"""

# What reports an aspect beside the case's own events.
CLOCKS = Aspect.PARTS  # a reminder: how far a part's day is


@dataclass(frozen=True, slots=True)
class EventVisibility:
    """Aspects that an event reports: seen with ``aspect``; its reason and facts, if they say more, with ``words``."""

    aspect: Aspect
    words: Aspect


def _cells(text: str) -> dict[Aspect, dict[Relation, Visibility]]:
    head, *lines = [line.split() for line in text.strip().splitlines()]
    relations = [Relation(one) for one in head[1:]]
    return {
        Aspect(aspect): dict(zip(relations, map(Visibility, cells), strict=True)) for aspect, *cells in lines
    }


TABLE = _cells(CELLS)

# Which aspects the event of each step reports: the step's row says it.
EVENT_VISIBILITY = {step.code: EventVisibility(step.aspect, step.words or step.aspect) for step in STEPS}

# Which aspect says that a duty waits, where that is not its step's own: an answer that is signed is not out yet.
WAITING: dict[str, Aspect] = {Duty.ISSUE: Aspect.DRAFTING}

# What is due by a day, as far as it is not simply a part's.
DUE: dict[str, Aspect] = {
    "ADJUDICATE": Aspect.RETURNS,
    "URGE": Aspect.URGING,
    "FEEDBACK": Aspect.FEEDBACK,
    "PUBLISH": Aspect.REPLIES,
    "FULFILMENT": Aspect.PROMISES,
}
