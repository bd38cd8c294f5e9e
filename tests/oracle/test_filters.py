"""Each filter of rows, for each viewer, against the table and the rows of the oracle: one statement each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from cases.aspects import Aspect
from cases.models import Case
from cases.reading import queries
from cases.reading.visibility.filters import THE_CASE, seen
from cases.states import AssignmentState, ReplyState
from kernel.actor import Actor
from support.oracle.compared import Oracle
from support.oracle.expected import Expected
from support.world import World

VIEWERS = (
    "office", "npc", "npc_seat", "cppcc", "cppcc_seat", "administrator", "water_clerk", "water_head", "roads_clerk",
    "parks_officer", "edu_clerk", "health_clerk", "two_posts",
)  # fmt: skip

# Rows by key, and the things of the oracle that they are; talks of a part that was returned hang on a hidden part.
ROWS: dict[tuple[str, ...], Callable[[Actor], QuerySet[Any]]] = {
    ("parts", "relieved"): queries.visible_assignments,
    ("reply", "draft"): queries.visible_replies,
    ("return",): queries.visible_returns,
    ("opinion",): queries.visible_co_opinions,
    ("meeting",): lambda actor: queries.visible_meetings(actor).exclude(
        assignment__state=AssignmentState.RETURNED
    ),
    ("feedback",): queries.visible_feedback,
    ("promise",): queries.visible_commitments,
    ("extension",): queries.visible_extensions,
    ("urging",): queries.visible_urge_notices,
}
OF_CASES = {"proposer": Aspect.PROPOSERS, "above": Aspect.ABOVE, "protection": Aspect.PROTECTION}
Looks = Callable[[Oracle, str, Actor, set[int]], None]


@pytest.fixture
def oracle(world: World, compared: Counter[str]) -> Oracle:
    with connection.cursor() as cursor:
        expected = Expected(cursor)
    return Oracle(expected, {who: world.actors[who].account_id or 0 for who in VIEWERS}, compared)


def keyed_rows(oracle: Oracle, who: str, actor: Actor, cases: set[int]) -> None:
    for things, visible in ROWS.items():
        found = visible(actor)
        column = "case" if hasattr(found.model, "case_id") else "assignment__case"
        got = set(found.filter(**{f"{column}__in": cases}).values_list("pk", flat=True))
        shown, _ = oracle.of(who)
        wanted = {one.key for one in shown if one.thing in things and one.key is not None}
        oracle.equal("filters", who, things, got, wanted)


def minutes(oracle: Oracle, who: str, actor: Actor, cases: set[int]) -> None:
    found = queries.visible_meetings(actor).filter(assignment__case__in=cases, minuted=True)
    got = set(found.values_list("assignment__case", "assignment__unit"))
    shown, _ = oracle.of(who)
    oracle.equal(
        "filters", who, "minutes", got, {(one.case, one.unit) for one in shown if one.thing == "minutes"}
    )


def saved_texts(oracle: Oracle, who: str, actor: Actor, cases: set[int]) -> None:
    found = (
        queries.visible_versions(actor).filter(reply__case__in=cases).exclude(reply__state=ReplyState.VOID)
    )
    every = queries.ReplyVersion.objects.values_list("body", flat=True)
    shown, _ = oracle.of(who)
    wanted = {one.words for one in shown if one.thing == "draft"} & set(every)
    oracle.equal("filters", who, "texts", set(found.values_list("body", flat=True)), wanted)


def events(oracle: Oracle, who: str, actor: Actor, cases: set[int]) -> None:
    got = set(queries.visible_events(actor).filter(case__in=cases).values_list("pk", flat=True))
    oracle.equal("filters", who, "events", got, {one.key for one, _ in oracle.of(who)[1]})


def of_cases(oracle: Oracle, who: str, actor: Actor, cases: set[int]) -> None:
    account = oracle.accounts[who]
    mains = Case.objects.filter(
        pk__in=cases, merged_into=None
    )  # a merged paper is asked for by its main case
    for thing, aspect in OF_CASES.items():
        wanted = {one.pk for one in mains if oracle.expected.sees(account, thing, one.pk, None)}
        got = set(mains.filter(seen(actor, aspect, THE_CASE)).values_list("pk", flat=True))
        oracle.equal("filters", who, thing, got, wanted)
    phones = mains.filter(seen(actor, Aspect.PHONES, THE_CASE) & seen(actor, Aspect.PROPOSERS, THE_CASE))
    wanted = {one.pk for one in mains if oracle.expected.sees(account, "phone", one.pk, None)}
    oracle.equal("filters", who, "phones", set(phones.values_list("pk", flat=True)), wanted)


def test_each_filter_lets_through_what_the_table_says_and_nothing_else(oracle: Oracle, world: World) -> None:
    looks: tuple[Looks, ...] = (keyed_rows, minutes, saved_texts, events, of_cases)
    for who in VIEWERS:
        actor, account = world.actors[who], oracle.accounts[who]
        cases = {one for one in oracle.expected.cases if oracle.expected.sees_case(account, one)}
        got = set(queries.visible_cases(actor).values_list("pk", flat=True))
        oracle.equal("filters", who, "cases", got, cases)
        for look in looks:
            look(oracle, who, actor, cases)
    oracle.done()
