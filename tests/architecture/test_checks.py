"""Django finds nothing wrong with settings, models, addresses and templates. No process asks again when it starts."""

from __future__ import annotations

from django.core.checks import run_checks

UNBUILT = "django_vite.W001"  # the interface is built apart


def test_django_has_nothing_to_say() -> None:
    found = [one for one in run_checks() if one.id != UNBUILT]

    assert found == []
