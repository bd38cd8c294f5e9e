"""A snapshot: one read-only transaction of one moment under the reading role; afterwards the session is who it was."""

from __future__ import annotations

import threading

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from governments.backend.base import ScopeRefused
from governments.entering.scope import governing, platform_scope, snapshot
from governments.models import Government
from people.models import Unit
from support.session import identity, rows


def unit() -> Unit:
    return Unit(code="T1", name="测试单位", short_name="测试")


def test_a_snapshot_reads_under_the_reading_role_in_the_same_schema(committed: Government) -> None:
    with snapshot():
        assert identity() == ("gov_yunzhou_ro", "yunzhou")
        assert rows("SHOW transaction_isolation") == [("repeatable read",)]

    assert identity() == ("gov_yunzhou", "yunzhou")


def test_nothing_can_be_written_in_it(committed: Government) -> None:
    with pytest.raises((InternalError, ProgrammingError), match="read-only transaction|denied"), snapshot():
        unit().save()

    assert identity() == ("gov_yunzhou", "yunzhou")
    assert not Unit.objects.filter(code="T1").exists()


def test_what_is_committed_meanwhile_is_not_seen(committed: Government) -> None:
    def elsewhere() -> None:
        with governing("yunzhou"):
            unit().save()
        connection.close()

    with snapshot():
        before = Unit.objects.count()
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        assert Unit.objects.count() == before

    assert Unit.objects.count() == before + 1


def test_it_is_begun_and_left_without_asking_who_the_session_is(committed: Government) -> None:
    identity()

    with CaptureQueriesContext(connection) as asked:
        with snapshot():
            rows("SELECT 1")
        rows("SELECT 2")

    sql = [one["sql"] for one in asked if one["sql"] != "BEGIN"]  # Django's own note, which is not sent
    assert [one.split(" ISOLATION")[0] for one in sql] == ["BEGIN", "SELECT 1", "COMMIT", "SELECT 2"]


def test_after_another_scope_in_it_the_session_is_asked_for_again(committed: Government) -> None:
    with snapshot():
        with platform_scope():
            assert identity()[0] == "lianban_platform"
        assert identity() == ("gov_yunzhou_ro", "yunzhou")

    assert identity() == ("gov_yunzhou", "yunzhou")


def test_after_another_scope_in_it_as_the_last_too(committed: Government) -> None:
    with snapshot(), platform_scope():
        identity()

    assert identity() == ("gov_yunzhou", "yunzhou")


def test_after_one_that_failed_the_session_is_who_it_was(committed: Government) -> None:
    with pytest.raises(ZeroDivisionError), snapshot():
        identity()
        _ = 1 / 0

    assert identity() == ("gov_yunzhou", "yunzhou")
    unit().save()


def test_a_snapshot_within_a_transaction_cannot_write_either(governed: Government) -> None:
    with snapshot():
        assert identity() == ("gov_yunzhou_ro", "yunzhou")
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            unit().save()


def test_without_its_reading_role_a_government_is_refused(
    committed: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("governments.backend.base.reading_role_of", lambda _schema: "gov_nobody_ro")

    with pytest.raises(ScopeRefused, match="gov_nobody_ro"), snapshot():
        pytest.fail("nothing may be read")

    assert identity() == ("gov_yunzhou", "yunzhou")


def test_the_platform_looks_as_itself(db: None) -> None:
    with snapshot():
        assert identity() == ("lianban_platform", "public")
