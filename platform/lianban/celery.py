"""Celery application. Each task runs inside the government that its message names, under that one's role.

Enqueued within a government's scope, a task takes the scope along by itself; from elsewhere name it:
``task.apply_async(args, headers={"government": code})``. One that names none runs in the platform's scope.
Django must be set up before this module is imported (``lianban.cli`` does so).
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from typing import Any

from celery import Celery, Task
from celery.result import AsyncResult

from governments.entering.scope import governing, platform_scope
from lianban.reporting import logs
from lianban.reporting.sentry import watch
from lianban.wiring import SCHEDULE

HEADER = "government"


class Governed(Task[..., Any]):
    """The base of every task: enters the government of its message, and never another."""

    abstract = True

    def apply_async(self, *args: Any, **options: Any) -> AsyncResult[Any]:
        """Enqueue; the message carries the government (code, empty for the platform)."""
        headers = dict(options.pop("headers", None) or {})
        headers.setdefault(HEADER, logs.government() or "")
        return super().apply_async(*args, headers=headers, **options)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run: a task taken from the broker in its own scope, one called as a function in the caller's."""
        if self.request.called_directly:
            return super().__call__(*args, **kwargs)
        with _scope(self._government()):
            return super().__call__(*args, **kwargs)

    def _government(self) -> str:
        # A message's headers are attributes of the request; an eager call keeps them apart.
        named = getattr(self.request, HEADER, None) or (self.request.headers or {}).get(HEADER)
        return str(named or "")


def _scope(code: str) -> AbstractContextManager[object]:
    return governing(code) if code else platform_scope()


watch()
# Django's checks are for who develops, and are a test; a worker would load the whole API for them at each start.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")
app = Celery("lianban", task_cls=Governed)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_reject_on_worker_lost=True,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    beat_schedule=SCHEDULE,
)
app.autodiscover_tasks()
