"""The schema as others read it: described throughout, and its snapshot is the newest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphene.utils.str_converters import to_camel_case
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLObjectType

from api.cases.steps import MUTATIONS, SUBJECTS
from api.schema import schema
from api.shapes.command import Command
from cases.steps import lifecycle
from cases.steps.lifecycle import BY_CODE
from transfers.lifecycle import BY_CODE as CROSSINGS

SNAPSHOT = Path(__file__).parents[2] / "graphql" / "schema.graphql"
# No person takes them, so no mutation does; a case from elsewhere is taken in by signing for its envelope.
BY_THE_SYSTEM = {step.code for step in BY_CODE.values() if not step.roles | step.committee} | {"receive"}
BUILT_IN = {"String", "Int", "Boolean", "Float", "ID", "Date", "DateTime"}


def described() -> Iterator[tuple[str, str | None]]:
    """Everything that has a description, with it."""
    for name, kind in schema.graphql_schema.type_map.items():
        if name.startswith("__") or name in BUILT_IN:
            continue
        yield name, kind.description
        if isinstance(kind, GraphQLEnumType):
            yield from ((f"{name}.{value}", one.description) for value, one in kind.values.items())
        if isinstance(kind, GraphQLObjectType | GraphQLInputObjectType):
            for field, one in kind.fields.items():
                yield f"{name}.{field}", one.description
                for argument, given in getattr(one, "args", {}).items():
                    yield f"{name}.{field}({argument})", given.description


def test_the_snapshot_is_newest() -> None:
    assert SNAPSHOT.read_text(encoding="utf-8") == str(schema).rstrip() + "\n", "run: lianban schema"


def test_everything_is_described_in_english() -> None:
    silent = [name for name, text in described() if not re.search("[A-Za-z]{2}", text or "")]

    assert silent == []


def test_every_step_of_a_person_is_one_mutation() -> None:
    taken = [one._meta.step.code for one in Command.__subclasses__()]

    assert sorted(taken) == sorted(BY_CODE.keys() - BY_THE_SYSTEM)


def test_a_mutation_tells_what_it_requires() -> None:
    text = schema.graphql_schema.mutation_type.fields["dispatchCase"].description

    assert "Takes the step `DISPATCH`; roles: GENERAL_OFFICE" in text


def test_a_command_that_names_no_step_is_refused_at_import() -> None:
    with pytest.raises(TypeError, match="names no step"):
        type("Nameless", (Command,), {"__doc__": "No step."})


def test_a_command_takes_key_and_subject_of_its_machine() -> None:
    arguments = schema.graphql_schema.mutation_type.fields["signReply"].args

    assert list(arguments) == ["key", "replyId"]
    assert lifecycle.SIGN_REPLY.machine == "REPLY"


def test_allowed_steps_name_their_mutation_and_its_argument() -> None:
    fields = schema.graphql_schema.mutation_type.fields

    assert sorted(MUTATIONS) == sorted(BY_CODE.keys() - BY_THE_SYSTEM)
    for code, name in MUTATIONS.items():
        if code != "register":
            assert to_camel_case(SUBJECTS[BY_CODE[code].machine]) in fields[name].args, code


# Labels without a code, and why.
PLAIN_LABELS = {
    "UpperOpinion.resultClassLabel": "as another government calls it, whose codes are not known here",
    "CaseEvent.subjectLabel": "the name of a unit",
    "AllowedStep.subjectLabel": "the name of a unit",
    "CaseEvent.fromLabel": "fromState",
    "CaseEvent.toLabel": "toState",
    "EventFact.label": "free words of a step",
    "CaseHolder.label": "a line made of names",
    "ComingReport.label": "words of the pack",
    "OperatorChange.byLabel": "the name of a person",
    "AccountChange.byLabel": "the name of a person",
    "DemoSeat.roleLabel": "for the eye only: the account tells its roles",
}
# Codes that are no fixed list: packs, schemes and governments make their own.
FREE_CODES = {
    "CaseEvent.fromState": "of one of five machines",
    "CaseEvent.toState": "of one of five machines",
    "AssessmentEvidence.reason": "grows with every formula of an assessment",
    "FeedbackRound.channel": "of the rule pack",
}


def fields_of_objects() -> Iterator[tuple[str, str, GraphQLObjectType]]:
    """Type and field, with all fields of the type."""
    for name, kind in schema.graphql_schema.type_map.items():
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__"):
            yield from ((name, field, kind) for field in kind.fields)


def test_beside_every_label_stands_its_code() -> None:
    alone = set()
    for name, field, kind in fields_of_objects():
        if field == "label" and not {"code", "step"} & kind.fields.keys():
            alone.add(f"{name}.{field}")
        elif field.endswith(("Label", "Labels")):
            code = field.removesuffix("s").removesuffix("Label")
            if not {code, f"{code}s"} & kind.fields.keys():
                alone.add(f"{name}.{field}")

    assert alone == PLAIN_LABELS.keys()


def test_what_is_described_as_a_code_is_an_enum_unless_others_make_it() -> None:
    told = set()
    for name, field, kind in fields_of_objects():
        one = kind.fields[field]
        is_text = str(one.type).strip("!") == "String"
        if is_text and re.search(r"\bas a code\b|\ba code of\b|[A-Z]{4,}, [A-Z]{4,}", one.description or ""):
            told.add(f"{name}.{field}")

    assert told == FREE_CODES.keys()


def test_values_of_enums_are_written_in_capitals() -> None:
    odd = {
        name
        for name, kind in schema.graphql_schema.type_map.items()
        if isinstance(kind, GraphQLEnumType) and not name.startswith("__")
        if not all(re.fullmatch(r"[A-Z][A-Z_]*", value) for value in kind.values)
    }

    assert odd == set()


def test_names_of_steps_are_the_stored_codes_in_capitals() -> None:
    for name, stored in (("StepCode", BY_CODE), ("CrossingCode", CROSSINGS)):
        kind = schema.graphql_schema.type_map[name]
        assert {code: kind.serialize(code) for code in stored} == {code: code.upper() for code in stored}
