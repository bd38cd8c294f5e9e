"""Document limits, judged on the syntax tree before validation: depth, aliases, directives, cost.

Cost is the number of fields an answer may hold: a list multiplies what is in it, by its ``first`` or by a guess.
Size is what its long texts come to, each as long as it may be: an alias of one weighs as much as the text itself.
Fragments are judged once, so that a document that repeats them cannot make the judgement itself expensive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_object_type,
)
from graphql.language import Visitor, visit

from api.running.budget import LARGEST
from api.running.errors import BAD_REQUEST, TOO_COMPLEX, ApiError

MAX_TOKENS: Final = 2_000
MAX_PERSISTED_TOKENS: Final = 6_000
MAX_DEPTH: Final = 12
MAX_ALIASES: Final = 30
MAX_DIRECTIVES: Final = 30
MAX_OVERLAPS: Final = 3_000  # pairs of equal names: what validation compares with one another
MAX_COST: Final = 12_000
LONGEST_NUMBER: Final = 400  # digits of a literal
BYTES: Final = 3  # of one Chinese character
MAX_MUTATIONS: Final = 10
GUESS: Final = 5  # rows of a list that has no ``first``
ONCE: Final = ("signIn", "changePassword")  # an alias must not be a second try
WEIGHTS: Final = {  # in fields: what these cost beyond being one
    "Case.allowedSteps": 60,
    "Case.outstanding": 10,
    "Query.similarCases": 400,
    "Query.caseCounts": 200,
    "Query.dutyCounts": 100,
    "Query.accounts": 200,
    "Query.checkPack": 400,
    "Query.comparePacks": 400,
    "Query.previewPack": 3000,
}
LONGEST: Final = {  # characters that a text may have, where that is more than a line or two
    "Case.body": 60_000,
    "CoOpinion.text": 60_000,
    "Envelope.body": 60_000,
    "EnvelopeAnswer.body": 60_000,
    "EnvelopeEvent.text": 60_000 // GUESS,  # an answer or an opinion: one among the events of an envelope
    "FormerDraft.body": 60_000,
    "Reply.body": 60_000,
    "ReplyVersion.body": 60_000,
    "RulePack.body": 60_000,
    "RulePackDraft.body": 60_000,
    "ShippedPack.body": 60_000,
    "UpperOpinion.text": 60_000,
    "AssessmentScheme.text": 85_000,  # of three bytes each, what a request can bring
    "AssessmentTemplate.text": 85_000,
    "Case.requirements": 2_000,
    "CaseEvent.reason": 2_000,
    "Commitment.content": 2_000,
    "Commitment.progress": 2_000,
    "DueDay.reason": 2_000,
    "Envelope.requirements": 2_000,
    "EnvelopeEvent.reason": 2_000,
    "ExtensionRequest.reason": 2_000,
    "ExtensionRequest.statement": 2_000,
    "FeedbackRound.opinion": 2_000,
    "HolidayNotice.reason": 2_000,
    "Meeting.summary": 2_000,
    "ReturnRequest.reason": 2_000,
    "ReturnRequest.statement": 2_000,
    "UrgeNotice.answer": 2_000,
    "UrgeNotice.text": 2_000,
}
SYSTEM: Final = ("__schema", "__type")


def too_complex(detail: str) -> ApiError:
    """The refusal of a document that would cost too much."""
    return ApiError(TOO_COMPLEX, "too_complex", status=400, detail=detail)


class Weight(NamedTuple):
    """What a part of a document may come to: fields, bytes of long texts, levels."""

    cost: int = 0
    size: int = 0
    depth: int = 0

    def beside(self, other: Weight) -> Weight:
        """Both, in one object."""
        return Weight(self.cost + other.cost, self.size + other.size, max(self.depth, other.depth))


@dataclass(slots=True)
class Judge:
    """Walks one document once; ``counts`` says which variables its cost depends on.

    Without ``variables`` it looks for what is too much whatever they are: there a page counts as one row.
    """

    schema: GraphQLSchema
    variables: Mapping[str, Any] | None
    fragments: dict[str, FragmentDefinitionNode]
    counts: set[str] = field(default_factory=set)
    _known: dict[str, Weight] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)
    _declared: dict[str, int] = field(default_factory=dict)

    def operation(self, node: OperationDefinitionNode) -> int:
        """The cost of an operation; TOO_COMPLEX when it is too deep or too dear."""
        root = self.schema.get_root_type(node.operation)
        for one in node.variable_definitions or ():
            if isinstance(one.default_value, IntValueNode):
                self._declared[one.variable.name.value] = int(one.default_value.value)
        cost, size, depth = self._selection(node.selection_set, root)
        if size > LARGEST:
            raise too_complex(f"texts of {size} bytes > {LARGEST}")
        if depth > MAX_DEPTH:
            raise too_complex(f"depth {depth} > {MAX_DEPTH}")
        if cost > MAX_COST:
            raise too_complex(f"cost {cost} > {MAX_COST}")
        return cost

    def _selection(self, selection: SelectionSetNode | None, parent: Any) -> Weight:
        weight = Weight()
        for node in selection.selections if selection else ():
            weight = weight.beside(self._one(node, parent))
        return weight

    def _one(self, node: Any, parent: Any) -> Weight:
        if isinstance(node, FieldNode):
            return self._field(node, parent)
        if isinstance(node, InlineFragmentNode):
            return self._selection(node.selection_set, parent)
        return self._fragment(node, parent)

    def _fragment(self, node: FragmentSpreadNode, parent: Any) -> Weight:
        name = node.name.value
        if name in self._known:
            return self._known[name]
        fragment = self.fragments.get(name)
        if fragment is None:
            return Weight()  # validation will say so
        if name in self._open:
            raise ApiError(BAD_REQUEST, "bad_document", status=400, detail="circular fragments")
        self._open.add(name)
        on = self.schema.get_type(fragment.type_condition.name.value) or parent
        self._known[name] = self._selection(fragment.selection_set, on)
        self._open.discard(name)
        return self._known[name]

    def _field(self, node: FieldNode, parent: Any) -> Weight:
        name = node.name.value
        if name in SYSTEM:
            return Weight(1, 0, 1)  # introspection is allowed or not; its depth is its own
        known = parent.fields.get(name) if isinstance(parent, GraphQLObjectType) else None
        inner = get_named_type(known.type) if known else None
        below = self._selection(node.selection_set, inner if is_object_type(inner) else None)
        place, rows = f"{parent.name}.{name}" if known else "", self._rows(node, known)
        cost = 1 + WEIGHTS.get(place, 0) + below.cost * rows
        return Weight(cost, BYTES * LONGEST.get(place, 0) + below.size * rows, 1 + below.depth)

    def _rows(self, node: FieldNode, known: Any) -> int:
        """By how much a field multiplies what is in it."""
        if node.name.value == "edges":
            return 1  # its connection's ``first`` has counted the rows
        if known is not None and "first" in known.args:
            return self._first(node, known.args["first"].default_value)
        return GUESS if known is not None and is_list_type(get_nullable_type(known.type)) else 1

    def _first(self, node: FieldNode, default: Any) -> int:
        given = next((one.value for one in node.arguments if one.name.value == "first"), None)
        value: Any = default
        if isinstance(given, IntValueNode):
            value = int(given.value)
        elif isinstance(given, VariableNode):
            value = self._of_variable(given.name.value, default)
        return max(value, 1) if isinstance(value, int) else default

    def _of_variable(self, name: str, default: Any) -> Any:
        self.counts.add(name)
        if self.variables is None:
            return self._declared.get(name, 1)
        return self.variables.get(name, self._declared.get(name, default))


class CostTally(Visitor):
    """Counts what may be repeated without end: aliases, directives, names; and finds NUL characters."""

    def __init__(self) -> None:
        super().__init__()
        self.aliases = self.directives = self.overlaps = 0
        self.nul = self.endless = False
        self._seen: Counter[str] = Counter()

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        """Aliases, and names that occur again."""
        self.aliases += node.alias is not None
        name = (node.alias or node.name).value
        self.overlaps += self._seen[name]
        self._seen[name] += 1

    def enter_directive(self, *_: Any) -> None:
        """Directives."""
        self.directives += 1

    def enter_int_value(self, node: Any, *_: Any) -> None:
        """Numbers: Python itself refuses to read those of thousands of digits."""
        self.endless = self.endless or len(node.value) > LONGEST_NUMBER

    enter_float_value = enter_int_value

    def enter_string_value(self, node: Any, *_: Any) -> None:
        """Literals."""
        self.nul = self.nul or "\x00" in node.value


def check_shape(document: DocumentNode) -> None:
    """Refuse what is wrong whatever the variables are: too many aliases or directives, a NUL in a literal."""
    tally = CostTally()
    visit(document, tally)
    if tally.nul:
        raise ApiError(BAD_REQUEST, "bad_text", status=400)
    if tally.endless:
        raise ApiError(BAD_REQUEST, "bad_length", status=400)
    if tally.aliases > MAX_ALIASES:
        raise too_complex(f"{tally.aliases} aliases > {MAX_ALIASES}")
    if tally.directives > MAX_DIRECTIVES:
        raise too_complex(f"{tally.directives} directives > {MAX_DIRECTIVES}")
    if tally.overlaps > MAX_OVERLAPS:
        raise too_complex(f"{tally.overlaps} repeated names > {MAX_OVERLAPS}")


def check_mutation(names: list[str]) -> None:
    """Refuse an operation with too many changes, or with a second try at a password."""
    if len(names) > MAX_MUTATIONS:
        raise too_complex(f"{len(names)} mutations > {MAX_MUTATIONS}")
    for name in ONCE:
        if names.count(name) > 1:
            raise ApiError(BAD_REQUEST, "once_only", status=400, field=name)
