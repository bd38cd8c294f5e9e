"""Working off due jobs: each claimed by one worker, done under its government's role, removed with its effect.

Claim, effect and removal are one transaction. A worker that is killed leaves the job as it was, and whoever asks
next does it; so a job has its effect once, however often and by however many processes it is tried.

Governments are served in turn, each by one worker at a time: neither many jobs of one nor slow ones keep all workers
from the others. One whose job waited in vain for a lock is left alone for the rest of the worker's turn.
"""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any, LiteralString

import structlog
from django.db import connection, transaction
from django.db.models.functions import Now

from kernel.outages import described, is_blocked, is_outage
from kernel.sql.statements import rows_of
from supervision.public.models import Job

log = structlog.get_logger(__name__)

Do = Callable[..., object]
Inside = Callable[[str], AbstractContextManager[object]]

MAX_ATTEMPTS = 10  # attempts; with the pauses below about six hours
FIRST_PAUSE, LONGEST_PAUSE = 30.0, 3600.0  # seconds between attempts, doubling
AWAY_PAUSE = (
    300.0  # seconds until a job is tried again whose government is not in service: an upgrade takes minutes
)
LOCK_TIMEOUT = "SET LOCAL lock_timeout = '3s'"  # of a statement within a job, for a lock
# What would fail at commit fails while one knows whose fault it is; what follows is judged at the end again.
DEFERRED_CHECKS = ("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED")

# From one government to the next by the index, however many jobs each has.
WAITING: LiteralString = """
WITH RECURSIVE lanes AS (
    (SELECT government FROM public.supervision_job WHERE dead_at IS NULL ORDER BY government LIMIT 1)
    UNION ALL
    SELECT (
        SELECT government FROM public.supervision_job
        WHERE dead_at IS NULL AND government > lanes.government ORDER BY government LIMIT 1
    ) FROM lanes WHERE lanes.government IS NOT NULL
)
SELECT government FROM lanes WHERE EXISTS (
    SELECT FROM public.supervision_job
    WHERE government = lanes.government AND dead_at IS NULL AND due_at <= statement_timestamp()
)
"""
MINE = "SELECT pg_try_advisory_xact_lock(hashtextextended('jobs:' || %s, 0))"


class NotInService(Exception):
    """The government is not in service: its jobs wait, without blame, until it is."""


class Worker:
    """Does due jobs; ``inside`` brings it into a government, ``tasks`` says what each task does with its payload."""

    def __init__(
        self,
        tasks: Mapping[str, Do],
        inside: Inside,
        *,
        away: tuple[type[Exception], ...] = (),
        max_attempts: int = MAX_ATTEMPTS,
    ) -> None:
        self.tasks = tasks
        self.inside = inside
        self.away: tuple[type[Exception], ...] = (NotInService, *away)
        self.max_attempts = max_attempts
        self._turn: deque[str] = deque()
        self._left: set[str] = set()

    def work(self, *, most: int, seconds: float = 60.0) -> bool:
        """Do due jobs until none is left (then False), or the number or the time is used up (True)."""
        end = time.monotonic() + seconds
        for _ in range(most):
            if time.monotonic() > end:
                return True
            if not self.one():
                return False
        return True

    def one(self) -> bool:
        """Claim and do one due job that nobody else has; whether there was one."""
        return any(self._one_of(government) for government in self._governments_due())

    def _governments_due(self) -> Iterator[str]:
        """The governments that have something due, once each, beginning where the last job left off."""
        yield from self._in_turn()
        found = [str(government) for (government,) in rows_of(WAITING, [])]
        # Workers begin at different places, or the first governments would always be the first.
        random.shuffle(found)
        self._turn.extend(found)
        yield from self._in_turn()

    def _in_turn(self) -> Iterator[str]:
        while self._turn:
            government = self._turn.popleft()
            if government not in self._left:
                yield government

    def _one_of(self, government: str) -> bool:
        """Claim and do one job of a government; False when there is none, or another worker is at it."""
        with transaction.atomic():
            if not rows_of(MINE, [government])[0][0]:
                return False
            jobs = due_jobs().filter(government=government).order_by("due_at", "id")
            job = jobs.select_for_update(skip_locked=True).first()
            if job is None:
                return False
            if self._done(job):
                Job.objects.filter(pk=job.pk).delete()
        return True

    def _done(self, job: Job) -> bool:
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute(LOCK_TIMEOUT)
                with self.inside(job.government):
                    self.tasks[job.task](**job.payload)
                with connection.cursor() as cursor:
                    for statement in DEFERRED_CHECKS:
                        cursor.execute(statement)
        except self.away as error:
            _postpone(job, job.attempts, AWAY_PAUSE, error, dead=False)
            return False
        except Exception as error:
            if is_outage(error):
                raise  # the database, not the job: it is tried again as it is
            if is_blocked(error):
                self._left.add(job.government)
            self._put_back(job, error)
            return False
        return True

    def _put_back(self, job: Job, error: Exception) -> None:
        attempts = job.attempts + 1
        dead = attempts >= self.max_attempts
        log_failure = log.error if dead else log.warning
        log_failure(
            "job given up" if dead else "job failed",
            attempts=attempts,
            job_id=job.pk,
            task=job.task,
            government=job.government,
            exc_info=error,
        )
        _postpone(job, attempts, min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE), error, dead=dead)


def due_jobs() -> Any:
    """Jobs whose time has come and that were not given up."""
    return Job.objects.filter(dead_at=None, due_at__lte=Now())


def waiting(most: int) -> int:
    """How many due jobs there are, counted up to a number."""
    return len(due_jobs().values_list("pk", flat=True)[:most])


def _postpone(job: Job, attempts: int, pause: float, error: Exception, *, dead: bool) -> None:
    Job.objects.filter(pk=job.pk).update(
        attempts=attempts,
        last_error=described(error),
        due_at=Now() + timedelta(seconds=pause),
        dead_at=Now() if dead else None,
    )
