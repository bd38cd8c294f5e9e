"""Working off due jobs: each claimed by one worker, done under its government's role, removed with its effect.

Claim, effect and removal are one transaction. A worker that is killed leaves the job as it was, and whoever asks
next does it; so a job has its effect once, however often and by however many processes it is tried.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models.functions import Now
from django.db.utils import InterfaceError, OperationalError

from supervision.public.models import Job

log = structlog.get_logger(__name__)

Do = Callable[..., object]
Inside = Callable[[str], AbstractContextManager[object]]

DEADLY = 10  # attempts; with the pauses below about six hours
FIRST_PAUSE, LONGEST_PAUSE = 30.0, 3600.0  # seconds between attempts, doubling


class Away(Exception):
    """The government is not in service: its jobs wait, without blame, until it is."""


class Worker:
    """Does due jobs; ``inside`` brings it into a government, ``tasks`` says what each task does with its payload."""

    def __init__(
        self,
        tasks: Mapping[str, Do],
        inside: Inside,
        *,
        away: tuple[type[Exception], ...] = (),
        deadly: int = DEADLY,
    ) -> None:
        self.tasks = tasks
        self.inside = inside
        self.away: tuple[type[Exception], ...] = (Away, *away)
        self.deadly = deadly

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
        with transaction.atomic():
            job = due_jobs().order_by("due_at", "id").select_for_update(skip_locked=True).first()
            if job is None:
                return False
            if self._done(job):
                Job.objects.filter(pk=job.pk).delete()
        return True

    def _done(self, job: Job) -> bool:
        try:
            with transaction.atomic(), self.inside(job.government):
                self.tasks[job.task](**job.payload)
        except (OperationalError, InterfaceError):
            raise  # the connection, not the job: it is tried again as it is
        except self.away as error:
            _postpone(job, job.attempts, LONGEST_PAUSE, error, dead=False)
            return False
        except Exception as error:
            self._put_back(job, error)
            return False
        return True

    def _put_back(self, job: Job, error: Exception) -> None:
        attempts = job.attempts + 1
        dead = attempts >= self.deadly
        tell = log.error if dead else log.warning
        tell(
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
        last_error=f"{type(error).__name__}: {error}"[:2000],
        due_at=Now() + timedelta(seconds=pause),
        dead_at=Now() if dead else None,
    )
