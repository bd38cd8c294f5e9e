"""Every lookup by id answers null, alike for what is not there and for what no id of ours names, and never an error."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from graphql import GraphQLField, GraphQLNonNull, GraphQLObjectType, get_named_type

from api.schema import schema
from api.shapes.lookups import NULL
from support.asking import Asking

QUESTIONS = schema.graphql_schema.query_type.fields
NEVER_GIVEN_OUT = ("987654321", "", "0", "-1", "1.5", "１２", " 1", "9" * 19, "abc", "Q2FzZTox", "1 OR 1=1")
# Named by an id and no object: what was done to an account is a list.
LISTS = {"accountChanges"}


def lookups() -> Iterator[tuple[str, GraphQLField]]:
    """Questions for one object of an id."""
    for name, field in QUESTIONS.items():
        if set(field.args) == {"id"} and name not in LISTS:
            yield name, field


NAMES = [name for name, _ in lookups()]


def test_the_lookups_are_these() -> None:
    assert NAMES == [
        "assessmentRun",
        "assessmentScore",
        "assessmentItem",
        "assessmentScheme",
        "envelope",
        "rulePack",
        "packDraft",
        "formerPart",
        "case",
    ]


def test_a_lookup_may_be_null_and_says_so() -> None:
    for name, field in lookups():
        assert not isinstance(field.type, GraphQLNonNull), name
        assert isinstance(get_named_type(field.type), GraphQLObjectType), name
        assert (field.description or "").endswith(NULL), name


@pytest.mark.parametrize("name", NAMES)
def test_an_id_that_names_nothing_is_null_without_an_error(ask: Asking, name: str) -> None:
    for who in ("office", "administrator", "water_clerk", "cppcc_seat"):
        for one in NEVER_GIVEN_OUT:
            answer = ask(who, f"query($id: ID!) {{ {name}(id: $id) {{ __typename }} }}", id=one)

            assert answer == {"data": {name: None}}, (who, one)


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_is_told_to_sign_in_whatever_the_id(stranger: Asking, name: str) -> None:
    for one in NEVER_GIVEN_OUT:
        code = stranger.code(None, f"query($id: ID!) {{ {name}(id: $id) {{ __typename }} }}", id=one)

        assert code == "UNAUTHENTICATED", one
