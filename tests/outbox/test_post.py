"""Posting belongs to the transaction of the work, and to the government that does it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import ProgrammingError, transaction

from governments.entering.scope import governing, platform_scope
from governments.models import Government
from outbox.models import Message
from outbox.post import CHANNEL, post
from support.session import rows


@pytest.fixture(autouse=True)
def long_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process has not hinted for long."""
    monkeypatch.setattr("outbox.post._hinted", [-1.0])


@contextmanager
def listening() -> Iterator[psycopg.Connection]:
    """A session that receives the hints."""
    with psycopg.connect(settings.DATABASE_ADMIN_URL, autocommit=True) as ear:
        ear.execute(f"LISTEN {CHANNEL}")
        yield ear


def hints(ear: psycopg.Connection) -> int:
    return len(list(ear.notifies(timeout=0.3)))


def test_a_message_carries_the_government_that_posts_it(governed: Government) -> None:
    message = post("case.filed", {"case": 1, "version": 2})

    message.refresh_from_db()
    assert (message.government, message.payload, message.attempts) == (
        "yunzhou",
        {"case": 1, "version": 2},
        0,
    )


def test_the_platform_s_own_message_carries_no_government(db: None) -> None:
    message = post("registry.changed", {})

    message.refresh_from_db()
    assert message.government == ""


def test_a_message_of_work_that_fails_does_not_exist(committed: Government) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        post("case.filed", {})
        _ = 1 / 0

    assert Message.objects.count() == 0


def test_posting_outside_a_transaction_is_refused(committed: Government) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        post("case.filed", {})


def test_a_government_cannot_post_as_another(governed: Government) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Message.objects.create(government="binjiang", topic="case.filed", payload={})


def test_a_government_sees_its_own_messages_only(governed: Government) -> None:
    post("case.filed", {})
    with governing("binjiang"):
        post("case.filed", {})

    assert list(Message.objects.values_list("government", flat=True)) == ["yunzhou"]
    with platform_scope():
        assert set(Message.objects.values_list("government", flat=True)) == {"yunzhou", "binjiang"}


def test_a_government_cannot_change_or_remove_even_its_own(governed: Government) -> None:
    post("case.filed", {})

    for attempt in ("UPDATE public.outbox_message SET topic = 'x'", "DELETE FROM public.outbox_message"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows(attempt)


def test_one_transaction_gives_one_hint_after_it_committed(committed: Government) -> None:
    with listening() as ear:
        with transaction.atomic():
            for number in range(5):
                post("case.filed", {"case": number})
            before = hints(ear)

        assert (before, hints(ear)) == (0, 1)


def test_transactions_in_one_moment_give_one_hint(
    committed: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outbox.post.HINT_INTERVAL", 60.0)
    monkeypatch.setattr("outbox.post._hinted", [-61.0])

    with listening() as ear:
        for number in range(5):
            with transaction.atomic():
                post("case.filed", {"case": number})

        assert hints(ear) == 1


def test_work_that_fails_gives_no_hint(committed: Government) -> None:
    with listening() as ear:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            post("case.filed", {})
            _ = 1 / 0

        assert hints(ear) == 0


def test_a_post_after_a_rolled_back_part_still_gives_its_hint(committed: Government) -> None:
    with listening() as ear:
        with transaction.atomic():
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                post("case.filed", {})
                _ = 1 / 0
            post("case.filed", {})

        assert hints(ear) == 1
