"""Visibility table: how much of each aspect of a case is seen by whom. Every read goes through it.

Sources: domain.md 2.2-2.9 and 3; 政府信息公开条例 Art. 16 (process information); 山东 Art. 11, 青岛 Art. 18 (protected
proposers). Where a government differs, a cell names a switch of its rule pack. Why cells are as they are: ADR 0027.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


class Aspect(StrEnum):
    """A kind of data that belongs to a case."""

    PAPER = "PAPER"  # text, number, title
    PROPOSERS = "PROPOSERS"  # names
    PHONES = "PHONES"
    PROTECTION = "PROTECTION"  # that, and why, a proposer is protected
    PARTS = "PARTS"  # who handles, roles, due days, milestones, light
    RETURNS = "RETURNS"  # requests to be relieved: reason, basis, other unit, ruling
    OPINIONS = "OPINIONS"  # of co-handlers
    MEETINGS = "MEETINGS"  # the fact: day, stage, form
    MINUTES = "MINUTES"  # place, people, what was said
    OFFICERS = "OFFICERS"  # who works on it in the unit
    DRAFTING = "DRAFTING"  # that a unit drafts and reviews: to the office milestones
    WORKINGS = "WORKINGS"  # drafts, versions, comments and reviews in the unit
    REVIEWS = "REVIEWS"  # the office's review, its marks
    REPLIES = "REPLIES"  # issued: text, class, delivery
    FEEDBACK = "FEEDBACK"  # the proposer's word
    PROMISES = "PROMISES"  # with evidence, delays, verification
    EXTENSIONS = "EXTENSIONS"  # request and reasons; the new day is a part's
    URGING = "URGING"  # reminders by the office, orders
    ENDING = "ENDING"  # why a case was closed, or opened again
    ABOVE = "ABOVE"  # what the government above says of an answer, or to a request; its co-handlers' opinions
    CROSSING = "CROSSING"  # an envelope to or from another government: milestones
    CROSSED = "CROSSED"  # what it says: a request, an answer, reasons; whole for both offices (domain.md 3)


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
    """Aspects that an event reports: seen with ``thing``; its reason and facts, if they say more, by ``words``."""

    aspect: Aspect
    words: Aspect


def _cells(text: str) -> dict[Aspect, dict[Relation, Visibility]]:
    head, *lines = [line.split() for line in text.strip().splitlines()]
    relations = [Relation(one) for one in head[1:]]
    return {
        Aspect(aspect): dict(zip(relations, map(Visibility, cells), strict=True)) for aspect, *cells in lines
    }


TABLE = _cells(CELLS)

# Each step of the lifecycle is seen with these aspects; a step that is missing here is seen by nobody (a test checks).
STEPS: dict[Aspect, str] = {
    Aspect.PAPER: "register start_review file decline merge withdraw receive",
    Aspect.PROTECTION: "protect_proposer",
    Aspect.PARTS: "dispatch redispatch recall sign_for submit_co_opinion accept_co_opinion move_dates"
    " answer_arrives accept_answer send_back_answer report_answer answer_accepted answer_sent_back taken_back"
    " report_opinion ask_upper upper_responded order_rehandling close reopen archive",
    Aspect.RETURNS: "request_return accept_return reject_return",
    Aspect.OPINIONS: "bounce_co_opinion waive_co_opinion upper_opinion",
    Aspect.MEETINGS: "record_meeting",
    Aspect.OFFICERS: "assign_officer",
    Aspect.DRAFTING: "draft_reply submit_reply pass_section_review pass_leader_review return_in_unit agree_jointly"
    " sign_reply",
    Aspect.REVIEWS: "pass_office_review return_from_office",
    Aspect.REPLIES: "issue_reply deliver_reply answer_delivered",
    Aspect.FEEDBACK: "enter_feedback expire_feedback urge_feedback close_feedback",
    Aspect.PROMISES: "claim_fulfilled delay_commitment declare_infeasible verify_commitment refuse_claim",
    Aspect.URGING: "urge_unit answer_urge",
    Aspect.EXTENSIONS: "request_extension extend_by_notice grant_extension refuse_extension",
}
WORDS: dict[Aspect, str] = {
    Aspect.WORKINGS: "draft_reply submit_reply pass_section_review pass_leader_review return_in_unit agree_jointly"
    " sign_reply",
    Aspect.REVIEWS: "accept_answer send_back_answer",
    Aspect.RETURNS: "move_dates",  # it names all days that moved, also that of a ruling
    Aspect.FEEDBACK: "order_rehandling",
    Aspect.ENDING: "close reopen",
    Aspect.ABOVE: "answer_sent_back ask_upper upper_responded report_answer report_opinion",
}


def _event_visibility() -> dict[str, EventVisibility]:
    words = {step: aspect for aspect, steps in WORDS.items() for step in steps.split()}
    return {
        step: EventVisibility(aspect, words.get(step, aspect))
        for aspect, steps in STEPS.items()
        for step in steps.split()
    }


EVENT_VISIBILITY = _event_visibility()

# What is due by a day, as far as it is not simply a part's.
DUE: dict[str, Aspect] = {
    "ADJUDICATE": Aspect.RETURNS,
    "URGE": Aspect.URGING,
    "FEEDBACK": Aspect.FEEDBACK,
    "PUBLISH": Aspect.REPLIES,
    "FULFILMENT": Aspect.PROMISES,
}

# Steps of an envelope that report more than the crossing and its texts.
CROSSINGS: dict[str, EventVisibility] = {
    step: EventVisibility(Aspect.RETURNS, Aspect.RETURNS)
    for step in ("request_return", "accept_return", "reject_return")
}
