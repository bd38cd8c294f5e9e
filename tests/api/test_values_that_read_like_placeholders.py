"""Values that read like a placeholder of a prepared statement are values: no filter of the list takes one for it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLField, GraphQLList, GraphQLNonNull, get_named_type

from api.cases.lists import ORDERS
from api.running.documents import graphql_schema
from api.shapes.cursors import cursor_of
from cases.models import Case, CaseSession
from kernel.sql import statements
from kernel.sql.statements import (
    ACCOUNT_PARAM,
    DAY_PARAM,
    KEY_PARAM,
    KEYS_PARAM,
    MOMENT_PARAM,
    TEXT_PARAM,
    TEXTS_PARAM,
    Statement,
)
from support.asking import Asking
from support.build import a_filed_case
from support.governments import CITY
from support.world import World

PLACEHOLDERS = [value for name, value in vars(statements).items() if name.endswith("_PARAM")]
# The same values made anew, as they come from a request or a row.
TWINS: list[Any] = [
    int(str(KEY_PARAM)),
    int(str(ACCOUNT_PARAM)),
    int(str(KEYS_PARAM)),
    date.fromisoformat("0001-01-01"),
    datetime.fromisoformat("0001-01-01T00:00:00+00:00").astimezone(UTC),
    TEXT_PARAM[:1] + TEXT_PARAM[1:],
    TEXTS_PARAM[:1] + TEXTS_PARAM[1:],
]


@pytest.mark.parametrize("twin", TWINS, ids=repr)
def test_what_is_equal_to_a_placeholder_is_a_value(twin: Any) -> None:
    assert twin in PLACEHOLDERS

    made = Statement.parametrised("SELECT %s", [twin])

    assert (made.sql, made.placeholders) == ("SELECT %s", ())
    assert made.query({}) == ("SELECT %s", [twin])


def test_the_orm_hands_every_kind_of_mark_on(world: World) -> None:
    """Recognised by identity, a placeholder that Django copied would be taken for a value, and find nothing."""
    of_case = Case.objects.filter(
        pk=KEY_PARAM,
        session=ACCOUNT_PARAM,
        registered_on__lte=DAY_PARAM,
        title=TEXT_PARAM,
    )
    texts = Case.objects.filter(pk__in=[KEYS_PARAM], title__in=[TEXTS_PARAM], events__at__gt=MOMENT_PARAM)

    placeholders = [
        {one for _, one in Statement.of(rows.values_list("pk")).placeholders} for rows in (of_case, texts)
    ]

    assert placeholders == [
        {KEY_PARAM, ACCOUNT_PARAM, DAY_PARAM, TEXT_PARAM},
        {KEYS_PARAM, TEXTS_PARAM, MOMENT_PARAM},
    ]


def cases_field() -> GraphQLField:
    """The list, with its arguments."""
    assert graphql_schema.query_type is not None
    return graphql_schema.query_type.fields["cases"]


def alike(name: str, kind: Any) -> list[Any]:
    """What one argument can be given that is, or becomes, equal to a placeholder."""
    named = get_named_type(kind)
    if name == "after":
        days, texts = (
            [date(1, 1, 1)],
            [placeholder for placeholder in PLACEHOLDERS if isinstance(placeholder, str)],
        )
        of = {"DUE": days, "REGISTERED": days, "NUMBER": texts}
        return [cursor_of(CITY, order, value, KEY_PARAM) for order in of for value in of[order]]
    if isinstance(named, GraphQLEnumType):
        plain = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        return [[*named.values] if isinstance(plain, GraphQLList) else [*named.values][-1]]
    return {
        "Int": [1, 0, -1] if name != "first" else [1],
        "ID": [str(placeholder) for placeholder in PLACEHOLDERS if isinstance(placeholder, int)],
        "String": [placeholder for placeholder in PLACEHOLDERS if isinstance(placeholder, str)],
    }[named.name]


def test_no_filter_takes_a_value_for_a_mark(ask: Asking, world: World) -> None:
    """Each argument by itself, and each with a cursor of each order, whose placeholders are in the statement then."""
    a_filed_case(world)
    arguments = cases_field().args
    head = ", ".join(f"${name}: {one.type}" for name, one in arguments.items())
    given = ", ".join(f"{name}: ${name}" for name in arguments)
    document = f"query({head}) {{ cases({given}) {{ edges {{ node {{ id }} }} }} }}"
    cursors = [{}] + [
        {"order": order.value, "after": cursor_of(CITY, order.value, value, KEY_PARAM)}
        for order in ORDERS
        for value in (None, TEXT_PARAM if order.value == "NUMBER" else date(1, 1, 1))
        if value is not None or ORDERS[order].nullable
    ]
    wrong = []
    for name, one in arguments.items():
        for value, place in product(alike(name, one.type), cursors):
            answer = ask("office", document, **(place | {name: value}))
            codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
            if codes - {"BAD_REQUEST", "NOT_FOUND"}:
                wrong.append((name, value, place, codes))

    assert wrong == []


def test_the_first_year_of_all_is_a_year(ask: Asking, world: World) -> None:
    old, new = a_filed_case(world), a_filed_case(world)
    session = CaseSession.objects.get(pk=old.session_id)
    Case.objects.filter(pk=old.pk).update(session=None, registered_on=date(1, 1, 1))
    listed = """query($year: Int, $before: Int) {
      cases(year: $year, beforeYear: $before) { edges { node { id } } } }"""

    def found(**years: int) -> list[str]:
        return [edge["node"]["id"] for edge in ask.data("office", listed, **years)["edges"]]

    assert found(year=1) == found(before=2) == [str(old.pk)]
    assert found(year=session.year) == [str(new.pk)]
    assert found(before=1) == []
