"""A task works in the government that its message names, and in no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from celery import shared_task
from django.contrib.sessions.models import Session

from governments.entering.refusals import GovernmentNotServed
from governments.entering.scope import current_government, governing, platform_scope
from governments.models import Government
from kernel.clock import now
from lianban.celery import HEADER, app
from lianban.tasks import tidy_platform
from signin.models import AttemptSubject, SignInTally

seen: list[str | None] = []


@shared_task
def look() -> None:
    """Note where we are."""
    here = current_government()
    seen.append(here.code if here is not None else None)


@pytest.fixture(autouse=True)
def nothing_seen() -> None:
    """Each test looks for itself."""
    seen.clear()


def test_it_enters_the_government_of_its_message(city: Government, district: Government) -> None:
    with governing(district):
        look.apply(headers={HEADER: city.code})

    assert seen == [city.code]


def test_without_a_government_it_works_for_the_platform(city: Government) -> None:
    with governing(city):
        look.apply()

    assert seen == [None]


def test_called_as_a_function_it_stays_where_the_caller_is(city: Government) -> None:
    with governing(city):
        look()

    assert seen == [city.code]


def test_an_unknown_government_is_refused(city: Government) -> None:
    with pytest.raises(GovernmentNotServed):
        look.apply(headers={HEADER: "nowhere"}, throw=True)

    assert seen == []


def test_enqueued_in_a_government_it_takes_the_government_along(
    city: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[dict[str, str]] = []
    monkeypatch.setattr(app, "send_task", lambda *_a, **options: sent.append(options["headers"]))

    with governing(city):
        look.apply_async()
    with platform_scope():
        look.apply_async()

    assert [headers[HEADER] for headers in sent] == [city.code, ""]


def test_only_json_is_read() -> None:
    assert list(app.conf.accept_content) == ["json"]


def test_old_counts_and_sessions_of_operators_are_removed_too(db: None) -> None:
    with platform_scope():
        old = now() - timedelta(days=2)
        SignInTally.objects.create(
            subject=AttemptSubject.PAIR, account="x", place="10.0.0.1", failures=5, last=old
        )
        Session.objects.create(session_key="old", session_data="", expire_date=old)

    tidy_platform()

    with platform_scope():
        assert not SignInTally.objects.exists()
        assert not Session.objects.filter(session_key="old").exists()
