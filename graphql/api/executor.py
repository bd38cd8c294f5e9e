"""graphql-core's executor with one short cut: the case list, where its selection allows it."""

from __future__ import annotations

from typing import Any

from graphql import FieldNode, GraphQLObjectType, OperationDefinitionNode, located_error
from graphql.execution import ExecutionContext
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path

from api.cases.fast import Plan, plan_of, serve
from api.context import Context

LIST = "cases"
UNKNOWN = object()


class Executor(ExecutionContext):
    """Everything by the book, except ``Query.cases``."""

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
