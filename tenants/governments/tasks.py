"""Timed work of the fleet: bringing one task into every government, and house-keeping of sessions."""

from __future__ import annotations

from importlib import import_module

from celery import current_app, shared_task
from django.conf import settings

from governments.models import Government, State


@shared_task
def in_each_government(task: str) -> int:
    """Queue a task once for every government in service; returns how many. The tasks bear a repetition."""
    codes = list(Government.objects.filter(state=State.ACTIVE).order_by("id").values_list("code", flat=True))
    for code in codes:
        current_app.send_task(task, headers={"government": code})
    return len(codes)


@shared_task
def clear_sessions() -> None:
    """Remove the sessions that have run out in the present scope."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
