"""Entering and leaving a government: what the session is, and what is restored."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from governments.entering.refusals import GovernmentNotServed
from governments.entering.registry import clear
from governments.entering.scope import current_government, governing, platform_scope
from governments.models import Government, State
from support.session import identity


def test_a_scope_runs_under_the_government_s_role_and_schema_only(governed: Government) -> None:
    assert identity() == ("gov_yunzhou", "yunzhou")


def test_outside_every_scope_a_connection_is_the_platform(db: None) -> None:
    assert identity() == ("lianban_platform", "public")


def test_scopes_nest_and_restore_what_was_before(db: None) -> None:
    with governing("yunzhou"):
        with governing("binjiang"):
            assert identity()[0] == "gov_binjiang"
            with platform_scope():
                assert identity()[0] == "lianban_platform"
            assert identity()[0] == "gov_binjiang"
        assert identity()[0] == "gov_yunzhou"

    assert current_government() is None
    assert identity()[0] == "lianban_platform"


def test_an_error_inside_a_scope_restores_what_was_before(db: None) -> None:
    with pytest.raises(ZeroDivisionError), governing("yunzhou"):
        _ = 1 / 0

    assert identity()[0] == "lianban_platform"


def test_a_read_only_scope_nested_in_a_writing_one_gives_the_writing_role_back(db: None) -> None:
    with governing("yunzhou"):
        with governing("yunzhou", read_only=True):
            assert identity()[0] == "gov_yunzhou_ro"

        assert identity()[0] == "gov_yunzhou"


def test_a_scope_belongs_to_its_thread(committed: Government) -> None:
    seen = []

    def elsewhere() -> None:
        seen.append(current_government())
        with governing("binjiang"):
            seen.append(identity()[0])
        connection.close()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()

    assert seen == [None, "gov_binjiang"]
    assert identity()[0] == "gov_yunzhou"


def test_a_scope_entered_again_within_itself_asks_nothing_of_the_session(db: None) -> None:
    with CaptureQueriesContext(connection) as asked, governing("yunzhou"):
        identity()
        with governing("yunzhou"):
            identity()
        identity()

    assert sum(one["sql"].startswith("SET ROLE") for one in asked) == 1


def test_a_scope_entered_again_after_another_is_asked_for_again(db: None) -> None:
    with governing("yunzhou"):
        identity()
        with governing("binjiang"):
            identity()
        with governing("yunzhou"):
            assert identity() == ("gov_yunzhou", "yunzhou")


def test_after_a_savepoint_with_a_switch_is_rolled_back_the_role_is_right(db: None) -> None:
    with governing("yunzhou"), transaction.atomic():
        identity()
        with pytest.raises(ZeroDivisionError), transaction.atomic(), governing("binjiang"):
            identity()
            _ = 1 / 0

        assert identity() == ("gov_yunzhou", "yunzhou")


def test_after_a_transaction_with_a_switch_is_rolled_back_the_role_is_right(committed: Government) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), governing("binjiang"):
        identity()
        _ = 1 / 0

    assert identity() == ("gov_yunzhou", "yunzhou")


def test_an_unknown_government_is_refused_in_chinese(db: None) -> None:
    with pytest.raises(GovernmentNotServed, match="没有找到政府“nowhere”") as refused, governing("nowhere"):
        pass

    assert refused.value.code == "government_unknown"


def test_a_suspended_government_is_refused_in_chinese(county: Government) -> None:
    Government.objects.filter(pk=county.pk).update(state=State.SUSPENDED)
    clear()

    with pytest.raises(GovernmentNotServed, match="“鹤山县”已暂停使用"), governing("heshan"):
        pass
    clear()
