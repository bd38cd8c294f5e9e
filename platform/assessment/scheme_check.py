"""Whether a body is a scheme: its form by ``scheme.schema.json``, then what no schema says. Refused with the place."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import import_string

from assessment.bands import fault_of
from assessment.measures import EVENTS, METRICS
from assessment.scheme import Bands, Item, PerEvent, Scheme, exact, parse
from kernel.refusals import Refusal
from kernel.wording import section

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

FORM = Path(__file__).parent / "scheme.schema.json"


def check(body: Mapping[str, Any]) -> Scheme:
    """The scheme of a body; refused, naming the first wrong place and what is wrong with it, when it is none."""
    _form(body)
    for position, one in enumerate(body["items"]):
        _words(one, f"items.{position}")
    scheme = parse(body)
    for position, item in enumerate(scheme.items):
        _item(item, f"items.{position}")
    _whole(scheme)
    return scheme


def _refuse(place: str, code: str, **facts: object) -> Refusal:
    why = section("assessment_schemes")[code].format(**facts)
    return Refusal("scheme_invalid", field="scheme", place=place, why=why)


def _form(body: Mapping[str, Any]) -> None:
    errors = sorted(_validator().iter_errors(body), key=lambda one: [str(part) for part in one.absolute_path])
    if errors:
        code, facts = _what(errors[0])
        place = ".".join(str(part) for part in errors[0].absolute_path)
        raise _refuse(place or section("assessment_schemes")["top"], code, **facts)


def _what(error: ValidationError) -> tuple[str, dict[str, object]]:
    """The catalogue's code for what the schema complains of, with its facts."""
    rule: Any = error.validator_value
    given: Any = error.instance
    form: Any = error.schema
    if error.validator == "required":
        return "required", {"name": next(name for name in rule if name not in given)}
    if error.validator == "additionalProperties":
        return "unknown", {"name": next(name for name in given if name not in form.get("properties", {}))}
    if error.validator == "enum":
        return "enum", {"value": given, "values": "、".join(map(str, rule))}
    if error.validator == "pattern":
        return "pattern", {"value": given}
    if error.validator == "type":
        return f"type_{rule}", {}
    return str(error.validator), {"limit": rule}


def _words(one: Mapping[str, Any], place: str) -> None:
    """Names that data elsewhere gives: kinds of events, options of metrics."""
    if one["rule"] == "PER_EVENT":
        if one["event"] not in EVENTS:
            raise _refuse(f"{place}.event", "enum", value=one["event"], values="、".join(EVENTS))
        return
    options = METRICS[one["metric"]]
    for name, value in one.get("options", {}).items():
        if name not in options:
            raise _refuse(f"{place}.options", "option", name=name, metric=one["metric"])
        if value not in options[name]:
            raise _refuse(f"{place}.options.{name}", "enum", value=value, values="、".join(options[name]))


def _item(item: Item, place: str) -> None:
    if isinstance(item.rule, Bands):
        _bands(item, item.rule, place)
    if isinstance(item.rule, PerEvent):
        _per_event(item, item.rule, place)


def _bands(item: Item, rule: Bands, place: str) -> None:
    fault = fault_of(rule.bands)
    if fault is not None:
        raise _refuse(f"{place}.bands", f"bands_{fault.kind.lower()}", bands=_joined(fault.texts))
    for position, one in enumerate(rule.bands):
        if one.points > item.weight:
            raise _refuse(f"{place}.bands.{position}.points", "above_weight", weight=_number(item.weight))
    if max(one.points for one in rule.bands) != item.weight:
        raise _refuse(f"{place}.bands", "weight_unreached", weight=_number(item.weight))


def _per_event(item: Item, rule: PerEvent, place: str) -> None:
    if rule.points == 0:
        raise _refuse(f"{place}.points", "points_zero")
    if rule.floor > item.weight:
        raise _refuse(f"{place}.floor", "above_weight", weight=_number(item.weight))
    if rule.cap > item.weight - rule.floor:
        raise _refuse(f"{place}.cap", "cap_too_high", limit=_number(item.weight - rule.floor))


def _whole(scheme: Scheme) -> None:
    codes = [item.code for item in scheme.items]
    for position, code in enumerate(codes):
        if code in codes[:position]:
            raise _refuse(f"items.{position}.code", "code_twice", name=code)
    together = sum((item.weight for item in scheme.items if not item.is_bonus), exact(0))
    if together != scheme.full:
        raise _refuse("items", "weights", together=_number(together), full=_number(scheme.full))
    if scheme.cap < scheme.full:
        raise _refuse("cap", "cap_below_full", full=_number(scheme.full))


def _number(value: Any) -> str:
    return f"{float(value):g}"


def _joined(texts: Sequence[str]) -> str:
    return "、".join(texts)


@cache
def _validator() -> Any:
    # Schemes are checked when they are written, which most processes never do.
    draft: Any = import_string("jsonschema.Draft202012Validator")
    return draft(json.loads(FORM.read_text(encoding="utf-8")))
