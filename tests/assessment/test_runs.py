"""A run: it adds up, it is the same each time, and a frozen one never changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from assessment.commands import freeze_assessment, issue_shipped_scheme
from assessment.models import Entry, Evidence, Run, RunState, Scheme, Score, ScoreItem
from cases import commands
from kernel.refusals import Refusal
from lianban.wiring import HANDLERS
from outbox.models import Message
from support.build import a_key, part_of
from support.scores import (
    DUE,
    a_case,
    a_run,
    a_scheme,
    frozen,
    linear,
    on,
    per_event,
    reasons,
    score_of,
    scored,
)
from support.world import World

NUMBERS = ("unit_id", "total", "rank", "not_ranked")
ITEMS = ("score__unit_id", "code", "numerator", "denominator", "weight", "points", "exact", "explanation")
ROWS = ("unit_id", "basis", "outcome", "reason", "case_id", "assignment_id", "event_id", "due_on", "done_on")
OTHERS = ["administrator", "npc", "npc_seat", "cppcc", "cppcc_seat", "water_clerk", "water_head"]


def _whole(run: Run) -> list[Any]:
    """All numbers of a run."""
    return [
        list(Score.objects.filter(run=run).order_by("unit_id").values_list(*NUMBERS)),
        list(
            ScoreItem.objects.filter(score__run=run)
            .order_by("score__unit_id", "position")
            .values_list(*ITEMS)
        ),
        list(Evidence.objects.filter(run_id=run.pk).order_by("id").values_list(*ROWS)),
    ]


def _left() -> tuple[int, ...]:
    """How much there is of everything that a command leaves."""
    return tuple(one.objects.count() for one in (Scheme, Run, Score, ScoreItem, Evidence, Entry, Message))


def test_the_shipped_scheme_scores_a_year_and_ranks_it(year: World) -> None:
    with on("2026-01-10"):
        scheme = issue_shipped_scheme(year.office, a_key(), template="city_annual", year=2026)

    run = a_run(year, scheme)

    roads, water = score_of(run, "roads"), score_of(run, "water")
    assert (roads.rank, water.rank) == (1, 2)
    assert roads.total == Decimal("100.5")  # all of 100, and half a point for answering 13 days early
    assert score_of(run, "edu").not_ranked == "NO_CASES"


def test_evidence_adds_up_to_every_numerator_and_denominator(year: World) -> None:
    with on("2026-01-10"):
        scheme = issue_shipped_scheme(year.office, a_key(), template="city_annual", year=2026)
    run = a_run(year, scheme)

    for item in ScoreItem.objects.filter(score__run=run).select_related("score"):
        rows = Evidence.objects.filter(run_id=run.pk, unit_id=item.score.unit_id, basis=item.basis)
        counted, lost = (rows.filter(outcome=one).count() for one in ("COUNTED", "LOST"))
        expected = (counted + lost, None) if item.denominator is None else (counted, counted + lost)
        assert (item.numerator, item.denominator) == expected, item.code


def test_the_items_of_a_sheet_add_up_to_its_total(year: World) -> None:
    run = scored(year, linear("M1", weight=30), linear("M2", weight=70))

    for score in Score.objects.filter(run=run).exclude(total=None):
        assert score.items.aggregate(together=Sum("points"))["together"] == score.total


def test_running_again_on_the_same_cases_gives_the_same_numbers_and_digest(year: World) -> None:
    scheme = a_scheme(year, linear("M2"), per_event("DISSATISFIED", -5, cap=5, weight=5))
    first = a_run(year, scheme)
    before = _whole(first)

    again = a_run(year, scheme)

    assert (_whole(again), again.digest) == (before, first.digest)
    assert len(again.digest) == 64


def test_another_day_another_scheme_or_another_case_gives_another_digest(year: World) -> None:
    scheme = a_scheme(year, linear("M2"))
    digests = [a_run(year, scheme).digest, a_run(year, scheme, "2026-10-29").digest]
    digests.append(scored(year, linear("M2", target="90%")).digest)
    a_case(year)
    digests.append(a_run(year, scheme).digest)

    assert len(set(digests)) == 4


def test_a_later_trial_replaces_the_former_and_both_stay_on_record(year: World) -> None:
    scheme = a_scheme(year, linear("M1"))
    first = a_run(year, scheme, "2026-06-30")

    second = a_run(year, scheme)

    first.refresh_from_db()
    assert (first.state, second.state) == (RunState.SUPERSEDED, RunState.DRAFT)
    assert not Score.objects.filter(run=first).exists()
    assert not Evidence.objects.filter(run_id=first.pk).exists()
    assert Entry.objects.filter(step="start_assessment").count() == 2


def test_a_frozen_run_notes_who_and_when_and_tells_once(year: World) -> None:
    with on("2026-11-01"):
        run = frozen(year, linear("M1"))

    entry = Entry.objects.get(step="freeze_assessment")
    assert (run.state, run.frozen_by, entry.actor) == ("FROZEN", year.office.label, year.office.label)
    assert (entry.at.date(), run.frozen_at and run.frozen_at.date()) == (date(2026, 11, 1),) * 2
    (message,) = Message.objects.filter(topic="assessment.freeze_assessment")
    assert message.payload == {"scheme": run.scheme_id, "run": run.pk, "step": "freeze_assessment"}
    HANDLERS[message.topic](message)


def test_a_later_change_of_a_case_does_not_reach_a_frozen_run(year: World) -> None:
    case = a_case(year)
    run = frozen(year, linear("M1"), linear("M2"))
    before = _whole(run)

    with on("2026-10-31"):
        commands.recall(year.office, part_of(case, "water").pk, a_key(), reason="误交")

    assert _whole(Run.objects.get(pk=run.pk)) == before


ATTEMPTS = [
    "UPDATE assessment_run SET digest = 'x' WHERE id = {run}",
    "UPDATE assessment_run SET state = 'DRAFT' WHERE id = {run}",
    "DELETE FROM assessment_run WHERE id = {run}",
    "UPDATE assessment_score SET total = 100 WHERE run_id = {run}",
    "DELETE FROM assessment_score WHERE run_id = {run}",
    "UPDATE assessment_scoreitem SET points = 0 WHERE score_id IN (SELECT id FROM assessment_score)",
    "DELETE FROM assessment_scoreitem",
    "UPDATE assessment_evidence SET outcome = 'COUNTED' WHERE run_id = {run}",
    "DELETE FROM assessment_evidence WHERE run_id = {run}",
    "INSERT INTO assessment_evidence (run_id, unit_id, basis, outcome, reason, case_id, assignment_id)"
    " VALUES ({run}, 1, 0, 'LOST', 'LATE', 1, 1)",
    "UPDATE assessment_scheme SET title = 'x'",
    "DELETE FROM assessment_entry",
    "TRUNCATE assessment_evidence",
    "INSERT INTO assessment_run (id, {same}) SELECT 999999, {same} FROM assessment_run WHERE id = {run}",
]


def test_the_database_refuses_to_change_what_is_frozen(year: World) -> None:
    run = frozen(year, linear("M1"))
    before = _whole(run)
    columns = ", ".join(field.column for field in Run._meta.concrete_fields[1:])

    for sql in ATTEMPTS:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.format(run=run.pk, same=columns))

    assert _whole(Run.objects.get(pk=run.pk)) == before


def test_a_scheme_is_followed_by_a_new_version_and_never_changed(world: World) -> None:
    first = a_scheme(world, linear("M1"))
    second = a_scheme(world, linear("M2"))

    assert (first.version, second.version) == (1, 2)
    assert Scheme.objects.get(pk=first.pk).body["items"][0]["metric"] == "M1"


def test_a_late_case_is_the_lost_point_that_one_can_open(year: World) -> None:
    run = frozen(year, linear("M2"))

    assert ("LOST", "LATE") in reasons(run, year)
    row = Evidence.objects.get(run_id=run.pk, reason="LATE")
    assert (row.due_on, row.done_on) == (date(2026, 6, 2), date(2026, 6, 20))


def test_scores_of_a_day_that_had_not_ended_are_not_frozen(year: World) -> None:
    scheme = a_scheme(year, linear("M1"))
    with on(DUE):
        early = a_run(year, scheme, DUE)
    with on("2026-06-03"):
        with pytest.raises(Refusal) as refused:
            freeze_assessment(year.office, early.pk, a_key())
        later = a_run(year, scheme, DUE)

        assert freeze_assessment(year.office, later.pk, a_key()).state == "FROZEN"

    assert refused.value.code == "assessment_day_not_over"
