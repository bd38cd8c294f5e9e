"""What fields weigh in a document: each that is dear fills the measure, and no odd number takes anything off it."""

from __future__ import annotations

import pytest
from graphql import OperationDefinitionNode, parse

from api.running.documents import graphql_schema
from api.running.limits import MAX_COST, WEIGHTS, Judge
from support.asking import Asking

SPARE = 11  # less than what any of the dear fields comes to, and more than they would without their weight
STEPS = "cases(first: 100) { edges { node { allowedSteps { step } " + "outstanding " * 4 + "id " * 7 + "} } }"
DEAR = {
    "Case.allowedSteps": 'case(id: "1") { allowedSteps { step } }',
    "Case.outstanding": 'case(id: "1") { outstanding }',
    "Query.similarCases": 'similarCases(title: "公交") { id }',
    "Query.caseCounts": "caseCounts { todo }",
    "Query.dutyCounts": "dutyCounts { count }",
    "Query.accounts": "accounts { id }",
    "Query.checkPack": 'checkPack(body: "") { message }',
    "Query.comparePacks": 'comparePacks(left: "1", right: "2") { path }',
    "Query.previewPack": 'previewPack(body: "") { running }',
}
PARTS = "{ cases(first: 100) { edges { node { assignments { %s} } } } }"
HEAVY = "edges { node { " + "id title version caseNo " * 30 + "} }"
LENGTH = "提交的内容超出允许的长度"
SIGN_IN = 'signIn(username: "a", password: "b") { refusal { code } }'
CHANGE = 'changePassword(current: "a", new: "b") { refusal { code } }'


def nearly_all() -> str:
    """Fields that leave SPARE of the measure."""
    (operation,) = parse(f"{{ {STEPS} }}").definitions
    assert isinstance(operation, OperationDefinitionNode)
    more, rest = divmod(MAX_COST - SPARE - Judge(graphql_schema, {}, {}).operation(operation) - 1, 3)
    return f"{STEPS} me {{ {'id name readOnly ' * more} {'__typename ' * rest} }}"


def test_every_weight_is_looked_at() -> None:
    assert DEAR.keys() == WEIGHTS.keys()


@pytest.mark.parametrize("field", DEAR)
def test_a_dear_field_does_not_fit_where_a_plain_one_does(ask: Asking, field: str) -> None:
    assert ask.code("office", f"{{ {nearly_all()} government {{ code name shortName }} }}") == ""
    assert ask.code("office", f"{{ {nearly_all()} {DEAR[field]} }}") == "TOO_COMPLEX"


def test_a_list_without_a_page_counts_as_five_rows(ask: Asking) -> None:
    assert ask.code("office", PARTS % ("id " * 23)) == ""
    assert ask.code("office", PARTS % ("id " * 24)) == "TOO_COMPLEX"


@pytest.mark.parametrize("first", ["-100", "-100000"])
@pytest.mark.parametrize("way", ["literal", "variable", "default"])
def test_a_page_of_less_than_one_row_takes_nothing_off(ask: Asking, first: str, way: str) -> None:
    heavy = f"a: cases(first: 100) {{ {HEAVY} }}"
    given = {"literal": first, "variable": "$n", "default": "$n"}[way]
    head = {"literal": "", "variable": "query($n: Int) ", "default": f"query($n: Int = {first}) "}[way]
    document = f"{head}{{ {heavy} b: cases(first: {given}) {{ edges {{ node {{ id title version }} }} }} }}"

    answer = ask("office", document, **({"n": int(first)} if way == "variable" else {}))

    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "TOO_COMPLEX"
    assert "cost" in error["extensions"]["detail"]


def test_a_variable_that_is_left_out_counts_as_its_document_declares(ask: Asking) -> None:
    texts = " ".join(
        f"a{n}: body" for n in range(8)
    )  # 3 pages of these fit, the 20 of a page without a size do not
    document = (
        f"query($n: Int = 3, $m: Int) {{ cases(first: $n, year: $m) {{ edges {{ node {{ {texts} }} }} }} }}"
    )

    assert ask.code("office", document) == ""
    assert ask.code("office", document, m=2026) == ""
    assert ask.code("office", document, n=20) == "TOO_COMPLEX"


def test_what_a_document_declares_does_not_hide_what_is_given(ask: Asking) -> None:
    document = f"query($n: Int = 1) {{ cases(first: $n) {{ {HEAVY} }} }}"

    assert ask.code("office", document) == ""
    assert ask.code("office", document, n=100) == "TOO_COMPLEX"


@pytest.mark.parametrize(
    "number", ["9" * 401, "-" + "9" * 400, "1." + "0" * 399, "1e" + "9" * 399, "9" * 5_000]
)
@pytest.mark.parametrize(
    "document",
    [
        "{ cases(first: %s) { edges { cursor } } }",
        "query($n: Int = %s) { cases(first: $n) { edges { cursor } } }",
        "{ me { id @include(if: %s) } }",
    ],
)
def test_a_number_without_end_is_refused_by_its_length(stranger: Asking, number: str, document: str) -> None:
    long, short = stranger(None, document % number), stranger(None, document % "1")

    (error,) = long["errors"]
    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert LENGTH in error["message"]
    assert LENGTH not in short["errors"][0]["message"]


@pytest.mark.parametrize("bad", ["9" * 401, '"\\u0000"'])
def test_one_odd_value_among_plain_ones_is_seen_wherever_it_stands(stranger: Asking, bad: str) -> None:
    asked = "a: case(id: %s) { id } b: case(id: %s) { id } c: case(id: %s) { id }"

    for place in range(3):
        values = [bad if place == one else plain for one, plain in enumerate(('"1"', "1", "1"))]
        assert stranger.code(None, f"{{ {asked % tuple(values)} }}") == "BAD_REQUEST"
    assert stranger.code(None, f"{{ {asked % (1, 1, 1)} }}") != "BAD_REQUEST"


def test_a_number_of_four_hundred_digits_is_a_number(stranger: Asking) -> None:
    assert stranger.code(None, "{ cases(first: %s) { edges { cursor } } }" % ("9" * 400)) == "TOO_COMPLEX"


@pytest.mark.parametrize(("field", "name"), [(SIGN_IN, "signIn"), (CHANGE, "changePassword")])
@pytest.mark.parametrize(
    "document",
    [
        "mutation { a: %s b: %s }",
        "mutation { a: %s ...f } fragment f on Mutation { b: %s }",
        "mutation { ... on Mutation { a: %s } ... { b: %s } }",
    ],
)
def test_one_request_is_one_try_at_a_password(stranger: Asking, document: str, field: str, name: str) -> None:
    (error,) = stranger(None, document % (field, field))["errors"]

    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert f"“{name}”" in error["message"]
    assert "errors" not in stranger(None, f"mutation {{ {SIGN_IN} }}")


def test_ten_changes_are_one_request(stranger: Asking) -> None:
    ten = "mutation { " + " ".join(f"a{n}: signOut {{ ok }}" for n in range(10)) + " }"

    assert stranger.code(None, ten) == ""
