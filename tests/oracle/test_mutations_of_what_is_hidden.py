"""Every mutation that takes an object's id answers, of one that its caller may not see, as of one that never was."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from graphql import GraphQLField, GraphQLInputObjectType, GraphQLList, get_nullable_type

from api.schema import schema
from governments.entering.scope import governing
from live.operations import Unfit, subscription_of
from people.models import Account
from people.queries import actor_of
from supervision.board_reading import audience_of
from supervision.displays import make_display_seat, seat_of_key, viewer_at
from support.asking import Asking
from support.build import a_key
from support.everything import arguments_of, document_of
from support.governments import DISTRICT
from support.oracle.expected import Expected
from support.oracle.hidden import KINDS, Objects, digest, used_keys
from support.world import World

NOWHERE = 987654321
MUTATIONS = schema.graphql_schema.mutation_type.fields
VIEWERS = (
    "office", "administrator", "npc", "npc_seat", "cppcc", "cppcc_seat", "water_clerk", "roads_officer", "parks_head",
    "health_officer", "two_posts",
)  # fmt: skip
# What a viewer may do without anybody's object, to show that it is somebody here.
CAN_DO = 'mutation { saveFilter(name: "一处", query: "?a=1") { filter { id } refusal { code } } }'
SEATS_CAN_DO = "mutation { noteAccountChanges { ok } }"


@dataclass(frozen=True)
class Target:
    """An argument of a mutation, also within an input, that names an object."""

    mutation: str
    name: str
    kind: str
    first: bool  # the object that the mutation is about; others are chosen for it

    @property
    def field(self) -> GraphQLField:
        """The mutation."""
        return MUTATIONS[self.mutation]


def names_of_ids(kind: Any, name: str) -> Iterator[str]:
    """Names of arguments of the type ID, at any depth of an input."""
    bare = get_nullable_type(kind)
    if isinstance(bare, GraphQLList):
        yield from names_of_ids(bare.of_type, name)
    elif isinstance(bare, GraphQLInputObjectType):
        for one, given in bare.fields.items():
            yield from names_of_ids(given.type, one)
    elif bare.name == "ID":
        yield name


def _targets() -> list[Target]:
    found = []
    for mutation, field in MUTATIONS.items():
        names = [one for name, given in field.args.items() for one in names_of_ids(given.type, name)]
        subject = [one for one in names if KINDS.get(f"{mutation}.{one}", KINDS.get(one)) != "open"][:1]
        for name in dict.fromkeys(names):
            kind = KINDS.get(f"{mutation}.{name}") or KINDS.get(name)
            assert kind, f"{mutation}({name}:) names an object that support/oracle/hidden.py does not know"
            found.append(Target(mutation, name, kind, [name] == subject))
    return found


TARGETS = _targets()


class Calls:
    """A viewer calls mutations, and each answer is taken down to the byte."""

    def __init__(self, ask: Asking, who: str | None) -> None:
        self.ask, self.who = ask, who
        self.made = 0
        ask.client(who)  # signed in before anything is taken back

    def __call__(self, target: Target, row: int, key: str, **others: int) -> tuple[Any, ...]:
        """What comes back; whatever it did is taken back, for the next call must meet the same."""
        known = {name: str(one) for name, one in ({target.name: row} | others).items()}
        variables = arguments_of(target.field, **{"id": str(NOWHERE), "key": key} | known)
        document = document_of(target.mutation, target.field, _selection(target.field))
        self.made += 1
        before = transaction.savepoint()
        response = self.ask.response(self.who, document, variables, **{"X-Request-Id": "the-same-for-all"})
        transaction.savepoint_rollback(before)
        return response.status_code, response.content, sorted(response.headers.items())


def _selection(field: GraphQLField) -> str:
    names = get_nullable_type(field.type).fields
    return "{ refusal { code field message } }" if "refusal" in names else "{ __typename }"


def account_of(world: World, who: str) -> int:
    """The account of an actor."""
    return world.actors[who].account_id or 0


def compare(calls: Calls, objects: Objects, account: int, foreign: Objects | None = None) -> list[str]:
    """Call everything with everything hidden; returns what was not answered as of nothing."""
    with connection.cursor() as cursor:
        before, used = digest(cursor), list(used_keys(cursor, account))
    wrong = []
    for target in (one for one in TARGETS if one.kind != "open" and one.first):
        for key in ("", *used):
            if foreign is not None:
                hidden = _foreign(objects, foreign, target)
            else:
                hidden = objects.of(account, target.kind, seen=False, states=not key)
            nothing = calls(target, NOWHERE, key or a_key())
            for row in hidden:
                if (told := calls(target, row, key or a_key())) != nothing:
                    wrong.append(f"{target.mutation}({target.name}: {row}, key {key or 'new'}): {told[1]!r}")
    with connection.cursor() as cursor:
        assert digest(cursor) == before
    return wrong


def _foreign(objects: Objects, foreign: Objects, target: Target) -> list[int]:
    """Ids of another government's objects that stand for nothing here; of all when they are envelopes."""
    here = {key for key, *_ in objects.rows[target.kind]}
    return sorted({key for key, *_ in foreign.rows[target.kind]} - here)[-12:]


def test_what_is_hidden_is_answered_as_what_never_was(
    furnished: World, objects: Objects, ask: Asking, compared: Counter[str]
) -> None:
    for who in VIEWERS:
        calls = Calls(ask, who)
        assert can_do(ask, who)
        assert compare(calls, objects, account_of(furnished, who)) == [], who
        compared["mutations"] += calls.made


def test_what_is_chosen_for_an_object_tells_nothing_of_itself(
    furnished: World, objects: Objects, ask: Asking, compared: Counter[str]
) -> None:
    """A case to merge into, an officer, an earlier promise: named for an object that the viewer does see."""
    wrong = []
    for who in VIEWERS:
        calls, account = Calls(ask, who), account_of(furnished, who)
        for target in (one for one in TARGETS if one.kind != "open" and not one.first):
            main = next(one for one in TARGETS if one.mutation == target.mutation and one.first)
            for subject in objects.of(account, main.kind, seen=True):
                more = {main.name: subject}
                nothing = calls(target, NOWHERE, a_key(), **more)
                for row in objects.of(account, target.kind, seen=False):
                    if (told := calls(target, row, a_key(), **more)) != nothing:
                        wrong.append(
                            f"{who}: {target.mutation} of {subject} ({target.name}: {row}): {told[1]!r}"
                        )
        compared["mutations"] += calls.made
    assert wrong == []


def can_do(ask: Asking, who: str) -> bool:
    """The viewer is somebody: what needs nobody's object is done."""
    done = ask.data(who, SEATS_CAN_DO if who.endswith("_seat") else CAN_DO)
    return bool(done.get("ok") or done.get("filter"))


def test_what_is_seen_is_not_answered_as_nothing(furnished: World, objects: Objects, ask: Asking) -> None:
    """Otherwise all would be refused for a reason that has nothing to do with visibility."""
    for who in (one for one in VIEWERS if not one.endswith("_seat") and one != "administrator"):
        calls, account = Calls(ask, who), account_of(furnished, who)
        for kind in ("case", "part", "reply"):
            rows = objects.of(account, kind, seen=True)
            told = (
                calls(target, row, a_key())[1] != calls(target, NOWHERE, a_key())[1]
                for target in TARGETS
                if target.kind == kind and target.first
                for row in rows
            )
            assert any(told) or not rows, (who, kind)


def test_a_seat_that_reads_reads_what_it_may_not_change(
    furnished: World, objects: Objects, ask: Asking
) -> None:
    case = "query($id: ID!) { case(id: $id) { id } }"
    for who in ("npc_seat", "cppcc_seat"):
        account = account_of(furnished, who)
        assert ask.data(who, case, id=str(objects.of(account, "case", seen=True)[0]))
        assert ask.data(who, case, id=str(objects.of(account, "case", seen=False)[0])) is None


def test_another_governments_office(furnished: World, objects: Objects, compared: Counter[str]) -> None:
    """The city's ids, and envelopes between others, mean nothing on the district's host."""
    with governing(DISTRICT):
        account = Account.objects.get(username="office-general_office")
        district = World({}, {"office": actor_of(account)}, {})
        with connection.cursor() as cursor:
            here = Objects(cursor, Expected(cursor))
    calls = Calls(Asking(district, DISTRICT), "office")

    assert can_do(calls.ask, "office")
    assert here.rows["envelope"] and {key for key, *_ in objects.rows["envelope"]} - {
        key for key, *_ in here.rows["envelope"]
    }
    with governing(DISTRICT):
        assert compare(calls, here, account.pk, foreign=objects) == []
    compared["mutations"] += calls.made


def test_a_wall(furnished: World, objects: Objects, compared: Counter[str]) -> None:
    """A display seat has a board, and no mutation: neither over HTTP nor on its socket."""
    _, key = make_display_seat(furnished.office, "大厅屏")
    calls = Calls(Asking(furnished), None)
    seat = seat_of_key(key)

    assert seat is not None and audience_of(viewer_at(seat)) is not None
    assert compare(calls, objects, _nobody(objects)) == []
    for target in TARGETS:
        document = document_of(target.mutation, target.field, _selection(target.field))
        with pytest.raises(Unfit):
            subscription_of({"query": document, "variables": {}})
    compared["mutations"] += calls.made


def _nobody(objects: Objects) -> int:
    objects.expected.posts[0] = []
    return 0


def test_every_answer_is_an_answer(furnished: World, ask: Asking) -> None:
    """Arguments are made so that no mutation is refused for its shape before an object is looked for."""
    for target in (one for one in TARGETS if one.first and one.kind != "open"):
        content = json.loads(Calls(ask, "office")(target, NOWHERE, a_key())[1])
        codes = {error["extensions"]["code"] for error in content.get("errors", ())}
        assert "BAD_REQUEST" not in codes, (target, content)
