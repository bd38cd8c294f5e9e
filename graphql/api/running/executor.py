"""graphql-core's executor with two short cuts: leaves, and the case list, where its selection allows it."""

from __future__ import annotations

from typing import Any

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLOutputType,
    Undefined,
    get_argument_values,
    located_error,
)

from api.cases.fast import Plan, plan_of, serve
from api.running.budget import Stopped, size_of, too_slow, whole_size_of
from api.running.errors import ran_out_of_time
from api.running.graphql_private import ExecutionContext, Path
from api.running.leaves import Leaf, leaves_of

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
