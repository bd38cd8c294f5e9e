"""Running one question: from its text and variables to the bytes of its answer.

A query runs in one read-only transaction under the government's reading role and sees one moment of the
database; a mutation's command opens its own transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLOutputType,
    OperationDefinitionNode,
    OperationType,
    Undefined,
    get_argument_values,
    located_error,
)

from api.cases.fast import Plan, plan_of, serve
from api.running import budget
from api.running.budget import Budget, Stopped, size_of, too_large, too_slow, whole_size_of
from api.running.context import Context
from api.running.documents import Document, allowlist, document_of, graphql_schema, text_of
from api.running.errors import (
    BAD_REQUEST,
    ApiError,
    body_of,
    database_away,
    described,
    internal,
    ran_out_of_time,
)
from api.running.graphql_private import ExecutionContext, Path, assume_not_awaitable, execute
from api.running.leaves import Leaf, leaves_of
from governments.entering.scope import snapshot
from kernel import json_text
from kernel.outages import is_outage


@dataclass(frozen=True, slots=True)
class Question:
    """What a request asks: a text, or the digest of a known one."""

    text: str | None = None
    digest: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The response's status and body."""

    status: int
    body: bytes


def answer(context: Context, question: Question) -> Answer:
    """Run a question; every error becomes part of the answer."""
    try:
        document = _document(context, question)
        operation = document.operation(question.operation)
        if operation.operation is OperationType.SUBSCRIPTION:
            raise ApiError(BAD_REQUEST, "no_subscription", status=400)
        document.check_cost(operation, question.variables)
        return Answer(200, _run(context, document, operation, question))
    except ApiError as error:
        return failed(error)
    except Stopped as stopped:
        return failed(stopped.error)
    except Exception as error:  # the caller gets a number, the log the rest
        if ran_out_of_time(error):
            return failed(too_slow())
        if is_outage(error):
            return failed(database_away())
        return Answer(500, json_text.dumps({"errors": [internal(error)]}))


def failed(error: ApiError) -> Answer:
    """The answer to a request that was not run."""
    return Answer(error.status, json_text.dumps({"errors": [body_of(error)]}))


def _document(context: Context, question: Question) -> Document:
    detailed = False
    text = question.text
    known = text_of(question.digest) if question.digest else None
    if known is None and question.digest and text is None:
        raise ApiError("PERSISTED_QUERY_NOT_FOUND", "persisted_unknown")
    if known is None:
        _refuse_unknown(context, text or "", question.digest)
        detailed = context.signed_in
    return document_of(known or text or "", persisted=known is not None, detailed=detailed)


def _refuse_unknown(context: Context, text: str, digest: str | None) -> None:
    if digest and hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != digest:
        raise ApiError(BAD_REQUEST, "persisted_mismatch", status=400)
    if allowlist() and not context.signed_in and text_of(_digest(text)) is None:
        raise ApiError(BAD_REQUEST, "persisted_only", status=400)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _run(
    context: Context, document: Document, operation: OperationDefinitionNode, question: Question
) -> bytes:
    context.plans = document.plans
    context.budget = Budget()
    with _unit_of_work(context, operation):
        result: Any = execute(
            graphql_schema,
            document.ast,
            context_value=context,
            variable_values=dict(question.variables),
            operation_name=question.operation,
            is_awaitable=assume_not_awaitable,
            execution_context_class=Executor,
        )
    body: dict[str, Any] = {}
    if result.errors:
        if any(error.original_error and is_outage(error.original_error) for error in result.errors):
            raise database_away()
        body["errors"] = [described(error) for error in result.errors]
    body["data"] = result.data
    encoded = json_text.dumps(body)
    if len(encoded) > budget.LARGEST:
        raise too_large()
    return encoded


def _unit_of_work(context: Context, operation: OperationDefinitionNode) -> AbstractContextManager[None]:
    """A snapshot for a query, in which the viewer's seats are read too; commands open what they need themselves."""
    if operation.operation is not OperationType.QUERY:
        return nullcontext()
    _ = context.signed_in  # asked before it: Django may end a session when it meets it, which writes
    return snapshot()


# graphql-core's executor with two short cuts: leaves, and the case list, where its selection allows it.

LIST = "cases"
UNKNOWN = object()


class Executor(ExecutionContext):
    """Everything by the book, except leaves and ``Query.cases``. Nothing here is awaitable."""

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        path: Path | None,
        fields: dict[str, list[FieldNode]],
    ) -> dict[str, Any]:
        """Leaves at once, other fields one by one; the object is counted against the answer's budget."""
        leaves = leaves_of(parent_type)
        results: dict[str, Any] = {}
        size = 0
        for key, nodes in fields.items():
            leaf = leaves.get(nodes[0].name.value)
            here = Path(path, key, parent_type.name)
            if leaf is not None:
                found = self._leaf_value(leaf, parent_type, source_value, nodes, here)
            else:
                found = self.execute_field(parent_type, source_value, nodes, here)
            if found is not Undefined:
                results[key] = found
                size += len(key) + size_of(found)
        self.context_value.budget.spend(size)
        return results

    def handle_field_error(self, error: GraphQLError, return_type: GraphQLOutputType, path: Path) -> None:
        """A statement that ran out of time ends the whole answer: its transaction is of no use any more."""
        if ran_out_of_time(error.original_error):
            raise Stopped(too_slow()) from error
        super().handle_field_error(error, return_type, path)

    def _leaf_value(
        self, leaf: Leaf, parent: GraphQLObjectType, source: Any, nodes: list[FieldNode], path: Path
    ) -> Any:
        try:
            if leaf.name is not None:
                value = leaf.plainly(source)
            else:
                value = leaf.resolve(source, self.build_resolve_info(leaf.field, nodes, parent, path))
            told = None if value is None else leaf.serialize(value)
            if told is None and not (value is None and leaf.nullable):  # the original says what is wrong
                info = self.build_resolve_info(leaf.field, nodes, parent, path)
                return self.complete_value(leaf.field.type, nodes, info, path, value)
        except Exception as raw:  # as the original does: any error is an error of this field
            self.handle_field_error(located_error(raw, nodes, path.as_list()), leaf.field.type, path)
            return None
        return told

    def execute_field(
        self, parent_type: GraphQLObjectType, source: Any, field_nodes: list[FieldNode], path: Path
    ) -> Any:
        """By the plan of this field, when it has one."""
        plan = self._plan(parent_type, field_nodes)
        if plan is None:
            return super().execute_field(parent_type, source, field_nodes, path)
        known = parent_type.fields[LIST]
        try:
            arguments = get_argument_values(known, field_nodes[0], self.variable_values)
            served = serve(self.context_value, plan, arguments)
            if plan.row.has_long_texts:
                self.context_value.budget.spend(whole_size_of(served))
            return served
        except Exception as raw:  # as the original does: any error is an error of this field
            self.handle_field_error(located_error(raw, field_nodes, path.as_list()), known.type, path)
            return None

    def _plan(self, parent: GraphQLObjectType, nodes: list[FieldNode]) -> Plan | None:
        if nodes[0].name.value != LIST or parent is not self.schema.query_type or len(nodes) > 1:
            return None
        plans = self.context_value.plans
        plan = plans.get(id(nodes[0]), UNKNOWN)
        if plan is UNKNOWN:
            plan = plans[id(nodes[0])] = plan_of(nodes[0], parent.fields[LIST].type, self.fragments)
        found: Plan | None = plan
        return found
