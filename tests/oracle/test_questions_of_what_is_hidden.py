"""Every question that takes an object's id answers, of one that its asker may not see, as of one that never was."""

from __future__ import annotations

from collections import Counter
from typing import Any

from graphql import GraphQLField, get_named_type, is_required_argument

from api.schema import schema
from support.asking import Asking
from support.everything import arguments_of, document_of
from support.oracle.hidden import KINDS, Objects
from support.world import World

NOWHERE = 987654321
QUESTIONS = schema.graphql_schema.query_type.fields
VIEWERS = (
    "office", "administrator", "npc", "npc_seat", "cppcc", "cppcc_seat", "water_clerk", "roads_officer", "parks_head",
    "health_officer", "two_posts",
)  # fmt: skip


def ids_of(name: str, field: GraphQLField) -> dict[str, str]:
    """The arguments of the type ID of a question, and what each names."""
    found = {}
    for one, given in field.args.items():
        if get_named_type(given.type).name == "ID":
            kind = KINDS.get(f"{name}.{one}") or KINDS.get(one)
            assert kind, f"{name}({one}:) names an object that support/oracle/hidden.py does not know"
            found[one] = kind
    return found


def answer(ask: Asking, who: str, name: str, argument: str, row: int) -> tuple[Any, ...]:
    """All that comes back."""
    field = QUESTIONS[name]
    made = arguments_of(field, **{"id": str(NOWHERE), argument: str(row)})
    given = {one: made[one] for one in made if one == argument or is_required_argument(field.args[one])}
    document = document_of(name, field, "{ __typename }").replace("mutation", "query", 1)
    response = ask.response(who, document, given, **{"X-Request-Id": "the-same-for-all"})
    return response.status_code, response.content, sorted(response.headers.items())


def test_what_is_hidden_is_answered_as_what_never_was(
    furnished: World, objects: Objects, ask: Asking, compared: Counter[str]
) -> None:
    wrong, seen = [], Counter[str]()
    for who in VIEWERS:
        account = furnished.actors[who].account_id or 0
        for name, field in QUESTIONS.items():
            for argument, kind in ids_of(name, field).items():
                if kind == "open":
                    continue
                nothing = answer(ask, who, name, argument, NOWHERE)
                hidden = objects.of(account, kind, seen=False)
                told = {row: answer(ask, who, name, argument, row) for row in hidden}
                wrong += [
                    f"{who}: {name}({argument}: {row}): {one[1]!r}"
                    for row, one in told.items()
                    if one != nothing
                ]
                compared["questions"] += len(told)
                shown = objects.of(account, kind, seen=True)
                seen[name] += sum(answer(ask, who, name, argument, row) != nothing for row in shown)
    assert wrong == []
    assert {name for name, number in seen.items() if not number} <= {
        "similarCases"
    }  # which leaves one out, and no more
