"""Tasks that keep time for all governments, and the one that keeps spare schemas ready for new ones.

All are only wake-ups: what is due stands in ``public``, so a broker that loses them loses a minute and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog
from celery import shared_task
from django.conf import settings

from governments.daily import queue_daily
from governments.entering.refusals import GovernmentNotServed
from governments.entering.scope import governing, platform_scope
from governments.provisioning.refilling import refill
from governments.tasks import clear_sessions
from kernel.outages import is_outage
from lianban.wiring import DAILY, JOBS, PLANNED
from signin.tallies import clear_tallies
from supervision.public.scan import scan, set_back
from supervision.public.work import Worker, waiting

log = structlog.get_logger(__name__)

WORKERS = 4  # jobs are done by so many tasks at a time, at most
SHARE = 50  # due jobs that are worth a further task
MOST = 500  # jobs of one task before it makes room for others
LIFETIME = 120  # seconds after which a wake-up that nobody took is out of date


@shared_task
def keep_time() -> int:
    """Queue what is due and wake as many workers as it needs; how many were woken."""
    for step in (lambda: set_back(PLANNED), scan, lambda: queue_daily(DAILY)):
        _logging_failure(step)
    wanted = -(-waiting(WORKERS * SHARE) // SHARE)
    for _ in range(wanted):
        work_off.apply_async(expires=LIFETIME)
    return wanted


def _logging_failure(step: Callable[[], object]) -> None:
    """One that fails is logged, and does not keep the others from their work."""
    try:
        step()
    except Exception as error:
        if is_outage(error):
            raise
        log.exception("timed work failed")


@shared_task
def keep_spares() -> int:
    """Bring the pool of spares to LIANBAN_SPARES; how many were built: none without the administrator's login."""
    return refill(settings.LIANBAN_SPARES) if settings.DATABASE_ADMIN_URL else 0


@shared_task
def tidy_platform() -> None:
    """What governments have done for them by a daily job, for the platform's own people: old sessions, old counts."""
    with platform_scope():
        clear_sessions()
        clear_tallies()


@shared_task
def work_off() -> None:
    """Do due jobs until none is left; after a good number of them, ask for another turn."""
    if Worker(JOBS, governing, away=(GovernmentNotServed,)).work(most=MOST):
        work_off.apply_async(expires=LIFETIME)
