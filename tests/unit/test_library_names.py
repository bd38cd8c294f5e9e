"""What is relied on of each name that a library does not document: a new version that differs fails here first.

The names are used in one module for each library, see ``tests/architecture/test_private_names.py``.
"""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import DatabaseWrapper as Postgres
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.postgresql.schema import DatabaseSchemaEditor
from django.db.models import Value
from django.db.models.base import ModelState
from django_tenants.postgresql_backend import base as tenants
from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema, GraphQLString, parse
from psycopg import Cursor

from api.running.graphql_private import ExecutionContext, Path, assume_not_awaitable, execute
from api.schema import Mutation, Query, schema
from api.shapes.graphene_private import camel_case, classes_by_field, options_of, snake_case
from cases.models import Assignment, Case
from governments.backend.base import DatabaseWrapper
from governments.entering.sessions import SessionStore
from kernel.sql.django_private import (
    SchemaEditor,
    bare_copy,
    compiled,
    concrete_fields,
    drop_relation,
    fill,
    is_linked,
    keep_relation,
    link,
    linked,
    mark_saved,
    model_row,
    order_of,
    prefetched_relation,
    relation_field,
    text_of,
    without_key,
)
from people.models import Unit


def parameters(function: Any) -> list[str]:
    return list(inspect.signature(function).parameters)


def test_a_model_row_is_as_from_db_makes_it() -> None:
    names = [one.attname for one in concrete_fields(Unit)]
    values = [1, *("x" for _ in names[1:])]

    made, usual = model_row(Unit, names, values), Unit.from_db("default", names, values)

    assert made.__dict__.keys() == usual.__dict__.keys()
    assert made == usual
    assert vars(made._state) == vars(usual._state) == {"adding": False, "db": "default"}
    assert vars(ModelState()).keys() <= {"adding", "db"}


def test_a_bare_copy_has_the_columns_and_nothing_that_was_read_beside_them() -> None:
    case = Case(pk=1, title="关于校园周边交通的建议")
    keep_relation(case, "assignments", [Assignment(pk=2)])
    case.likeness = 5

    copy = bare_copy(case)

    assert (copy, copy.title) == (case, case.title)
    assert prefetched_relation(copy, "assignments") is None
    assert not hasattr(copy, "likeness")


def test_a_row_that_is_marked_counts_as_saved() -> None:
    row = Unit(pk=1)

    mark_saved(row)

    assert (row._state.adding, row._state.db) == (False, "default")


def test_a_compiled_queryset_names_its_columns_in_the_order_of_the_values() -> None:
    rows = Assignment.objects.select_related("unit").only("state", "unit__name").annotate(more=Value(7))

    sql, given, columns = compiled(rows)

    assert columns.names == ("id", "unit_id", "state")
    assert (columns.start, columns.annotations) == (0, (("more", 3),))
    assert [populator.model_cls for populator in columns.joined] == [Unit]
    assert sql.index('"cases_assignment"."id"') < sql.index('"people_unit"."name"')
    assert 7 in given
    row = model_row(Assignment, columns.names, (1, 5, "HANDLING"))
    columns.joined[0].populate((1, 5, "HANDLING", 7, 5, "教育局"), row)
    assert row.unit.name == "教育局"


def test_columns_the_driver_does_not_read_come_with_their_converters() -> None:
    _, _, columns = compiled(Case.objects.only("pk"))
    _, _, all_columns = compiled(Assignment.objects.all())

    assert columns.converters == ()
    assert {place for place, *_ in all_columns.converters} <= set(range(len(all_columns.names)))


def test_a_queryset_that_finds_nothing_raises() -> None:
    with pytest.raises(EmptyResultSet):
        text_of(Unit.objects.none().values_list("pk"))
    with pytest.raises(EmptyResultSet):
        compiled(Unit.objects.none())


def test_text_and_order_are_those_of_the_queryset() -> None:
    sql, given = text_of(Unit.objects.filter(code="edu").values_list("pk"))

    assert sql.startswith('SELECT "people_unit"."id"')
    assert list(given) == ["edu"]
    assert [one.descending for one in order_of(Unit.objects.order_by("-code", "pk"))] == [True, False]


def test_a_kept_relation_is_what_its_manager_gives_without_a_question() -> None:
    case, part = Case(pk=1), Assignment(pk=2)

    assert prefetched_relation(case, "assignments") is None
    found = case.assignments.all()
    fill(found, [part])
    keep_relation(case, "assignments", found)

    assert list(case.assignments.all()) == [part] == prefetched_relation(case, "assignments")
    drop_relation(case, "assignments")
    assert prefetched_relation(case, "assignments") is None


def test_a_linked_relation_is_not_asked_for() -> None:
    case, part = Case(pk=1), Assignment(pk=2)
    field = relation_field(Case, "assignments")

    assert not is_linked(field, part)
    link(field, part, case)

    assert is_linked(field, part)
    assert linked(field, part) is part.case is case
    assert (field.model, field.column) == (Assignment, "case_id")


def test_a_session_without_its_key_gets_a_new_one() -> None:
    session = SessionStore("a" * 32)

    without_key(session)

    assert session.session_key is None


def test_cursor_and_schema_editor_are_made_as_we_make_them() -> None:
    assert issubclass(ServerBindingCursor, Cursor)
    assert parameters(BaseDatabaseWrapper.make_cursor) == ["self", "cursor"]
    assert parameters(BaseDatabaseWrapper.make_debug_cursor) == ["self", "cursor"]
    assert isinstance(BaseDatabaseWrapper.queries_logged, property)
    assert parameters(DatabaseSchemaEditor._create_like_index_sql) == ["self", "model", "field"]
    assert parameters(SchemaEditor._create_like_index_sql) == ["self", "model", "field"]


def test_the_connection_overrides_what_its_libraries_call() -> None:
    assert parameters(tenants.DatabaseWrapper._handle_search_path) == ["self", "cursor"]
    assert "self._handle_search_path(" in inspect.getsource(tenants.DatabaseWrapper._cursor)
    assert "self._setting_search_path" in inspect.getsource(tenants.DatabaseWrapper._handle_search_path)
    assert parameters(tenants.DatabaseWrapper.set_tenant) == ["self", "tenant", "include_public"]
    for forgetting in ("close", "rollback", "savepoint_rollback", "set_tenant"):
        source = inspect.getsource(getattr(tenants.DatabaseWrapper, forgetting))
        assert "self.search_path_set_schemas = None" in source, forgetting
    assert parameters(Postgres._close) == parameters(DatabaseWrapper._close) == ["self"]
    assert tenants.is_valid_schema_name("yunzhou")
    assert tenants._check_schema_name("yunzhou") is None
    assert tenants.FakeTenant("public").schema_name == "public"


def test_graphql_core_calls_the_methods_that_the_executor_overrides() -> None:
    assert parameters(ExecutionContext.execute_fields) == [
        "self",
        "parent_type",
        "source_value",
        "path",
        "fields",
    ]
    assert parameters(ExecutionContext.execute_field) == [
        "self",
        "parent_type",
        "source",
        "field_nodes",
        "path",
    ]
    assert parameters(ExecutionContext.handle_field_error) == ["self", "error", "return_type", "path"]
    assert parameters(ExecutionContext.complete_value) == [
        *("self", "return_type", "field_nodes", "info", "path", "result")
    ]
    assert parameters(ExecutionContext.build_resolve_info) == [
        *("self", "field_def", "field_nodes", "parent_type", "path")
    ]
    assert {"execution_context_class", "is_awaitable", "context_value"} <= set(parameters(execute))
    assert Path(None, "cases", "Query").as_list() == ["cases"]
    assert assume_not_awaitable(object()) is False


def test_an_execution_context_knows_schema_fragments_variables_and_context() -> None:
    seen: list[Any] = []

    class Spy(ExecutionContext):
        def execute_fields(self, *given: Any) -> Any:
            seen.append((self.schema, self.fragments, self.variable_values, self.context_value))
            return super().execute_fields(*given)

    plain = GraphQLSchema(GraphQLObjectType("Query", {"a": GraphQLField(GraphQLString)}))
    document = parse("query($x: String) { ...f } fragment f on Query { a }")

    result = execute(
        plain, document, context_value=1, variable_values={"x": "2"}, execution_context_class=Spy
    )

    assert result.errors is None
    ((known, fragments, variables, context),) = seen
    assert (known, list(fragments), variables, context) == (plain, ["f"], {"x": "2"}, 1)


def test_graphene_keeps_a_mutation_s_options_and_class_behind_its_field() -> None:
    classes = classes_by_field(Mutation)

    assert options_of(classes["sign_for"]).step.code == "sign_for"
    assert (camel_case("sign_for"), snake_case("SignFor")) == ("signFor", "sign_for")
    assert {camel_case(name) for name in classes} <= set(schema.graphql_schema.mutation_type.fields)
    assert options_of(Query).name == "Query"
