"""Documents: parsed, limited and validated once, then remembered by their text's digest."""

from __future__ import annotations

import hashlib
import os
import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    parse,
    specified_rules,
    validate,
)
from graphql.validation import NoSchemaIntrospectionCustomRule

from api.running.errors import BAD_REQUEST, TOO_LARGE, ApiError
from api.running.limits import (
    MAX_PERSISTED_TOKENS,
    MAX_TOKENS,
    Judge,
    check_mutation,
    check_shape,
    too_complex,
)
from api.schema import schema
from kernel import json_text

MAX_AD_HOC = 16 * 1024  # bytes
REMEMBERED = 512
COSTS = 64
SUGGESTION = re.compile(r" Did you mean .*", re.DOTALL)

graphql_schema = schema.graphql_schema


@dataclass(slots=True)
class Document:
    """A document that may run. ``plans`` belongs to the fast list: what it found out about the selection."""

    ast: DocumentNode
    operations: dict[str, OperationDefinitionNode]
    fragments: dict[str, FragmentDefinitionNode]
    plans: dict[int, Any] = field(default_factory=dict)
    _counts: dict[str, frozenset[str]] = field(default_factory=dict)
    _costs: set[tuple[Any, ...]] = field(default_factory=set)

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation to run; BAD_REQUEST when the name does not single one out."""
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        if name is None or name not in self.operations:
            raise ApiError(BAD_REQUEST, "which_operation", status=400)
        return self.operations[name]

    def check_cost(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> None:
        """TOO_COMPLEX when the operation with these variables would cost too much."""
        name = operation.name.value if operation.name else ""
        counts = self._counts.get(name)
        shape = (name, *(_countable(variables.get(one)) for one in sorted(counts or ())))
        if counts is not None and shape in self._costs:
            return
        judge = Judge(graphql_schema, variables, self.fragments)
        judge.operation(operation)
        self._counts[name] = frozenset(judge.counts)
        if len(self._costs) < COSTS and counts is not None:
            self._costs.add(shape)


_known: OrderedDict[str, Document] = OrderedDict()
_lock = Lock()


def document_of(text: str, *, persisted: bool, detailed: bool) -> Document:
    """The document of a text; raises ApiError. ``detailed``: errors name what is wrong with it."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    with _lock:
        known = _known.get(digest)
        if known is not None:
            _known.move_to_end(digest)
            return known
    fresh = _checked(text, persisted=persisted, detailed=detailed)
    with _lock:
        _known[digest] = fresh
        while len(_known) > REMEMBERED:
            _known.popitem(last=False)
    return fresh


def introspection_allowed() -> bool:
    """Whether the schema may be asked for: in development and demonstration only."""
    return bool(settings.LIANBAN_DEV or settings.LIANBAN_DEMO)


def _checked(text: str, *, persisted: bool, detailed: bool) -> Document:
    document = _parsed(text, persisted=persisted, detailed=detailed)
    try:
        _limit(document)
    except RecursionError as error:
        raise too_complex("nesting") from error
    rules = list(specified_rules)
    if not introspection_allowed():
        rules.append(NoSchemaIntrospectionCustomRule)
    errors = validate(graphql_schema, document.ast, rules, max_errors=5)
    if errors:
        raise _bad_document(errors, detailed=detailed)
    return document


def _limit(document: Document) -> None:
    check_shape(document.ast)
    for operation in document.operations.values():
        Judge(graphql_schema, None, document.fragments).operation(operation)
        if operation.operation is OperationType.MUTATION:
            check_mutation(_names(operation.selection_set, document.fragments))


def _parsed(text: str, *, persisted: bool, detailed: bool) -> Document:
    if not persisted and len(text.encode("utf-8", "surrogatepass")) > MAX_AD_HOC:
        raise ApiError(TOO_LARGE, "too_large", status=413, limit=MAX_AD_HOC // 1024)
    try:
        ast = parse(text, max_tokens=MAX_PERSISTED_TOKENS if persisted else MAX_TOKENS)
    except GraphQLSyntaxError as error:
        if "Parsing aborted" in error.message:
            raise too_complex("tokens or nesting") from error
        raise _bad_document([error], detailed=detailed) from error
    except RecursionError as error:
        raise too_complex("nesting") from error
    operations = [one for one in ast.definitions if isinstance(one, OperationDefinitionNode)]
    fragments = [one for one in ast.definitions if isinstance(one, FragmentDefinitionNode)]
    return Document(
        ast,
        {one.name.value if one.name else "": one for one in operations},
        {one.name.value: one for one in fragments},
    )


def _names(selection: SelectionSetNode | None, fragments: Mapping[str, FragmentDefinitionNode]) -> list[str]:
    """Names of the fields at the root, through fragments (circular ones have been refused)."""
    names: list[str] = []
    for node in selection.selections if selection else ():
        if isinstance(node, FieldNode):
            names.append(node.name.value)
        elif isinstance(node, FragmentSpreadNode):
            fragment = fragments.get(node.name.value)
            names += _names(fragment.selection_set, fragments) if fragment else []
        else:
            names += _names(getattr(node, "selection_set", None), fragments)
    return names


def _bad_document(errors: list[Any], *, detailed: bool) -> ApiError:
    """Suggestions would reveal the schema to a stranger, who learns nothing but that it is wrong."""
    said = [SUGGESTION.sub("", one.message) for one in errors if isinstance(one, GraphQLError)]
    detail = "; ".join(said) if detailed or introspection_allowed() else ""
    return ApiError(BAD_REQUEST, "bad_document", status=400, detail=detail)


def _countable(value: Any) -> Any:
    return value if isinstance(value, int | None) else None


# Operations known in advance: those of the browser's own bundle, by the digest of their text.

FILE = str(Path(__file__).parents[3] / "frontend" / "persisted.json")


def text_of(digest: str) -> str | None:
    """The known operation with this SHA-256 in hex, or None; asked with every request, so without a Path."""
    path: str = getattr(settings, "LIANBAN_PERSISTED", "") or FILE
    try:
        return _bundled(path, os.stat(path).st_mtime_ns).get(digest)
    except OSError:  # the frontend is not built, or just now
        return None


def allowlist() -> bool:
    """Whether strangers may run known operations only (setting LIANBAN_PERSISTED_ONLY)."""
    return bool(settings.LIANBAN_PERSISTED_ONLY)


@lru_cache(maxsize=4)
def _bundled(path: str, _changed: int) -> dict[str, str]:
    """Entries whose digest is not that of their text are left out."""
    entries: dict[str, str] = json_text.loads(Path(path).read_bytes())
    return {
        digest: text
        for digest, text in entries.items()
        if hashlib.sha256(text.encode()).hexdigest() == digest
    }
