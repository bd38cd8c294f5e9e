"""Drafting and issuing: what each step leaves, who may, and what is refused; a refusal leaves nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from kernel.actor import Actor
from kernel.clock import today
from kernel.refusals import NotPermitted, NotVisible, Refusal
from kernel.workdays import ONE_DAY
from outbox.models import Message
from rules.commands import delete_pack_draft, issue_pack, save_pack_draft, start_pack_draft
from rules.models import PackDraft, PackEntry, RulePack
from rules.pack import shipped
from rules.queries import PackStatus, pack_in_force, placed
from support.build import a_key
from support.packs import a_draft, changed, issued, saved
from support.world import World

OTHERS = ["office", "npc", "npc_seat", "cppcc", "cppcc_seat", "water_clerk", "water_head"]
LONGER = {"co_opinion": {"months": 2, "article": "河南省办理办法第十八条"}}


def _left() -> tuple[Any, ...]:
    """What there is of everything that a step with packs leaves."""
    drafts = list(PackDraft.objects.order_by("pk").values_list("pk", "revision", "title", "body"))
    return RulePack.objects.count(), PackEntry.objects.count(), Message.objects.count(), drafts


def _refused(attempt: Callable[[], object]) -> tuple[str, str]:
    """Code and field of the refusal; nothing was left."""
    before = _left()
    with pytest.raises(Refusal) as refused:
        attempt()
    assert _left() == before
    return refused.value.code, refused.value.field


def _standings(kind: str = "SUGGESTION") -> dict[int, str]:
    rows = RulePack.objects.filter(kind=kind).order_by("-version")
    return {one.row.version: one.standing.value for one in placed(rows)}


class TestDrafts:
    """Begun, saved, dropped."""

    def test_a_draft_begins_from_a_version_a_shipped_pack_or_a_file(self, world: World) -> None:
        version = pack_in_force("SUGGESTION")
        text = json.dumps(changed(title="河南省代表建议办理规则"), ensure_ascii=False)

        made = [
            start_pack_draft(world.administrator, a_key(), pack_id=version.pk),
            start_pack_draft(world.administrator, a_key(), shipped=shipped("base_proposal")["code"]),
            start_pack_draft(world.administrator, a_key(), text=text),
        ]

        assert [(one.kind, one.title, one.revision) for one in made if one] == [
            ("SUGGESTION", version.title, 1),
            ("PROPOSAL", shipped("base_proposal")["title"], 1),
            ("SUGGESTION", "河南省代表建议办理规则", 1),
        ]
        assert RulePack.objects.count() == 2

    def test_a_draft_is_kept_with_its_problems(self, world: World) -> None:
        draft = a_draft(world)

        kept = saved(world, draft, changed(yellow_days="七"))

        assert (kept.body["yellow_days"], kept.revision, kept.pk) == ("七", 2, draft.pk)

    def test_what_another_has_saved_meanwhile_is_not_overwritten(self, world: World) -> None:
        draft = a_draft(world)
        saved(world, draft, changed(title="先保存的"))

        assert _refused(lambda: saved(world, draft, changed(title="后保存的"))) == (
            "pack_draft_changed",
            "revision",
        )
        assert PackDraft.objects.get().title == "先保存的"

    def test_a_draft_is_dropped_once_as_it_was_seen(self, world: World) -> None:
        draft, key = a_draft(world), a_key()
        saved(world, draft, changed(title="又保存"))
        drop = delete_pack_draft

        stale = _refused(lambda: drop(world.administrator, draft.pk, a_key(), revision=1))
        gone = [drop(world.administrator, draft.pk, key, revision=2) for _ in range(2)]

        assert stale == ("pack_draft_changed", "revision")
        assert gone == [draft.pk, draft.pk]
        assert not PackDraft.objects.exists()

    @pytest.mark.parametrize(
        ("source", "code", "field"),
        [
            ({}, "pack_source", "source"),
            ({"shipped": "cn-proposal", "text": "kind: PROPOSAL"}, "pack_source", "source"),
            ({"shipped": "nowhere-2099"}, "pack_unshipped", "shipped"),
            ({"pack_id": 987654}, "pack_unknown", "packId"),
            ({"text": "title: 没有类别"}, "pack_without_kind", "text"),
            ({"text": "x" * 120_001}, "pack_too_long", "text"),
        ],
    )
    def test_a_source_that_is_none(self, world: World, source: dict[str, Any], code: str, field: str) -> None:
        start = start_pack_draft

        assert _refused(lambda: start(world.administrator, a_key(), **source)) == (code, field)

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ("[]", "pack_no_body"),
            ("{", "pack_no_body"),
            ('{"kind": "PROPOSAL"}', "pack_other_kind"),
            ('{"title": "' + "长" * 120_000 + '"}', "pack_too_long"),
            ('{"kind": "SUGGESTION", "title": "x\\u0000"}', "pack_character"),
            ('{"kind": "SUGGESTION", "yellow_days": NaN}', "pack_number_odd"),
            ('{"kind": "SUGGESTION", "title": 1, "title": 2}', "pack_key_twice"),
        ],
    )
    def test_what_is_saved_is_a_body_of_the_same_kind(self, world: World, body: str, code: str) -> None:
        draft, save = a_draft(world), save_pack_draft

        refused = _refused(lambda: save(world.administrator, draft.pk, a_key(), body=body, revision=1))

        assert refused == (code, "body")


class TestWhoMay:
    """The administrator, and nobody else."""

    @pytest.mark.parametrize("who", OTHERS)
    def test_nobody_else_drafts_or_issues(self, world: World, who: str) -> None:
        draft = a_draft(world, changed(deadlines=LONGER))
        before = _left()

        for attempt in _attempts(draft):
            with pytest.raises(NotPermitted):
                attempt(world.actors[who])

        assert _left() == before


def _attempts(draft: PackDraft) -> list[Callable[[Actor], object]]:
    wish: dict[str, Any] = {"revision": 1, "effective_on": today(), "note": "修订"}
    return [
        lambda actor: start_pack_draft(actor, a_key(), shipped="cn-suggestion"),
        lambda actor: save_pack_draft(actor, draft.pk, a_key(), body="{}", revision=1),
        lambda actor: delete_pack_draft(actor, draft.pk, a_key(), revision=1),
        lambda actor: issue_pack(actor, draft.pk, a_key(), **wish),
    ]


class TestIssuing:
    """A dated act that makes the next version."""

    def test_a_draft_becomes_the_next_version_and_is_gone(self, world: World) -> None:
        pack = issued(world, changed(deadlines=LONGER), note="河南省办理办法（2017年）")

        assert (pack.version, pack.effective_on, pack.note) == (2, today(), "河南省办理办法（2017年）")
        assert pack.issued_by == world.administrator.label
        assert pack_in_force("SUGGESTION").pk == pack.pk
        assert not PackDraft.objects.exists()
        assert Message.objects.filter(topic="rules.issue_pack", payload__pack=pack.pk).count() == 1

    def test_the_same_request_again_is_the_same_version(self, world: World) -> None:
        draft, key = a_draft(world, changed(deadlines=LONGER)), a_key()
        wish: dict[str, Any] = {"revision": 1, "effective_on": today(), "note": "修订"}
        first = issue_pack(world.administrator, draft.pk, key, **wish)
        before = _left()

        again = issue_pack(world.administrator, draft.pk, key, **wish)

        assert (again.pk, _left()) == (first.pk, before)

    def test_a_version_of_a_later_day_waits_for_it(self, world: World) -> None:
        before = pack_in_force("SUGGESTION")
        later = today() + timedelta(days=10)

        pack = issued(world, changed(deadlines=LONGER), on=later)

        assert pack_in_force("SUGGESTION").pk == before.pk
        assert pack_in_force("SUGGESTION", later - ONE_DAY).pk == before.pk
        assert pack_in_force("SUGGESTION", later).pk == pack.pk
        assert _standings() == {2: PackStatus.SCHEDULED, 1: PackStatus.IN_FORCE}

    def test_two_versions_follow_each_other_on_their_days(self, world: World) -> None:
        soon, later = today() + timedelta(days=5), today() + timedelta(days=50)
        first = issued(world, changed(deadlines=LONGER), on=soon)
        second = issued(world, changed(title="再修订"), on=later)

        assert pack_in_force("SUGGESTION", soon).pk == first.pk
        assert pack_in_force("SUGGESTION", later).pk == second.pk
        assert _standings() == {3: PackStatus.SCHEDULED, 2: PackStatus.SCHEDULED, 1: PackStatus.IN_FORCE}

    def test_one_set_for_later_is_put_aside_only_when_said_so(self, world: World) -> None:
        later = today() + timedelta(days=10)
        issued(world, changed(title="原定"), on=later)
        body = changed(deadlines=LONGER)

        draft = a_draft(world, body)
        wish: dict[str, Any] = {"revision": 1, "effective_on": today() + ONE_DAY, "note": "改期"}
        refused = _refused(lambda: issue_pack(world.administrator, draft.pk, a_key(), **wish))
        pack = issue_pack(world.administrator, draft.pk, a_key(), **wish, replace=True)

        assert refused == ("pack_already_set", "replace")
        assert pack_in_force("SUGGESTION", later).pk == pack.pk
        assert _standings() == {3: PackStatus.SCHEDULED, 2: PackStatus.REPLACED, 1: PackStatus.IN_FORCE}

    @pytest.mark.parametrize(
        ("wish", "code", "field"),
        [
            ({"effective_on": today() - ONE_DAY}, "pack_day_past", "effectiveOn"),
            ({"effective_on": today() + timedelta(days=1000)}, "pack_day_distant", "effectiveOn"),
            ({"note": "　 "}, "pack_note_missing", "note"),
            ({"note": "长" * 401}, "pack_note_long", "note"),
            ({"revision": 2}, "pack_draft_changed", "revision"),
        ],
    )
    def test_an_issue_that_does_not_fit(
        self, world: World, wish: dict[str, Any], code: str, field: str
    ) -> None:
        draft = a_draft(world, changed(deadlines=LONGER))
        given = {"revision": 1, "effective_on": today(), "note": "修订"} | wish

        refused = _refused(lambda: issue_pack(world.administrator, draft.pk, a_key(), **given))

        assert refused == (code, field)

    def test_a_draft_with_problems_is_refused_and_they_are_named(self, world: World) -> None:
        draft = saved(world, a_draft(world), changed(yellow_days="七", case_word=""))
        before = _left()

        with pytest.raises(Refusal) as refused:
            issue_pack(world.administrator, draft.pk, a_key(), revision=2, effective_on=today(), note="修订")

        assert (refused.value.code, refused.value.field) == ("pack_has_problems", "body")
        assert "2 处" in refused.value.message
        assert _left() == before

    def test_what_is_in_force_already_is_not_issued_again(self, world: World) -> None:
        draft = a_draft(world)
        wish: dict[str, Any] = {"revision": 1, "effective_on": today(), "note": "修订"}

        refused = _refused(lambda: issue_pack(world.administrator, draft.pk, a_key(), **wish))

        assert refused == ("pack_same", "")

    def test_a_draft_that_is_not_there(self, world: World) -> None:
        wish: dict[str, Any] = {"revision": 1, "effective_on": today(), "note": "修订"}
        before = _left()

        with pytest.raises(NotVisible):
            issue_pack(world.administrator, 987654, a_key(), **wish)

        assert _left() == before


class TestTheDatabaseAlone:
    """With the commands switched off."""

    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE rules_rulepack SET effective_on = effective_on - 1",
            "UPDATE rules_rulepack SET body = '{}'",
            "DELETE FROM rules_rulepack",
            "UPDATE rules_packentry SET actor = '别人'",
            "DELETE FROM rules_packentry",
        ],
    )
    def test_an_issued_version_and_the_record_do_not_change(self, world: World, sql: str) -> None:
        issued(world, changed(deadlines=LONGER))

        with pytest.raises((IntegrityError, DatabaseError), match="never changed"):
            _tried(sql)

    def test_a_version_number_is_given_once(self, world: World) -> None:
        twin = RulePack.objects.get(pk=pack_in_force("SUGGESTION").pk)
        twin.pk = None

        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save(force_insert=True)


def _tried(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
