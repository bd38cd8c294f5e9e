"""Parsing of a pack or scheme: YAML or JSON as plain data, refused with line and column.

Only what these can hold is read: mappings with texts as names, lists, texts, whole numbers, true and false. Days stay
texts, so do words that YAML takes for truth values (on, yes); there are no references, tags or second documents.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

import yaml
from yaml.events import AliasEvent, DocumentStartEvent, MappingStartEvent, SequenceStartEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from kernel.refusals import Refusal
from kernel.wording import label, section

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LARGEST = 200_000
DEEPEST = 12
INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,8})")
FRACTION = re.compile(r"-?[0-9]{1,9}\.[0-9]{1,9}")
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
BYTE_ORDER_MARK = "\ufeff"
QUOTED = ("'", '"', "|", ">")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # what escapes of a text can spell and no database holds
LONGEST_NUMBER = 15


def read(text: str) -> dict[str, Any]:
    """The body that a text holds; ``rules.checking.body.problems`` says whether it is a pack."""
    text = text.removeprefix(BYTE_ORDER_MARK)
    if len(text) > LARGEST:
        raise Refusal("pack_too_large", limit=LARGEST // 1000, given=len(text) // 1000 + 1)
    body = read_json(text) if text.lstrip().startswith("{") else read_yaml(text)
    if not isinstance(body, dict) or not body:
        raise Refusal("pack_empty")
    return body


def read_yaml(text: str) -> Any:
    """What a YAML text holds, names always as texts; refused with line and column when it holds anything else."""
    try:
        _plain(text)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        _refuse(mark.line if mark else 0, mark.column if mark else 0, _hint(str(error.problem)))
    except (yaml.reader.ReaderError, UnicodeEncodeError) as error:
        before = text[: error.start if isinstance(error, UnicodeEncodeError) else error.position]
        _refuse(before.count("\n"), len(before) - before.rfind("\n") - 1, "character")
    return _value(node) if node is not None else None


def _plain(text: str) -> None:
    """Refuse what a pack has no use for, before anything is built."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=LOADER):
        opening = isinstance(event, MappingStartEvent | SequenceStartEvent)
        depth += opening - type(event).__name__.endswith(("MappingEndEvent", "SequenceEndEvent"))
        documents += isinstance(event, DocumentStartEvent)
        why = _forbidden(event, depth, documents)
        if why:
            mark: Any = event.start_mark
            _refuse(mark.line, mark.column, why)


def _forbidden(event: Any, depth: int, documents: int) -> str:
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
        return "alias"
    if getattr(event, "tag", None):
        return "tag"
    if depth > DEEPEST:
        return "depth"
    return "documents" if documents > 1 else ""


def _value(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return _mapping(node)
    if isinstance(node, SequenceNode):
        return [_value(one) for one in node.value]
    return _scalar(node)


def _mapping(node: MappingNode) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode) or not key.value:
            _refuse(key.start_mark.line, key.start_mark.column, "key")
        name = _written(key)
        if name in found:
            _refuse(key.start_mark.line, key.start_mark.column, "twice", key=name)
        found[name] = _value(value)
    return found


def _scalar(node: Any) -> Any:
    text = _written(node)
    if node.style in QUOTED:
        return text
    if text.lower() in WORDS:
        return WORDS[text.lower()]
    if INTEGER.fullmatch(text):
        return int(text)
    return float(text) if FRACTION.fullmatch(text) else text


def _written(node: Any) -> str:
    text: str = node.value
    if UNSTORABLE.search(text):
        _refuse(node.start_mark.line, node.start_mark.column, "character")
    return text


def read_json(text: str) -> Any:
    """What a JSON text holds; refused when a name stands twice, or a text or a number cannot be kept."""
    try:
        found = json.loads(
            text,
            object_pairs_hook=_pairs,
            parse_constant=_constant,
            parse_int=_integer,
            parse_float=_fraction,
        )
    except json.JSONDecodeError as error:
        _refuse(error.lineno - 1, error.colno - 1, "json")
    except RecursionError:
        _refuse(0, 0, "depth")
    _check_plain(found)
    return found


def _check_plain(value: Any) -> None:
    layer = [value]
    for _ in range(DEEPEST + 1):
        if any(isinstance(one, str) and UNSTORABLE.search(one) for one in layer):
            raise Refusal("pack_character")
        layer = [inner for one in layer for inner in _inner(one)]
    if layer:
        _refuse(0, 0, "depth")


def _inner(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else []


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Refusal("pack_key_twice", key=key[:40])
        found[key] = value
    return found


def _constant(name: str) -> NoReturn:
    raise Refusal("pack_number_odd", given=name[:LONGEST_NUMBER])


def _integer(digits: str) -> int:
    return int(digits) if len(digits) <= LONGEST_NUMBER else _constant(digits)


def _fraction(digits: str) -> float:
    return number if math.isfinite(number := float(digits)) else _constant(digits)


def _hint(problem: str) -> str:
    """Which of our explanations fits what the parser says; those are named by its own words."""
    return next((code for code in section("pack_syntax") if " " in code and code in problem), "other")


def _refuse(line: int, column: int, why: str, **facts: object) -> NoReturn:
    message = label("pack_syntax", why).format(**facts)
    raise Refusal("pack_unreadable", line=line + 1, column=column + 1, why=message)
