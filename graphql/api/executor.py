"""graphql-core's executor with two short cuts: leaves, and the case list, where its selection allows it."""

from __future__ import annotations

from typing import Any

from graphql import FieldNode, GraphQLObjectType, OperationDefinitionNode, located_error
from graphql.execution import ExecutionContext
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path, Undefined

from api.cases.fast import Plan, plan_of, serve
from api.context import Context
from api.leaves import Leaf, leaves_of

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
        """Leaves at once, other fields one by one."""
        leaves = leaves_of(parent_type)
        results: dict[str, Any] = {}
        for key, nodes in fields.items():
            leaf = leaves.get(nodes[0].name.value)
            here = Path(path, key, parent_type.name)
            if leaf is not None:
                results[key] = self._told(leaf, parent_type, source_value, nodes, here)
            else:
                found = self.execute_field(parent_type, source_value, nodes, here)
                if found is not Undefined:
                    results[key] = found
        return results

    def _told(
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
            return serve(self.context_value, plan, arguments)
        except Exception as raw:  # as the original does: any error is an error of this field
            self.handle_field_error(located_error(raw, field_nodes, path.as_list()), known.type, path)
            return None

    def _plan(self, parent: GraphQLObjectType, nodes: list[FieldNode]) -> Plan | None:
        if nodes[0].name.value != LIST or parent is not self.schema.query_type or len(nodes) > 1:
            return None
        plans = self.context_value.plans
        plan = plans.get(id(nodes[0]), UNKNOWN)
        if plan is UNKNOWN:
            plan = plans[id(nodes[0])] = plan_of(nodes[0], self.fragments)
        found: Plan | None = plan
        return found


def is_plain_list(context: Context, operation: OperationDefinitionNode) -> bool:
    """Whether an operation is known to be nothing but one list with a plan, asked by a seat that may write."""
    fields = operation.selection_set.selections
    if len(fields) != 1 or context.government is None:
        return False
    plan = context.plans.get(id(fields[0]))
    return isinstance(plan, Plan) and (context.guess is not None or not context.actor.read_only)
