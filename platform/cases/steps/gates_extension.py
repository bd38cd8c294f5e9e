"""Conditions of the steps of extension, as in ``gates``. The pack says whether it needs approval or notice only."""

from __future__ import annotations

from cases.models import Assignment, Case, ExtensionRequest
from cases.steps.upper import before_upper
from kernel.refusals import Refusal
from kernel.sql.rows import of
from rules.counting.deadlines import Reckoning, reckon
from rules.pack import Pack


def open_extension(assignment: Assignment) -> ExtensionRequest | None:
    """The request for a later day that waits for a decision."""
    return next((one for one in of(assignment, "extension_requests") if not one.decision), None)


def latest_extension(case: Case, assignment: Assignment, pack: Pack) -> Reckoning:
    """The last day to which a part can be extended, by the pack and the sender; refused without a rule for it."""
    if pack.extension is None:
        raise Refusal("no_extension")
    dispatched = assignment.dispatched_on
    return before_upper(case, pack, reckon(pack.extension.latest, "reply", dispatched), dispatched)


def _check_time_left(case: Case, subject: Assignment, pack: Pack) -> None:
    """Refuse where the part's day is the latest already: every day that is asked for would be."""
    latest = latest_extension(case, subject, pack)
    if latest.day <= subject.due_on:
        raise Refusal("extension_exhausted", latest=latest.day.isoformat(), due=subject.due_on.isoformat())


def request_extension(case: Case, subject: Assignment, pack: Pack) -> None:
    """The pack lets a later day be asked for, there is one left, and no request waits."""
    if pack.extension is None:
        raise Refusal("no_extension")
    if pack.extension.told:
        raise Refusal("extension_by_notice")
    _check_time_left(case, subject, pack)
    asked = open_extension(subject)
    if asked is not None:
        raise Refusal("extension_pending", until=asked.until.isoformat())


def extend_by_notice(case: Case, subject: Assignment, pack: Pack) -> None:
    """The pack allows an extension by notice, and there is one left."""
    if pack.extension is None or not pack.extension.told:
        raise Refusal("extension_not_by_notice")
    _check_time_left(case, subject, pack)


def decide_extension(case: Case, subject: Assignment, pack: Pack) -> None:
    """A request waits for a decision."""
    if open_extension(subject) is None:
        raise Refusal("no_extension_asked")
