"""Timed work of governments; runs as a job inside each."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings


def clear_sessions() -> None:
    """Remove the sessions that have run out in the present scope."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
