"""Record of an import run: written at its beginning, closed at its end, and reported when it never ended.

While it runs, a run holds an advisory lock of its database session, which PostgreSQL frees when the process dies,
however it dies. A run on record as RUNNING whose lock is free is therefore a dead one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import connection, transaction
from django.db.utils import DatabaseError, InterfaceError

from intake.models import ImportRun, ImportState
from intake.report import Report
from kernel.actor import Actor
from kernel.clock import now

KEY = "SELECT hashtextextended(current_schema() || ':import:' || %s, 0)"


@contextmanager
def recorded(actor: Actor, report: Report) -> Iterator[ImportRun]:
    """A run on record while it lasts; left by an exception it is INTERRUPTED, with what had been added by then."""
    _find_dead_ones(report)
    with transaction.atomic():
        run = ImportRun.objects.create(
            file_name=report.file[:200], digest=report.digest, actor=actor.label, at=now()
        )
        _lock("pg_advisory_lock", run)
    try:
        yield run
    except BaseException:
        # Where the connection is gone, so is the lock with it: the next run finds this one dead.
        with suppress(DatabaseError, InterfaceError):
            _end(run, ImportState.INTERRUPTED)
            if not report.added + report.known + report.refused:
                run.delete()  # refused as a whole: nothing is left behind
        raise
    note(run, report)
    run.problems = [[one.row, one.column, one.message, one.refused] for one in report.problems]
    _end(run, ImportState.DONE)


def note(run: ImportRun, report: Report) -> None:
    """Put on record how far a run has come; saved within the batch's transaction, so that both or neither stand."""
    run.sessions, run.added, run.known, run.refused = (
        report.sessions,
        report.added,
        report.known,
        report.refused,
    )
    run.save(update_fields=["sessions", "added", "known", "refused"])


def _end(run: ImportRun, state: ImportState) -> None:
    run.state, run.ended_at = state, now()
    run.save(update_fields=["state", "ended_at", "problems"])
    _lock("pg_advisory_unlock", run)


def _find_dead_ones(report: Report) -> None:
    for run in ImportRun.objects.filter(state=ImportState.RUNNING).order_by("id"):
        if _lock("pg_try_advisory_lock", run):
            _end(run, ImportState.INTERRUPTED)
            report.interrupted.append(run.file_name)


def _lock(what: str, run: ImportRun) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {what}(({KEY}))", [str(run.pk)])
        return bool(cursor.fetchone()[0])
