"""A pack changes while a hundred cases run: they keep theirs, or change when asked to, each exactly once."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases import commands
from cases.clocks.recount import moves
from cases.models import Assignment, Case, CaseEvent, DueDay
from governments.entering.scope import governing, platform_scope
from kernel.clock import now, today
from kernel.workdays import ONE_DAY
from rules.models import RulePack
from rules.pack import parse, shipped
from supervision import packs
from supervision.models import Notice
from supervision.notices import visible_notices
from supervision.packs import AT_ONCE, go_over
from supervision.public.models import Job
from support.asking import Asking
from support.build import a_delivered_case, a_dispatched_case, a_filed_case, a_key, a_registered_case
from support.clocks import a_worker, noon, relayed
from support.copies import copy_cases
from support.packs import changed, issued
from support.world import World

LATER = {"co_opinion": {"months": 2, "article": "河南省办理办法第十八条"}}
HUNDRED = 100


@pytest.fixture
def hundred(world: World) -> World:
    """A hundred and one cases that run, all dispatched on one day."""
    a_dispatched_case(world)
    copy_cases(HUNDRED)
    relayed()
    return world


def _days() -> list[tuple[Any, ...]]:
    """Every due day of the parts, as they stand."""
    return list(Assignment.objects.order_by("pk").values_list("pk", "due_on", "sign_due_on", "return_until"))


def _packs() -> set[int]:
    return set(Case.objects.values_list("pack__version", flat=True))


def _worked() -> None:
    """Whatever is due is done, whatever was posted is handed on."""
    with platform_scope():
        a_worker().work(most=1000)
    relayed()


def _foreseen(body: dict[str, Any]) -> set[tuple[int, str, date]]:
    found = moves(pack=parse(body))
    return {
        (one.old.assignment_id or 0, one.old.what, one.new.day) for every in found.values() for one in every
    }


def test_running_cases_keep_their_pack_and_their_days(hundred: World) -> None:
    before, events = _days(), CaseEvent.objects.count()

    issued(hundred, changed(deadlines=LATER))
    relayed()
    _worked()

    assert (_days(), CaseEvent.objects.count(), _packs()) == (before, events, {1})


def test_a_case_that_comes_after_follows_the_new_one(hundred: World) -> None:
    issued(hundred, changed(deadlines=LATER))

    assert a_filed_case(hundred).pack.version == 2


def test_told_to_go_over_exactly_the_foreseen_days_move_each_told_once(hundred: World) -> None:
    body = changed(deadlines=LATER)
    foreseen, rows = _foreseen(body), set(DueDay.objects.values_list("pk", flat=True))

    issued(hundred, body, running_go_over=True)
    relayed()
    _worked()

    added = DueDay.objects.exclude(pk__in=rows)
    assert {(one.assignment_id or 0, one.what, one.day) for one in added} == foreseen
    assert len(foreseen) == HUNDRED + 1
    assert CaseEvent.objects.filter(step="move_dates").count() == HUNDRED + 1
    assert Notice.objects.filter(key__startswith="moved:").count() == HUNDRED + 1
    assert _packs() == {2}
    assert {day for pk, day, *_ in _days() if (pk, "ANSWER", day) in foreseen} == {next(iter(foreseen))[2]}


def test_a_paper_that_has_only_arrived_goes_over_and_is_foreseen(hundred: World) -> None:
    registered, reviewed = a_registered_case(hundred), a_registered_case(hundred)
    commands.start_review(hundred.office, reviewed.pk, a_key())
    body = changed(deadlines=LATER)
    question = "query($body: String!) { previewPack(body: $body) { running arrived kept } }"
    foreseen = Asking(hundred).data("administrator", question, body=json.dumps(body))

    issued(hundred, body, running_go_over=True)
    relayed()
    _worked()

    assert foreseen == {"running": HUNDRED + 1, "arrived": 2, "kept": 0}
    assert _packs() == {2}
    assert CaseEvent.objects.filter(case__in=[registered, reviewed], step="move_dates").count() == 2


def test_a_case_keeps_the_pack_under_which_its_answer_was_classed(world: World) -> None:
    answered = a_delivered_case(world)
    relayed()
    classes = shipped("base_suggestion")["result_classes"]
    other = [
        one | {"label": "已经采纳", "means": "ADOPTED"} if one["code"] == "D" else one for one in classes
    ]
    renamed = [one | {"label": "已经办成"} if one["code"] == "A" else one for one in classes]

    issued(world, changed(result_classes=renamed), running_go_over=True)
    relayed()
    _worked()
    kept = Case.objects.get(pk=answered.pk).pack.version
    issued(world, changed(result_classes=other), running_go_over=True, replace=True)
    relayed()
    _worked()

    assert (kept, Case.objects.get(pk=answered.pk).pack.version) == (1, 3)


def test_the_event_of_a_case_says_which_pack_and_which_days(hundred: World) -> None:
    issued(hundred, changed(deadlines=LATER, title="河南省代表建议办理规则"), running_go_over=True)
    relayed()
    _worked()

    facts = CaseEvent.objects.filter(step="move_dates").earliest("pk").facts
    assert "河南省代表建议办理规则" in facts["source"]
    assert len(facts["moved"]) == 1


def test_a_job_that_is_killed_has_moved_nothing_and_done_again_moves_each_once(
    hundred: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = issued(hundred, changed(deadlines=LATER), running_go_over=True)
    relayed()
    before, steps, whole = _days(), [], packs.move_dates

    def killed(*arguments: Any, **more: Any) -> Any:
        steps.append(arguments)
        if len(steps) == AT_ONCE // 2:
            raise SystemError("killed")
        return whole(*arguments, **more)

    monkeypatch.setattr(packs, "move_dates", killed)
    with platform_scope():
        a_worker().one()
    assert _days() == before
    monkeypatch.undo()
    with platform_scope():
        Job.objects.filter(task="go_over").update(due_at=now() - ONE_DAY)
    _worked()
    once = _days()
    go_over(pack.pk, 0)

    assert once != before
    assert _days() == once
    assert CaseEvent.objects.filter(step="move_dates").count() == HUNDRED + 1


def test_before_its_day_nothing_moves_and_one_put_aside_never_does(hundred: World) -> None:
    before, later = _days(), today() + timedelta(days=10)
    first = issued(hundred, changed(deadlines=LATER), on=later, running_go_over=True)
    relayed()
    _worked()
    assert _days() == before

    issued(hundred, changed(title="改期"), on=later - ONE_DAY, replace=True)
    with noon(later):
        go_over(first.pk, 0)

    assert (_days(), _packs()) == (before, {1})


def test_on_the_day_of_a_version_of_later_its_job_moves_the_days(hundred: World) -> None:
    before, later = _days(), today() + timedelta(days=10)
    issued(hundred, changed(deadlines=LATER), on=later, running_go_over=True)
    relayed()
    with platform_scope():
        job = Job.objects.get(task="go_over")

    with noon(later):
        go_over(**job.payload)

    assert timezone.localdate(job.due_at) == later
    assert sum(now != then for now, then in zip(_days(), before, strict=True)) == AT_ONCE
    assert Job.objects.filter(task="go_over").count() == 2  # the next portion waits


def test_both_sides_read_of_the_issue_once(hundred: World) -> None:
    issued(hundred, changed(deadlines=LATER, title="河南省代表建议办理规则"), note="河南省办理办法")
    relayed()
    relayed()

    told = Notice.objects.get(key__startswith="pack:")
    assert "河南省代表建议办理规则" in told.text
    assert "河南省办理办法" in told.text
    readers = ("office", "water_clerk", "parks_head", "npc", "npc_seat")
    assert all(visible_notices(hundred.actors[who]).filter(pk=told.pk).exists() for who in readers)
    assert not visible_notices(hundred.cppcc).filter(pk=told.pk).exists()


def test_an_earlier_version_does_not_take_a_case_back(hundred: World) -> None:
    first = issued(hundred, changed(deadlines=LATER))
    issued(hundred, changed(title="再修订"), on=today() + ONE_DAY, running_go_over=True)
    with noon(today() + ONE_DAY):
        go_over(RulePack.objects.get(version=3, kind="SUGGESTION").pk, 0)
        go_over(RulePack.objects.get(version=3, kind="SUGGESTION").pk, AT_ONCE)
        go_over(RulePack.objects.get(version=3, kind="SUGGESTION").pk, 2 * AT_ONCE)
    go_over(first.pk, 0)

    assert 2 not in _packs()


def test_the_job_belongs_to_its_government(hundred: World) -> None:
    issued(hundred, changed(deadlines=LATER), running_go_over=True)
    relayed()

    with platform_scope():
        job = Job.objects.get(task="go_over")
    with governing(job.government):
        assert RulePack.objects.filter(pk=job.payload["pack"]).exists()
