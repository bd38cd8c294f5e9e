"""Conditions of the steps of extension: a part of ``gates``. The pack says whether it is asked for or told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cases.models import Assignment, Case, ExtensionRequest
from cases.rows import of
from kernel.refusals import Refusal
from rules.pack import Pack


def open_extension(assignment: Assignment) -> ExtensionRequest | None:
    """The request for a later day that waits for a decision."""
    return next((one for one in of(assignment, "extension_requests") if not one.decision), None)


def _request_extension(case: Case, subject: Assignment, pack: Pack) -> None:
    if pack.extension is None:
        raise Refusal("no_extension")
    if pack.extension.told:
        raise Refusal("extension_by_notice")
    asked = open_extension(subject)
    if asked is not None:
        raise Refusal("extension_pending", until=asked.until.isoformat())


def _extend_by_notice(case: Case, subject: Assignment, pack: Pack) -> None:
    if pack.extension is None or not pack.extension.told:
        raise Refusal("extension_not_by_notice")


def _decide_extension(case: Case, subject: Assignment, pack: Pack) -> None:
    if open_extension(subject) is None:
        raise Refusal("no_extension_asked")


EXTENSION_GATES: dict[str, Callable[[Case, Any, Pack], None]] = {
    "request_extension": _request_extension,
    "extend_by_notice": _extend_by_notice,
    "grant_extension": _decide_extension,
    "refuse_extension": _decide_extension,
}
