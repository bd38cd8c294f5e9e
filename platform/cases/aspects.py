"""Aspects of a case that are seen or not: rows of the visibility table, and what the events of steps report."""

from __future__ import annotations

from enum import StrEnum


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
