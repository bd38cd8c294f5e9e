"""The list past graphene says, byte for byte, what the list through graphene says."""

from __future__ import annotations

from datetime import date, timedelta
from json import loads
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet, TextField
from django.test.utils import CaptureQueriesContext
from graphql import FieldNode, FragmentDefinitionNode, OperationDefinitionNode, parse

from api.cases.fast import plan_of
from api.cases.row_plan import LONG, row_plan
from api.cases.selection import Declined, Wanted
from api.running.documents import graphql_schema
from api.running.execution import Executor
from api.running.leaves import leaves_of
from cases import commands
from cases.inputs import LinkedPaper
from cases.models import Case
from kernel.actor import SYSTEM
from kernel.clock import today
from kernel.sql.django_private import concrete_fields
from people.models import Post, Unit
from rules.commands import load_pack
from rules.pack import shipped
from support.asking import Asking
from support.build import (
    a_delivered_case,
    a_dispatched_case,
    a_filed_case,
    a_key,
    a_registered_case,
    feedback,
)
from support.founded import Founding
from support.world import World

FRONTEND = Path(__file__).parents[2] / "frontend" / "src" / "features"
# Leaves of a case that columns do not hold: the list with one of them is served by the ordinary way.
OF_MORE_THAN_COLUMNS = {"coLight", "dueBrief"}
OF_TWO_GOVERNMENTS = {"reportedOn"}  # without a value in a world of one


def is_planned(selection: str) -> bool:
    """Whether a row with this selection is served past graphene."""
    document: Any = parse(f"{{ node {{ {selection} }} }}")
    (node,) = document.definitions[0].selection_set.selections
    try:
        row_plan(Wanted("node", "node", node), graphql_schema.type_map["Case"], {})
    except Declined:
        return False
    return True


def leaves(kind: str) -> set[str]:
    """The names of a type's leaves."""
    return set(leaves_of(graphql_schema.type_map[kind]))


def nested(name: str, kind: str) -> str:
    """A relation with all its leaves that are served past graphene."""
    planned = [leaf for leaf in sorted(leaves(kind)) if is_planned(f"{name} {{ {leaf} }}")]
    return f"{name} {{ __typename {' '.join(planned)} }}"


HELD = """duties { __typename duty dutyLabel step stepLabel unit since dueOn left: daysLeft }
  holder { __typename label unit person doing others since days }"""
LEAVES = sorted(leaf for leaf in leaves("Case") if is_planned(leaf))
UNIT, SESSION = nested("leadUnit", "Unit"), nested("session", "CaseSession")
ALL_FIELDS = f"""query($order: CaseOrder, $first: Int, $after: String) {{
  cases(order: $order, first: $first, after: $after) {{
    __typename edges {{ __typename cursor node {{ ...row }} }} pageInfo {{ __typename hasNextPage endCursor }} }} }}
fragment row on Case {{ {" ".join(LEAVES)} {UNIT} {SESSION} {HELD} nummer: caseNo ... on Case {{ again: light }} }}"""


@pytest.fixture(autouse=True)
def various(world: World) -> None:
    """Cases that differ in every field."""
    _various(world)


@Founding
def _various(world: World) -> None:
    a_registered_case(world, category="城乡建设", publish_consent=False)
    a_filed_case(world, kind="PROPOSAL")
    a_dispatched_case(world, complex=True, requirements="请会同属地街道")
    feedback(world, a_delivered_case(world), result="DISSATISFIED")
    a_delivered_case(world, kind="PROPOSAL")
    declined = a_registered_case(world)
    commands.decline(world.npc, declined.pk, a_key(), ground="EMPTY", disposal="REVISE", reason="空泛")
    closed = a_delivered_case(world)
    feedback(world, closed)
    commands.close(world.office, closed.pk, a_key(), reason="办理完毕")
    _received(world)


def _received(world: World) -> None:
    paper = LinkedPaper(
        kind="SUGGESTION",
        title="关于改造河岸步道的建议",
        body="请改造河岸步道。",
        origin="UPPER",
        envelope=1,
        sender="云州市",
        number="云州市 1号",
        due_on=date(2027, 4, 2),
    )
    commands.receive(world.office, a_key(), paper=paper)


def both_ways(
    ask: Asking, monkeypatch: pytest.MonkeyPatch, who: str, document: str, **given: Any
) -> list[bytes]:
    """The bytes of the answer, past graphene and through it."""
    fast = ask.response(who, document, given).content
    with monkeypatch.context() as patched:
        patched.setattr(Executor, "_plan", lambda *_: None)
        slow = ask.response(who, document, given).content
    return [fast, slow]


@pytest.mark.parametrize("order", ["DUE", "REGISTERED", "NUMBER", "MY_DAY"])
@pytest.mark.parametrize("who", ["office", "npc_seat", "cppcc", "roads_clerk", "parks_head"])
def test_all_fields_are_the_same_bytes(
    ask: Asking, monkeypatch: pytest.MonkeyPatch, who: str, order: str
) -> None:
    fast, slow = both_ways(ask, monkeypatch, who, ALL_FIELDS, order=order, first=3)

    assert b'"errors"' not in fast
    assert fast == slow


def test_the_day_another_government_asks_for_is_on_the_list(
    ask: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = "{ cases(states: [FILED], origins: [UPPER]) { edges { node { dueOn upperDueOn } } } }"

    fast, slow = both_ways(ask, monkeypatch, "office", document)

    assert b'{"dueOn":null,"upperDueOn":"2027-04-02"}' in fast
    assert fast == slow


def test_errors_are_the_same_bytes(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    for given in ({"first": 0}, {"after": "x"}):
        fast, slow = both_ways(ask, monkeypatch, "office", ALL_FIELDS, **given)
        assert b'"errors"' in fast
        assert fast == slow


def test_the_work_list_itself_is_served_past_graphene() -> None:
    document = parse((FRONTEND / "worklist" / "worklist.graphql").read_text())
    fragments = {
        one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)
    }
    [page] = [
        one
        for one in document.definitions
        if isinstance(one, OperationDefinitionNode) and one.name and one.name.value == "WorkPage"
    ]
    [cases] = page.selection_set.selections

    assert isinstance(cases, FieldNode)
    assert plan_of(cases, graphql_schema.query_type.fields["cases"].type, fragments) is not None


def test_a_page_is_one_statement(ask: Asking) -> None:
    ask.data("office", ALL_FIELDS, order="NUMBER")

    with CaptureQueriesContext(
        connection,
    ) as captured:
        ask.data("office", ALL_FIELDS, order="NUMBER")

    assert sum('FROM "cases_case"' in query["sql"] for query in captured) == 1


@pytest.mark.parametrize(
    "document",
    [
        "query($with: Boolean = true) { cases { edges { node { id title @include(if: $with) } } } }",
        "{ cases { edges { node { id assignments { id } } } } }",
        "{ cases { edges { node { id leadUnit { kindLabel } } } } }",
        "{ cases { edges { node { id } } edges { node { title } } } }",
        "{ cases { edges { node { leadUnit { id } leadUnit { name } } } } }",
        "{ cases { pageInfo { hasNextPage } } }",
        "{ cases { edges { cursor } } }",
        "{ a: cases(first: 1) { edges { node { id } } } cases { edges { node { title } } } me { name } }",
    ],
)
def test_what_the_fast_way_declines_is_served_all_the_same(
    ask: Asking, monkeypatch: pytest.MonkeyPatch, document: str
) -> None:
    fast, slow = both_ways(ask, monkeypatch, "office", document)

    assert b'"errors"' not in fast
    assert fast == slow


def test_a_list_narrowed_by_every_list_of_values_is_the_same_both_ways(
    ask: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrowed = "kinds: [SUGGESTION], states: [DISPATCHED], origins: [OWN], lights: [GREEN, YELLOW]"
    document = f"{{ cases({narrowed}) {{ edges {{ node {{ id title }} }} }} }}"

    fast, slow = both_ways(ask, monkeypatch, "office", document)

    assert b'"title"' in fast
    assert fast == slow


def test_every_leaf_is_made_of_columns_and_declared_as_such_but_for_those_named_here() -> None:
    assert leaves("Case") - set(LEAVES) == OF_MORE_THAN_COLUMNS
    assert UNIT == "leadUnit { __typename code id kind name shortName }"
    assert SESSION == "session { __typename id kind name year }"
    assert not is_planned("mergedInto { id }")  # not everybody sees it


def test_every_leaf_has_a_value_that_is_compared(ask: Asking) -> None:
    nodes = [edge["node"] for edge in ask.data("office", ALL_FIELDS, first=50)["edges"]]

    empty = {name for name in LEAVES if all(node[name] in (None, "") for node in nodes)}

    assert empty == OF_TWO_GOVERNMENTS


def test_long_texts_are_counted_row_by_row() -> None:
    long = {one.attname for one in concrete_fields(Case) if isinstance(one, TextField)}

    assert long == LONG


def test_what_is_asked_for_twice_is_the_same_both_ways(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    document = "{ cases { edges { a: cursor b: cursor node { x: light y: light } } } }"

    fast, slow = both_ways(ask, monkeypatch, "office", document)

    assert b'"errors"' not in fast
    assert fast == slow


def test_a_row_of_nothing_but_its_type_is_the_same_both_ways(
    ask: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast, slow = both_ways(ask, monkeypatch, "office", "{ cases { edges { node { __typename } } } }")

    assert b'{"node":{"__typename":"Case"}}' in fast
    assert fast == slow


def test_a_read_only_seat_s_list_runs_under_the_reading_role(ask: Asking) -> None:
    ask.data("npc_seat", PLAIN_LIST)

    assert "gov_yunzhou_ro" in role_of_the_list(ask, "npc_seat")


def test_seats_and_list_are_read_in_one_transaction_under_the_reading_role(ask: Asking) -> None:
    with CaptureQueriesContext(connection) as captured:
        ask.data("roads_clerk", PLAIN_LIST)

    sql = [query["sql"] for query in captured]
    (seats,) = [number for number, one in enumerate(sql) if 'FROM "people_post"' in one]
    (listed,) = [number for number, one in enumerate(sql) if 'FROM "cases_case"' in one]
    assert "READ ONLY" in sql[seats - 1] and "gov_yunzhou_ro" in role_of_the_list(ask, "roads_clerk")
    assert seats < listed


def test_who_has_another_seat_than_before_gets_what_that_seat_sees(ask: Asking, world: World) -> None:
    a_delivered_case(world)
    before = ids(ask, "water_clerk")
    other = Unit.objects.create(code="X1", name="市档案馆", short_name="档案馆")

    posts_of(world, "water_clerk").update(unit=other)

    assert before != []
    assert ids(ask, "water_clerk") == []
    posts_of(world, "water_clerk").update(unit=world.units["water"])
    assert ids(ask, "water_clerk") == before


def test_who_has_no_seat_any_more_gets_nothing(ask: Asking, world: World) -> None:
    assert ids(ask, "office") != []

    posts_of(world, "office").delete()

    assert ids(ask, "office") == []


def test_who_may_only_read_from_now_on_reads_under_the_reading_role(ask: Asking, world: World) -> None:
    ids(ask, "npc")
    ids(ask, "npc")

    posts_of(world, "npc").update(role="NPC_SEAT")

    assert "gov_yunzhou_ro" in role_of_the_list(ask, "npc")


PLAIN_LIST = "{ cases { edges { node { id } } } }"


def ids(ask: Asking, who: str) -> list[str]:
    return [one["node"]["id"] for one in ask.data(who, PLAIN_LIST)["edges"]]


def posts_of(world: World, who: str) -> QuerySet[Post]:
    return Post.objects.filter(account=world.actors[who].account_id)


def role_of_the_list(ask: Asking, who: str) -> str:
    """The statement that chose the role under which the list that was shown was read."""
    with CaptureQueriesContext(connection) as captured:
        ask.data(who, PLAIN_LIST)
    sql = [query["sql"] for query in captured]
    listed = max(number for number, one in enumerate(sql) if 'FROM "cases_case"' in one)
    return [one for one in sql[:listed] if "ROLE" in one][-1]


def test_a_light_turns_yellow_by_the_pack_of_the_case(
    ask: Asking, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = today() + timedelta(days=12)
    before = a_dispatched_case(world, due_on=day, co_due_on=day)
    load_pack(
        SYSTEM, shipped("base_suggestion") | {"yellow_days": 20, "co_yellow_days": 9}, effective_on=today()
    )
    after = a_dispatched_case(world, due_on=day, co_due_on=day)
    document = "{ cases(states: [DISPATCHED]) { edges { node { id light } } } }"

    fast, slow = both_ways(ask, monkeypatch, "office", document)

    lights = {int(one["node"]["id"]): one["node"]["light"] for one in loads(fast)["data"]["cases"]["edges"]}
    assert (lights[before.pk], lights[after.pk]) == ("GREEN", "YELLOW")
    assert fast == slow
    document = "{ cases(states: [DISPATCHED]) { edges { node { id coLight } } } }"
    edges = loads(ask.response("office", document, {}).content)["data"]["cases"]["edges"]
    assert {one["node"]["coLight"] for one in edges if int(one["node"]["id"]) in lights} == {"GREEN"}
