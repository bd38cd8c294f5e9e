"""What no document may do, whoever sends it; each is refused before it is validated."""

from __future__ import annotations

from typing import Any

import pytest

from api.running import documents
from support.asking import Asking

ALIASES = "{ " + " ".join(f"a{n}: me {{ id }}" for n in range(31)) + " }"
TOO_DEEP = "{ a " + "{ a " * 13 + " }" * 13 + " }"
FRAGMENTS = (
    "{ ...f0 } "
    + " ".join(f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(25))
    + " fragment f25 on Query { cases(first: 100) { edges { node { id } } } }"
)
CIRCLE = "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a me { id } }"
DIRECTIVES = "{ me " + "@include(if: true) " * 31 + "{ id } }"
REPEATED = "{ me { " + "name " * 100 + "} }"
INLINE = "{ me { " + "... on Viewer { id name readOnly } " * 70 + "} }"
BRACKETS = "{ a(b: " + "[" * 900 + "]" * 900 + ") }"
BRACES = "{a" * 900 + "}" * 900


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (ALIASES, "TOO_COMPLEX"),
        (TOO_DEEP, "TOO_COMPLEX"),
        (FRAGMENTS, "TOO_COMPLEX"),
        (CIRCLE, "BAD_REQUEST"),
        (DIRECTIVES, "TOO_COMPLEX"),
        (REPEATED, "TOO_COMPLEX"),
        (INLINE, "TOO_COMPLEX"),
        (BRACKETS, "TOO_COMPLEX"),
        (BRACES, "TOO_COMPLEX"),
        ("{ me { id } " + "x " * 2_000 + "}", "TOO_COMPLEX"),
        ("{ me { id } } #" + "x" * 16_400, "TOO_LARGE"),
        ("{ cases(first: 1000000000) { edges { node { id } } } }", "TOO_COMPLEX"),
        (
            "{ cases(first: 100) { edges { node { events { edges { node { facts { label } } } } } } } }",
            "TOO_COMPLEX",
        ),
        ("{ cases(first: 100) { edges { node { id allowedSteps { step } outstanding } } } me { id } }", ""),
        ('{ similarCases(title: "\\u0000") { id } }', "BAD_REQUEST"),
        ("{ me { id ", "BAD_REQUEST"),
        ("", "BAD_REQUEST"),
        ("subscription { workChanged { seq } }", "BAD_REQUEST"),
        ("query a { me { id } } query b { me { id } }", "BAD_REQUEST"),
        ("mutation { " + " ".join(f"a{n}: signOut {{ ok }}" for n in range(11)) + " }", "TOO_COMPLEX"),
    ],
)
def test_a_document_is_refused_by_its_shape(stranger: Asking, document: str, code: str) -> None:
    answer = stranger(None, document)

    found = answer["errors"][0]["extensions"]["code"] if "errors" in answer else ""
    assert found == code or (code == "" and found == "UNAUTHENTICATED"), answer


def test_validation_is_not_reached_by_what_is_too_complex(
    stranger: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def validated(*_: Any, **__: Any) -> None:
        raise AssertionError("validated")

    monkeypatch.setattr(documents, "validate", validated)

    for document in (ALIASES, TOO_DEEP, FRAGMENTS, CIRCLE, DIRECTIVES, INLINE, BRACKETS):
        assert stranger.code(None, document) in ("TOO_COMPLEX", "BAD_REQUEST")


def test_variables_cannot_raise_the_cost_of_a_known_document(stranger: Asking) -> None:
    document = "query($n: Int!) { cases(first: $n) { edges { node { id title } } } }"

    assert stranger.code(None, document, n=10) == "UNAUTHENTICATED"
    assert stranger.code(None, document, n=10) == "UNAUTHENTICATED"
    assert stranger.code(None, document, n=10**6) == "TOO_COMPLEX"
    assert stranger.code(None, document, n=10) == "UNAUTHENTICATED"


@pytest.mark.parametrize("first", [0, -1, 101])
def test_a_page_has_one_to_a_hundred_rows(ask: Asking, first: int) -> None:
    assert (
        ask.code("office", "query($n: Int) { cases(first: $n) { edges { cursor } } }", n=first)
        == "BAD_REQUEST"
    )


def test_a_document_is_parsed_and_validated_once(stranger: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    document = "{ government { shortName } }"
    stranger.data(None, document)

    monkeypatch.setattr(documents, "parse", None)
    monkeypatch.setattr(documents, "validate", None)

    assert stranger.data(None, document) == {"shortName": "云州"}


class TestInProduction:
    """Neither development nor demonstration: a stranger learns nothing of the schema."""

    @pytest.fixture(autouse=True)
    def production(self, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        settings.LIANBAN_DEV = settings.LIANBAN_DEMO = False
        monkeypatch.setattr(documents, "_known", type(documents._known)())

    @pytest.mark.parametrize(
        "document", ["{ __schema { types { name } } }", '{ __type(name: "Case") { name } }']
    )
    def test_introspection_is_off(self, stranger: Asking, document: str) -> None:
        assert stranger.code(None, document) == "BAD_REQUEST"

    def test_a_stranger_is_told_nothing_of_what_is_wrong(self, stranger: Asking) -> None:
        answer = stranger(None, "{ mee { id } casses { id } }")

        assert answer == {
            "errors": [
                {
                    "message": "查询语句不符合接口定义，请对照接口说明修改。",
                    "extensions": {"code": "BAD_REQUEST"},
                }
            ]
        }

    def test_a_person_is_told_what_is_wrong_without_suggestions(self, ask: Asking) -> None:
        answer = ask("office", "{ casses { id } }")

        detail = answer["errors"][0]["extensions"]["detail"]
        assert detail == "Cannot query field 'casses' on type 'Query'."

    def test_typename_is_always_served(self, stranger: Asking) -> None:
        assert stranger.data(None, "{ __typename }") == "Query"


def test_introspection_is_on_in_development(stranger: Asking) -> None:
    assert stranger.data(None, "{ __schema { queryType { name } } }") == {"queryType": {"name": "Query"}}


HEAVY = "query($n: Int%s) { cases(first: $n) { edges { node { body } } } }"


@pytest.mark.parametrize(("declared", "given", "code"), [("", 3, ""), (" = 3", None, ""), (" = 100", 3, "")])
def test_a_page_of_a_variable_s_size_is_judged_by_that_size(
    ask: Asking, declared: str, given: int | None, code: str
) -> None:
    variables = {} if given is None else {"n": given}

    assert ask.code("office", HEAVY % declared, **variables) == code


def test_a_size_that_a_document_declares_is_judged_too(ask: Asking) -> None:
    document = "query($n: Int = 100) { notices(first: $n) { edges { node { id } } } cases(first: $n) { edges { node { "
    document += "body a: body b: body } } } }"

    assert ask.code("office", document) == "TOO_COMPLEX"
