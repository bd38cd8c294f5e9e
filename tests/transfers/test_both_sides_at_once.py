"""Both governments take a step of one envelope at the same moment: the second waits, and sees what the first did."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from cases import commands
from cases.models import Case
from governments.entering.scope import governing
from governments.models import Government
from kernel.refusals import Refusal
from support.build import a_key
from support.governments import CITY, DISTRICT
from support.session import rows
from support.tiers import (
    Tiers,
    an_answer,
    handled_below,
    relayed,
    sent_down,
    taken_in,
    the_envelope,
    the_part,
    two_tiers,
)
from transfers import commands as transfers
from transfers.models import EnvelopeEvent

PATIENCE = 60.0
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture
def tiers(committed: Government) -> Tiers:
    """The city and its district, with real commits."""
    return two_tiers()


def one_after_the_other(first: str, act: Callable[[], Any], second: str, then: Callable[[], Any]) -> Any:
    """What ``then`` of one government gives, or its refusal, when it meets ``act`` of another before that commits."""
    acted = Event()

    def hold() -> None:
        with governing(first), transaction.atomic():
            act()
            acted.set()
            _until_somebody_waits()
        connection.close()

    def follow() -> Any:
        acted.wait(PATIENCE)
        try:
            with governing(second):
                return then()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        held, followed = threads.submit(hold), threads.submit(follow)
        held.result(PATIENCE)
        return followed.result(PATIENCE)


def _until_somebody_waits() -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if rows(WAITING)[0][0]:
            return
        Event().wait(0.01)
    raise AssertionError("the other side did not wait")


def events() -> list[tuple[int, str]]:
    """The steps of the newest envelope, in order."""
    return list(EnvelopeEvent.objects.order_by("version").values_list("version", "step"))


def test_a_recall_that_meets_the_signature_comes_after_it(tiers: Tiers) -> None:
    part = the_part(sent_down(tiers)).pk
    envelope = the_envelope()

    done = one_after_the_other(
        DISTRICT,
        lambda: transfers.sign(tiers.district.office, envelope.pk, a_key()),
        CITY,
        lambda: commands.recall(tiers.city.office, part, a_key(), reason="另有安排"),
    )
    relayed()

    assert not isinstance(done, Refusal), done
    assert events() == [(1, "send"), (2, "sign"), (3, "recall")]
    with tiers.below():
        assert Case.objects.latest("id").state == "RECALLED"


def test_a_recall_that_meets_the_answer_is_refused_and_changes_nothing(tiers: Tiers) -> None:
    case = sent_down(tiers)
    part = the_part(case).pk
    linked = handled_below(tiers, taken_in(tiers))
    before = Case.objects.get(pk=case.pk)

    refused = one_after_the_other(
        DISTRICT,
        lambda: commands.report_answer(tiers.district.office, linked.pk, a_key(), answer=an_answer()),
        CITY,
        lambda: commands.recall(tiers.city.office, part, a_key(), reason="另有安排"),
    )

    assert refused.code == "overtaken_across"
    assert "报送答复" in refused.message
    assert Case.objects.get(pk=case.pk).version == before.version
    assert events()[-1] == (3, "answer")


def test_an_answer_that_meets_the_recall_is_refused_and_changes_nothing(tiers: Tiers) -> None:
    part = the_part(sent_down(tiers)).pk
    linked = handled_below(tiers, taken_in(tiers))

    refused = one_after_the_other(
        CITY,
        lambda: commands.recall(tiers.city.office, part, a_key(), reason="另有安排"),
        DISTRICT,
        lambda: commands.report_answer(tiers.district.office, linked.pk, a_key(), answer=an_answer()),
    )

    assert refused.code == "overtaken_across"
    assert events()[-1] == (3, "recall")
    with tiers.below():
        assert Case.objects.get(pk=linked.pk).version == linked.version
