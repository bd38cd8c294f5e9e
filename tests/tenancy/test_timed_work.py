"""Timed work reaches each government once, inside its own scope."""

from __future__ import annotations

from typing import Any

import pytest

from governments.models import Government, State
from governments.tasks import in_each_government


def test_a_task_is_queued_once_for_each_government_in_service(
    city: Government, district: Government, county: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    Government.objects.filter(pk=county.pk).update(state=State.SUSPENDED)
    sent: list[tuple[str, Any]] = []
    monkeypatch.setattr(
        "governments.tasks.current_app.send_task", lambda name, headers: sent.append((name, headers))
    )

    count = in_each_government("cases.tasks.expire_feedback")

    assert count == 2
    assert sent == [
        ("cases.tasks.expire_feedback", {"government": city.code}),
        ("cases.tasks.expire_feedback", {"government": district.code}),
    ]
