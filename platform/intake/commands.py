"""Import command: checks every row, registers the good ones in batches, reports what was left out and the remedy.

A batch is one transaction: a kill in the middle leaves whole batches, and a second run adds the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, connection, transaction

from cases.commands import add_session
from cases.commands.registration_bulk import Admission, register_many
from cases.inputs import RegisterInput
from cases.ledger import answer_due, answering_by, days_late, is_history
from cases.models import CaseSession
from cases.reading.queries import sessions
from intake.destinations import Destination, destinations, text_of
from intake.headers import ANSWERED, HANDED_OVER, Columns, columns_of
from intake.models import ImportRun
from intake.papers import Reader, RowError, day_of
from intake.reading import Listing, ListRow
from intake.report import Report
from intake.runs import note, recorded
from kernel.actor import Actor
from kernel.clock import today
from kernel.refusals import Refusal
from kernel.wording import label, sentence
from rules.counting.deadlines import Reckoning
from rules.queries import pack_in_force, pack_of

BATCH = 2_000
FIELD_OF = {
    "name": "proposers",
    "registrationNo": "number",
    "registeredOn": "day",
    "proposedUnit": "proposed_unit",
}
Progress = Callable[[int, int], None]
RowsBySession = Sequence[tuple[CaseSession, Sequence[ListRow]]]


class Undone(Exception):
    """Takes a dry or a strict run back."""


@dataclass(slots=True)
class _Run:
    """One import under way: what it reads, what it knows of the rows so far, what it reports."""

    actor: Actor
    listing: Listing
    columns: Columns
    report: Report
    progress: Progress
    record: ImportRun | None = None
    done: int = 0
    titles: dict[str, int] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    history: set[int] = field(default_factory=set)  # rows of papers that were answered before


def import_file(
    actor: Actor,
    listing: Listing,
    *,
    kind: str | None = None,
    session: str | None = None,
    year: int | None = None,
    dry_run: bool = False,
    strict: bool = False,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Register a list's papers, each in the session it belongs to; sessions that are new are added.

    ``kind``, ``session`` (a name) and ``year`` hold for all rows when given. ``dry_run`` does everything and takes
    it back; ``strict`` takes everything back when any row is refused. Raises Refusal when the list as a whole cannot
    be used.
    """
    columns = columns_of(listing.name, listing.headers)
    found = destinations(listing, columns, kind=kind, session=session, year=year)
    run = _begun(actor, listing, columns, progress)
    with _on_record(run, dry_run=dry_run), _stored_or_rolled_back(run.report, dry_run=dry_run, strict=strict):
        _register(run, [(_session(actor, where, year), rows) for where, rows in found])
    return run.report


def import_listing(
    actor: Actor,
    listing: Listing,
    session: CaseSession,
    *,
    dry_run: bool = False,
    strict: bool = False,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Register a list's papers in one session that is there already; the rest as ``import_file``."""
    run = _begun(actor, listing, columns_of(listing.name, listing.headers), progress)
    with _on_record(run, dry_run=dry_run), _stored_or_rolled_back(run.report, dry_run=dry_run, strict=strict):
        _register(run, [(session, listing.rows)])
    return run.report


def _begun(actor: Actor, listing: Listing, columns: Columns, progress: Progress) -> _Run:
    report = Report(
        file=listing.name,
        digest=listing.digest,
        total=len(listing.rows),
        kept=tuple(columns.headers[place] for place in columns.later_stages.values()),
        unused=columns.unused,
        other_sheets=listing.other_sheets,
    )
    return _Run(actor, listing, columns, report, progress)


@contextmanager
def _on_record(run: _Run, *, dry_run: bool) -> Iterator[None]:
    """A dry run leaves no record."""
    if dry_run:
        yield
        return
    with recorded(run.actor, run.report) as run.record:
        yield


@contextmanager
def _stored_or_rolled_back(report: Report, *, dry_run: bool, strict: bool) -> Iterator[None]:
    """Let the work stand; or do all of it in one transaction and take it back, as the run was asked to."""
    if not dry_run and not strict:
        yield
        return
    try:
        with transaction.atomic():
            yield
            if dry_run or report.refused:
                _check_constraints()
                raise Undone
    except Undone:
        if strict and report.refused:
            report.added = 0


def _check_constraints() -> None:
    """What the database checks at the end of a transaction is checked in a dry run too."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _session(actor: Actor, where: Destination, asked: int | None) -> CaseSession:
    session = sessions().filter(name=where.session).first()
    if session is None:
        if where.year is None:
            raise Refusal("year_not_told")
        opened = date(where.year, 1, 1)
        session = add_session(actor, kind=where.kind, name=where.session, year=where.year, opened_on=opened)
    if session.kind != where.kind:
        raise Refusal("session_of_other_kind", name=where.session)
    if asked is not None and session.year != asked:
        raise Refusal("session_of_other_year", name=where.session, year=session.year, asked=asked)
    return session


def _register(run: _Run, rows: RowsBySession) -> None:
    for session, of_session in rows:
        run.report.sessions.append(session.name)
        for start in range(0, len(of_session), BATCH):
            batch = of_session[start : start + BATCH]
            with transaction.atomic():
                _take(run, session, list(_readable(run, session, batch)))
                if run.record is not None:
                    note(run.record, run.report)
            run.done += len(batch)
            run.progress(run.done, run.report.total)
    run.report.problems.sort(key=lambda one: one.row)


def _readable(
    run: _Run, session: CaseSession, rows: Sequence[ListRow]
) -> Iterator[tuple[int, RegisterInput]]:
    """Numbers and papers of the rows that read well; a row that repeats another's number is refused."""
    reader = Reader(
        columns=run.columns,
        kind=session.kind,
        session_id=session.pk,
        session_name=session.name,
        spreadsheet=run.listing.spreadsheet,
        today=today(),
    )
    due_after = answering_by(pack_of(pack_in_force(session.kind)))
    for row in rows:
        if row.broken:
            run.report.refuse(row.number, "", sentence("row_broken"))
            continue
        try:
            paper = reader.paper(row)
        except RowError as error:
            run.report.refuse_for(row.number, [(one.column, one.message) for one in error.cells])
            continue
        if _is_first(run, row.number, paper):
            _note_lateness(run, row, paper, due_after)
            yield row.number, paper


def _note_lateness(
    run: _Run, row: ListRow, paper: RegisterInput, due_after: Callable[[date], Reckoning]
) -> None:
    """Point out an answer that was late by the rule pack, and days that cannot be judged."""
    for name in (HANDED_OVER, ANSWERED):
        text = text_of(row, run.columns.later_stages.get(name))
        if text and day_of(text) is None:
            run.report.note(row.number, name, sentence("row_day_unread", value=text[:40]))
    reckoning = answer_due(paper, due_after)
    if reckoning is None or paper.answered_on is None:
        return
    late = days_late(paper, reckoning)
    if is_history(paper, reckoning):
        run.history.add(row.number)
    if late is None:
        run.report.note(row.number, ANSWERED, sentence("row_days_contradict"))
    elif late:
        facts = {"due": reckoning.day, "answered": paper.answered_on, "days": late}
        run.report.note(row.number, ANSWERED, sentence("row_late", **facts))


def _is_first(run: _Run, number: int, paper: RegisterInput) -> bool:
    """Whether no row above has this number (or, without one, says the same); a repeated title is pointed out."""
    other = run.keys.setdefault(str(paper.source_key), number)
    if other != number:
        name = run.columns.name("number" if paper.registration_no else "title")
        code = "row_number_twice" if paper.registration_no else "row_twice"
        run.report.refuse(number, name, sentence(code, number=paper.registration_no, other=other))
        return False
    first = run.titles.setdefault(paper.title, number)
    if first != number:
        run.report.note(number, run.columns.name("title"), sentence("row_title_twice", other=first))
    return True


def _take(run: _Run, session: CaseSession, batch: Sequence[tuple[int, RegisterInput]]) -> None:
    papers = [paper for _, paper in batch]
    for (number, paper), answer in zip(batch, _admitted(run.actor, session, papers), strict=True):
        if answer.refusal is not None:
            name = FIELD_OF.get(answer.refusal.field, answer.refusal.field)
            column = run.columns.name(name) if name in run.columns.places else name
            run.report.refuse(number, column, answer.refusal.message)
        elif answer.fresh:
            run.report.added += 1
            run.report.archived += number in run.history
        else:
            run.report.known += 1
            if paper.protect_proposer:  # by a step with a reason, as always once a paper is registered
                run.report.note(
                    number,
                    run.columns.name("protect"),
                    sentence("row_known_protect", step=label("steps", "protect_proposer")),
                )


def _admitted(actor: Actor, session: CaseSession, papers: Sequence[RegisterInput]) -> list[Admission]:
    """The batch's answers; asked once more when somebody else registered one of its papers at that moment."""
    try:
        with transaction.atomic():
            return register_many(actor, session, papers)
    except IntegrityError:
        return register_many(actor, session, papers)
