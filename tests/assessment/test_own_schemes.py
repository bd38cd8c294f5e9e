"""A scheme of one's own: who writes it, how it is tried with nothing kept, and what is kept of an issued one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from assessment.commands import issue_shipped_scheme, issue_written_scheme
from assessment.models import Entry, Evidence, Run, Scheme, Score, ScoreItem
from assessment.scheme import shipped_text, text_of
from assessment.trying import RankingTrial, try_scheme
from kernel.actor import Actor
from kernel.refusals import NotPermitted, Refusal
from outbox.models import Message
from rules.checking.reading import read
from support.build import a_key
from support.scores import CUT_OFF, a_run, on, score_of
from support.world import World

OWN = """# 本市办法
code: own
title: 云州市考核办法
source: 云政办〔2026〕9号
groups: [BUREAUS]
full: 100
floor: 0
cap: 100
rounding: {at: ITEM, places: 1, mode: HALF_UP}
year_by: SESSION
not_applicable: REDISTRIBUTE
open_ranking: true
invited: []
items:
  - {code: on_time, title: 按时, source: 第三条, rule: RATIO_LINEAR, metric: M2, weight: 60, target: 100%}
  - {code: met, title: 面商, source: 第四条, rule: RATIO_LINEAR, metric: M5, weight: 20, target: 90.5%}
  - {code: late, title: 逾期, source: 第五条, rule: PER_EVENT, event: LATE_REPLY, weight: 20, points: -2.5, cap: 20}
"""
DAY = date.fromisoformat(CUT_OFF)


def _left() -> tuple[int, ...]:
    """How much there is of everything that a command or a trial could leave."""
    return tuple(one.objects.count() for one in (Scheme, Run, Score, ScoreItem, Evidence, Entry, Message))


def tried(actor: Actor, text: str = OWN, **changes: object) -> RankingTrial:
    """The trial of a text over the bureaus of the year."""
    given = {"year": 2026, "cut_off": DAY, "group": "BUREAUS"} | changes
    return try_scheme(actor, body=read(text), **given)  # type: ignore[arg-type]  # as the test alters them


@pytest.mark.parametrize("who", ["office", "administrator"])
def test_a_trial_shows_the_points_and_keeps_nothing(year: World, who: str) -> None:
    before = _left()

    trial = tried(year.actors[who])

    lines = {one.unit: one for one in trial.scores}
    water = lines[year.units["water"].name]
    assert _left() == before
    assert [one.unit for one in trial.scores[:2]] == [year.units[code].name for code in ("roads", "water")]
    assert (trial.places, water.rank, water.total) == (1, 2, Decimal("58.5"))
    assert [(one.numerator, one.denominator, one.points) for one in water.items] == [
        (1, 2, Decimal("30.0")),
        (1, 2, Decimal("11.0")),
        (1, None, Decimal("17.5")),
    ]
    assert "共 1 次，每次扣 2.5 分" in water.items[2].explanation


def test_what_is_tried_is_what_is_scored(year: World) -> None:
    trial = tried(year.actors["administrator"])

    scheme = issue_written_scheme(
        year.actors["administrator"], a_key(), text=OWN, year=2026, note="云政办〔2026〕9号"
    )
    run = a_run(year, scheme)

    told = {one.unit: (one.rank, one.total) for one in trial.scores}
    assert told == {one.unit.name: (one.rank, one.total) for one in Score.objects.filter(run=run)}
    assert [one.explanation for one in score_of(run).items.all()] == [
        one.explanation
        for line in trial.scores
        if line.unit == year.units["water"].name
        for one in line.items
    ]


@pytest.mark.parametrize("who", ["npc", "npc_seat", "cppcc", "water_clerk", "water_head"])
def test_nobody_else_tries_or_issues(world: World, who: str) -> None:
    before, actor = _left(), world.actors[who]

    with pytest.raises(NotPermitted):
        tried(actor)
    with pytest.raises(NotPermitted):
        issue_written_scheme(actor, a_key(), text=OWN, year=2026, note="依据")

    assert _left() == before


def test_an_issued_scheme_keeps_who_when_why_and_the_text_as_written(world: World) -> None:
    with on("2026-02-03"):
        actor = world.actors["administrator"]
        first = issue_written_scheme(actor, a_key(), text=OWN, year=2026, note=" 云政办〔2026〕9号 ")
        second = issue_written_scheme(
            actor, a_key(), text=OWN.replace("云州市考核", "考核"), year=2026, note="更名"
        )

    assert (first.version, second.version) == (1, 2)
    assert (first.issued_by, str(first.issued_on), first.note) == (
        actor.label,
        "2026-02-03",
        "云政办〔2026〕9号",
    )
    assert text_of(first) == OWN
    assert Entry.objects.filter(step="issue_scheme", scheme=first).count() == 1


def test_the_database_keeps_an_issued_scheme_as_it_is(world: World) -> None:
    scheme = issue_written_scheme(world.office, a_key(), text=OWN, year=2026, note="依据")

    for change in ("UPDATE assessment_scheme SET note = 'x'", "DELETE FROM assessment_scheme"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)

    assert Scheme.objects.get().note == scheme.note


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"note": " "}, "scheme_note_missing"),
        ({"note": "字" * 401}, "scheme_note_long"),
        ({"text": OWN.replace("60", "61")}, "scheme_invalid"),
        ({"text": "- 1"}, "pack_empty"),
        ({"text": OWN + "\t- x"}, "pack_unreadable"),
        ({"year": 2020}, "scheme_year"),
    ],
)
def test_a_refused_issue_leaves_nothing(world: World, changes: dict[str, object], code: str) -> None:
    before = _left()

    with pytest.raises(Refusal) as refused:
        issue_written_scheme(world.office, a_key(), **{"text": OWN, "year": 2026, "note": "依据"} | changes)  # type: ignore[arg-type]  # as the test alters them

    assert (refused.value.code, _left()) == (code, before)


def test_the_same_scheme_again_is_no_new_version(world: World) -> None:
    key = a_key()
    first = issue_written_scheme(world.office, key, text=OWN, year=2026, note="依据")

    again = issue_written_scheme(world.office, key, text=OWN, year=2026, note="依据")
    with pytest.raises(Refusal, match="第 1 版完全相同"):
        issue_written_scheme(world.office, a_key(), text=OWN, year=2026, note="依据")

    assert again.pk == first.pk


def test_a_trial_is_refused_as_a_run_would_be(world: World) -> None:
    with pytest.raises(Refusal) as group:
        tried(world.office, group="LOWER_GOVERNMENTS")
    with pytest.raises(Refusal) as day:
        tried(world.office, cut_off=date(2024, 1, 1))

    assert (group.value.code, day.value.code) == ("group_not_in_scheme", "cut_off_of_other_year")


def test_a_version_from_before_texts_were_kept_is_told_in_the_order_of_schemes(world: World) -> None:
    row = issue_shipped_scheme(world.office, a_key(), template="city_annual", year=2026)
    row.text = ""

    assert read(text_of(row)) == read(shipped_text("city_annual"))
    assert text_of(row).startswith("code: city_annual\ntitle: ")
