"""Suspension of a government and its end: its rows stay as they are, nobody enters it."""

from __future__ import annotations

from governments.entering.refusals import GovernmentNotServed
from governments.entering.registry import clear
from governments.entering.scope import platform_scope
from governments.models import Government, State


def suspend(code: str) -> Government:
    """Nobody enters it from now on (processes that remember it: within 5 s); its timed work waits. Idempotent."""
    return _become(code, State.SUSPENDED)


def resume(code: str) -> Government:
    """It is served again, and what waited meanwhile is done. Idempotent."""
    return _become(code, State.ACTIVE)


def _become(code: str, state: State) -> Government:
    with platform_scope():
        row: Government | None = Government.objects.filter(code=code).first()
        if row is None:
            raise GovernmentNotServed("government_unknown", code)
        row.state = state
        row.save(update_fields=["state"])
    clear()
    return row
