"""Schema check of a document, in codes of ``wording/pack_problems`` with their facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import Any

from django.utils.module_loading import import_string

from kernel.wording import label, section
from rules.checking.places import PACK, DocumentPath, Form

LONGEST = 30
# Where the Chinese names of codes stand, in the order in which they are looked up.
NAMED_IN = (
    "roles",
    "bases",
    "kinds",
    "meeting_stages",
    "meeting_forms",
    "publish_modes",
    "pack_codes",
    "scheme_codes",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: where, the code of the sentence, its facts."""

    path: DocumentPath
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def schema_findings(body: Any, form: Form = PACK) -> Iterator[Finding]:
    """Everything that the schema refuses, in no order, each once."""
    seen: set[tuple[DocumentPath, str]] = set()
    for error in _validator(form).iter_errors(body):
        for found in FINDINGS_BY_KEYWORD.get(str(error.validator), _other)(error):
            if (found.path, found.code) not in seen:
                seen.add((found.path, found.code))
                yield found


def shown(value: Any) -> str:
    """A value as a sentence quotes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, Mapping | list):
        return label("pack_problems", f"given_{'nothing' if value is None else 'several'}")
    text = printable(value)
    return f"“{text if len(text) <= LONGEST else text[:LONGEST] + '…'}”"


def printable(value: Any) -> str:
    """A value as text that can be printed and sent."""
    return str(value).encode("utf-8", "replace").decode("utf-8")


def code_with_name(code: str) -> str:
    """A code with its Chinese name, e.g. UNIT_HEAD（主要领导）."""
    name = named(code)
    return code if name == code else f"{code}（{name}）"


def named(code: str) -> str:
    """The Chinese name of a code; the code when it has none."""
    return next((section(group)[code] for group in NAMED_IN if code in section(group)), code)


def _titled(error: Any, key: str) -> str:
    """The Chinese name of a key of the place that an error is about; the key itself when it has none."""
    return str(error.schema.get("properties", {}).get(key, {}).get("title") or key)


def _required(error: Any) -> Iterator[Finding]:
    at = _path(error)
    for key in error.validator_value:
        if key not in error.instance:
            yield Finding((*at, key), "required", {"key": key, "name": _titled(error, key)})


def _unknown(error: Any) -> Iterator[Finding]:
    known = list(error.schema.get("properties", {}))
    for key in error.instance:
        if key not in known:
            name = printable(key)
            near = get_close_matches(name, known, 1)
            hint = label("pack_problems", "hint_near").format(near=near[0]) if near else ""
            yield Finding((*_path(error), name), "unknown", {"key": name[:LONGEST], "hint": hint})


def _enum(error: Any) -> Iterator[Finding]:
    allowed = "、".join(code_with_name(one) for one in error.validator_value)
    yield Finding(_path(error), "enum", {"given": shown(error.instance), "allowed": allowed})


def _pattern(error: Any) -> Iterator[Finding]:
    if error.instance == "":
        yield Finding(_path(error), "minLength")
        return
    how = error.schema.get("description", error.validator_value)
    yield Finding(_path(error), "pattern", {"given": shown(error.instance), "how": how})


def _type(error: Any) -> Iterator[Finding]:
    if error.instance == "":
        yield Finding(_path(error), "minLength")
        return
    yield Finding(_path(error), f"type_{error.validator_value}", {"given": shown(error.instance)})


def _number(error: Any) -> Iterator[Finding]:
    yield Finding(
        _path(error), str(error.validator), {"limit": error.validator_value, "given": error.instance}
    )


def _length(error: Any) -> Iterator[Finding]:
    yield Finding(
        _path(error), str(error.validator), {"limit": error.validator_value, "given": len(error.instance)}
    )


def _unique(error: Any) -> Iterator[Finding]:
    items = list(error.instance)
    for at, one in enumerate(items):
        if one in items[:at]:
            facts = {"given": shown(one), "first": items.index(one) + 1}
            yield Finding((*_path(error), at), "uniqueItems", facts)


def _one_of(error: Any) -> Iterator[Finding]:
    """Exactly one measure of a span."""
    at = _path(error)
    if not isinstance(error.instance, Mapping):
        return
    options = [option["required"][0] for option in error.validator_value]
    given = [one for one in options if one in error.instance]
    listed = "、".join(_titled(error, one) for one in given or options)
    yield Finding(at, "one_of_many" if given else "one_of_none", {"options": listed})


def _not(error: Any) -> Iterator[Finding]:
    yield Finding((*_path(error), "by"), "not_both", {})


def _other(error: Any) -> Iterator[Finding]:
    yield Finding(_path(error), "other", {"given": shown(error.instance)})


FINDINGS_BY_KEYWORD: Mapping[str, Callable[[Any], Iterator[Finding]]] = {
    "required": _required,
    "additionalProperties": _unknown,
    "enum": _enum,
    "pattern": _pattern,
    "type": _type,
    "minimum": _number,
    "maximum": _number,
    "exclusiveMinimum": _number,
    "minItems": _length,
    "maxItems": _length,
    "minLength": _length,
    "maxLength": _length,
    "uniqueItems": _unique,
    "oneOf": _one_of,
    "not": _not,
}


def _path(error: Any) -> DocumentPath:
    return tuple(error.absolute_path)


def _is_integer(_checker: Any, value: Any) -> bool:
    """Whole numbers are written as such: 3.0 is not a number of months."""
    return isinstance(value, int) and not isinstance(value, bool)


@cache
def _validator(form: Form) -> Any:
    # Packs are checked when they are written; every process reads them.
    draft: Any = import_string("jsonschema.Draft202012Validator")
    extend: Any = import_string("jsonschema.validators.extend")
    checker = draft.TYPE_CHECKER.redefine("integer", _is_integer)
    return extend(draft, {"properties": _properties, "items": _items}, type_checker=checker)(
        _inlined(form.schema(), form.schema().get("$defs", {}))
    )


def _properties(checker: Any, known: Mapping[str, Any], value: Any, _schema: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, one in known.items():
            if key in value and not _plainly(one, value[key]):
                yield from checker.descend(value[key], one, path=key, schema_path=key)


def _items(checker: Any, each: Mapping[str, Any], value: Any, _schema: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for at, one in enumerate(value):
            if not _plainly(each, one):
                yield from checker.descend(one, each, path=at)


def _plainly(schema: Mapping[str, Any], value: Any) -> bool:
    """Whether a text, number or truth value is fine beyond doubt; whatever is not, jsonschema looks into."""
    return all(name in PLAIN and PLAIN[name](given, value) for name, given in schema.items())


NATIVE = {"string": str, "boolean": bool, "integer": int}
PLAIN: Mapping[str, Callable[[Any, Any], bool]] = {
    "title": lambda _given, _value: True,
    "description": lambda _given, _value: True,
    "type": lambda given, value: given in NATIVE and type(value) is NATIVE[given],
    "enum": lambda given, value: isinstance(value, str) and value in given,
    "pattern": lambda given, value: isinstance(value, str) and re.search(given, value) is not None,
    "minLength": lambda given, value: isinstance(value, str) and len(value) >= given,
    "maxLength": lambda given, value: isinstance(value, str) and len(value) <= given,
    "minimum": lambda given, value: type(value) is int and value >= given,
    "maximum": lambda given, value: type(value) is int and value <= given,
}


def _inlined(part: Any, shared: Mapping[str, Any]) -> Any:
    """A schema without references; looking them up again and again is a good part of a check."""
    if isinstance(part, list):
        return [_inlined(one, shared) for one in part]
    if not isinstance(part, Mapping):
        return part
    own = {key: _inlined(one, shared) for key, one in part.items() if key not in ("$defs", "$ref")}
    return _inlined(shared[part["$ref"].rsplit("/", 1)[1]], shared) | own if "$ref" in part else own
