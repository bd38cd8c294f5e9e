"""The import: check every row, register the good ones in batches, say what was left out and how to mend it.

A batch is one transaction: a kill in the middle leaves whole batches, and a second run adds the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from cases.commands.registration_bulk import register_many
from cases.inputs import RegisterInput
from cases.models import Case, CaseSession
from intake.columns import CellError, Columns, Problem, columns_of, paper_of
from intake.models import ImportRun
from intake.reading import Listing, Row
from kernel.actor import Actor
from kernel.clock import now
from kernel.refusals import Refusal
from kernel.wording import sentence

BATCH = 1_000
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Report:
    """What an import did: papers added, known before, rows refused, and every problem with its place."""

    total: int = 0
    added: int = 0
    known: int = 0
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)
    unused: tuple[str, ...] = ()


class Undone(Exception):
    """Takes a dry or a strict run back."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that reads well, with its paper."""

    row: Row
    paper: RegisterInput


def import_listing(
    actor: Actor,
    listing: Listing,
    session: CaseSession,
    *,
    dry_run: bool = False,
    strict: bool = False,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Register a list's papers in a session. ``strict`` takes nothing when any row is refused."""
    columns = columns_of(listing)
    report = Report(total=len(listing.rows), unused=columns.unused)
    taken = list(_readable(listing, columns, session, report))
    if dry_run or strict:
        _whole(actor, listing, session, taken, report, progress, keep=not dry_run)
        return report
    _register(actor, session, taken, report, progress)
    _note(actor, listing, session, report)
    return report


def _whole(
    actor: Actor,
    listing: Listing,
    session: CaseSession,
    taken: Sequence[Taken],
    report: Report,
    progress: Progress,
    *,
    keep: bool,
) -> None:
    """Do everything in one transaction; keep it only when asked to and no row was refused."""
    try:
        with transaction.atomic():
            _register(actor, session, taken, report, progress)
            if not keep or report.refused:
                raise Undone
            _note(actor, listing, session, report)
    except Undone:
        if keep:
            report.added = 0


def _readable(listing: Listing, columns: Columns, session: CaseSession, report: Report) -> Iterator[Taken]:
    titles: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for row in listing.rows:
        try:
            paper = paper_of(
                row, columns, kind=session.kind, session_id=session.pk, session_name=session.name
            )
        except CellError as error:
            _refuse(report, row.number, error.column, error.message)
            continue
        other = numbers.setdefault(paper.registration_no or f"#{row.number}", row.number)
        if other != row.number:
            text = sentence("row_number_twice", number=paper.registration_no, other=other)
            _refuse(report, row.number, columns.found.get("number", ""), text)
            continue
        first = titles.setdefault(paper.title, row.number)
        if first != row.number:
            text = sentence("row_title_twice", other=first)
            report.problems.append(Problem(row.number, columns.found["title"], text, refused=False))
        yield Taken(row, paper)


def _register(
    actor: Actor, session: CaseSession, taken: Sequence[Taken], report: Report, progress: Progress
) -> None:
    for start in range(0, len(taken), BATCH):
        batch = taken[start : start + BATCH]
        before = _newest()
        for one, answer in zip(
            batch, register_many(actor, session, [one.paper for one in batch]), strict=True
        ):
            if isinstance(answer, Refusal):
                _refuse(report, one.row.number, answer.field, answer.message)
            elif answer.pk > before:
                report.added += 1
            else:
                report.known += 1
        progress(start + len(batch), len(taken))
    report.problems.sort(key=lambda one: one.row)


def _newest() -> int:
    return Case.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _refuse(report: Report, row: int, column: str, message: str) -> None:
    report.refused += 1
    report.problems.append(Problem(row, column, message))


def _note(actor: Actor, listing: Listing, session: CaseSession, report: Report) -> None:
    ImportRun.objects.create(
        file_name=listing.name,
        digest=listing.digest,
        kind=session.kind,
        actor=actor.label,
        at=now(),
        added=report.added,
        known=report.known,
        refused=report.refused,
        problems=[[one.row, one.column, one.message, one.refused] for one in report.problems],
    )
