"""What an answer may come to: bytes and seconds, counted while it is made and not when it is too late."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models.functions import Repeat
from graphql import GraphQLObjectType, get_named_type

from api.running import budget, documents, limits
from cases.models import Case
from support.asking import Asking
from support.build import a_registered_case

BODIES = "{ cases(first: 20) { edges { node { id body } } } }"
ALIASED = "{ cases(first: 100) { edges { node { " + " ".join(f"a{n}: body" for n in range(30)) + " } } } }"
TRAY = "{ envelopes { edges { node { events { reason %s } } } } }"
SHORT = "{ cases(first: 100) { edges { node { " + " ".join(f"a{n}: title" for n in range(30)) + " } } } }"
OURS = ("people", "rules", "cases", "supervision", "assessment", "transfers", "governments")


def test_aliases_of_a_long_text_weigh_as_much_as_the_text(ask: Asking) -> None:
    answer = ask("office", ALIASED)

    assert len(ALIASED) < 500
    assert answer["errors"][0]["extensions"]["code"] == "TOO_COMPLEX"
    assert "bytes" in answer["errors"][0]["extensions"]["detail"]


def test_long_texts_once_for_each_row_of_a_page_are_served(ask: Asking) -> None:
    assert ask.code("office", "{ cases(first: 100) { edges { node { id body } } } }") == ""
    assert ask.code("office", SHORT) == ""


def test_a_tray_with_what_both_sides_wrote_is_served_and_one_that_repeats_it_is_not(ask: Asking) -> None:
    assert ask.code("office", TRAY % "text") == ""
    assert ask.code("office", TRAY % "a: text b: text c: text") == "TOO_COMPLEX"


def test_every_text_that_may_be_long_is_weighed() -> None:
    long = {
        field.name
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for field in model._meta.get_fields()
        if type(field) is models.TextField
    }
    types = [one for one in documents.graphql_schema.type_map.values() if isinstance(one, GraphQLObjectType)]
    found = {
        f"{one.name}.{name}"
        for one in types
        for name, field in one.fields.items()
        if name in long and get_named_type(field.type).name == "String" and not one.name.startswith("_")
    }

    assert found - limits.LONGEST.keys() - SHORT_ALL_THE_SAME == set()


# Codes, and texts of our own making of a sentence or two, that share their name with one that people write.
SHORT_ALL_THE_SAME = {
    "AssessmentEvidence.reason",
    "AssessmentScoreItem.explanation",
    "Commitment.explanation",
    "DueDay.explanation",
    "DueHint.text",
    "Envelope.receiver",
    "Envelope.sender",
    "EnvelopeEvent.government",
    "Notice.text",
    "Reminder.text",
    "TriedAssessmentItem.explanation",
    "UpperOpinion.government",
}


def test_the_pages_own_operations_are_within_the_limits() -> None:
    entries = json.loads(Path(documents.FILE).read_text())

    for text in entries.values():
        documents.document_of(text, persisted=True, detailed=True)

    assert entries


def test_an_answer_ends_at_its_limit_while_it_is_made(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    a_registered_case(ask.world)
    Case.objects.update(body=Repeat(models.Value("文"), 50_000))
    monkeypatch.setattr(limits, "LARGEST", 2**40)  # the first guard is off
    many = (
        "{ " + " ".join(f"a{n}: cases(first: 1) {{ edges {{ node {{ ...b }} }} }}" for n in range(28)) + " }"
    )
    many += " fragment b on Case { " + " ".join(f"body{n}: body" for n in range(2)) + " }"
    monkeypatch.setattr(budget, "LARGEST", 1024 * 1024)
    assert ask.code("office", "{ me { name } }") == ""
    tracemalloc.start()

    answer = ask("office", many)

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer["errors"][0]["extensions"]["code"] == "ANSWER_TOO_LARGE"
    assert "data" not in answer
    assert most < 10 * 1024 * 1024


def test_an_answer_that_takes_too_long_is_ended(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "SECONDS", -1.0)

    answer = ask("office", "{ me { name } }")

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["ANSWER_TOO_SLOW"]
    assert "data" not in answer


def test_a_statement_that_runs_out_of_time_ends_the_answer_with_a_sentence(
    ask: Asking, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def slow(*_: Any, **__: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '10ms'; SELECT pg_sleep(5)")

    monkeypatch.setattr("api.session.queries.viewer_of", slow)

    answer = ask("office", "{ a: me { name } b: me { name } }")

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["ANSWER_TOO_SLOW"]
    assert not [one for one in caplog.records if one.exc_info]
