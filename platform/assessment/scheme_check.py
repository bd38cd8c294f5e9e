"""Check of a scheme's body: every problem, in the order of the document, in Chinese.

As for rule packs (``rules.checking.body``): the form by a schema, then what no schema says, each with its place
in words and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessment.bands import band, fault_of
from assessment.measures import METRICS
from assessment.scheme import SchemeDefinition, exact, parse
from kernel.refusals import Refusal
from rules.checking.body import Problem, located_problems, schema_problems
from rules.checking.places import DocumentPath, Form
from rules.checking.shape import Finding, shown
from rules.checking.shape import code_with_name as named

FORM = Form(Path(__file__).parent / "scheme.schema.json")
NAMED = 5  # problems that a refusal names; the page shows all of them

RATIO = frozenset({"metric", "options", "not_applicable"})
# Of each rule the keys that it needs, and those that it may have beside them and those of every item.
FIELDS: Mapping[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "RATIO_LINEAR": (("metric", "target"), RATIO),
    "RATIO_BANDS": (("metric", "bands"), RATIO),
    "PER_EVENT": (("event", "points", "cap"), frozenset({"floor", "once_per_case"})),
}
OF_EVERY = frozenset({"code", "title", "source", "rule", "weight"})


def problems(body: Any) -> list[Problem]:
    """All that is wrong with a body; nothing when it is a scheme."""
    misformed = schema_problems(body, FORM)
    found = [*misformed, *_semantic_findings(_CheckedBody(body, frozenset(one.path for one in misformed)))]
    return located_problems(body, FORM, found, "assessment_schemes")


def check(body: Any) -> SchemeDefinition:
    """The scheme of a body; refused, naming the first problems, when it is none."""
    found = problems(body)
    if found:
        named_ones = "；".join(f"{one.place}：{one.message}" for one in found[:NAMED])
        raise Refusal("scheme_invalid", field="text", number=len(found), named=named_ones)
    return parse(body)


@dataclass(frozen=True, slots=True)
class _CheckedBody:
    """A body of which only what the form finds right is looked at."""

    body: Any
    blemishes: frozenset[DocumentPath]

    def items(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Items that can be looked into."""
        found = self.body.get("items") if isinstance(self.body, Mapping) else None
        for at, one in enumerate(found if isinstance(found, list) else ()):
            if isinstance(one, Mapping) and "rule" in one and self.right("items", at, "rule"):
                yield at, one

    def right(self, *path: str | int) -> bool:
        """Whether nothing is wrong at a place, above or below it."""
        return not any(one[: len(path)] == path[: len(one)] for one in self.blemishes)


def _semantic_findings(scheme: _CheckedBody) -> Iterator[Finding]:
    codes: list[Any] = []
    for at, item in scheme.items():
        yield from _fields(at, item)
        if scheme.right("items", at) and all(key in item for key in FIELDS[item["rule"]][0]):
            yield from RULES[item["rule"]](("items", at), item)
        if "code" in item and item["code"] in codes:
            yield Finding(("items", at, "code"), "code_twice", {"name": item["code"]})
        codes.append(item.get("code"))
    if not scheme.blemishes:
        yield from _totals(scheme.body)


def _fields(at: int, item: Mapping[str, Any]) -> Iterator[Finding]:
    """Keys that the item's rule needs and has not, and keys that only other rules have."""
    needed, more = FIELDS[item["rule"]]
    rule = named(item["rule"])
    for key in needed:
        if key not in item:
            facts = {"rule": rule, "name": FORM.node(("items", 0, key))["title"], "key": key}
            yield Finding(("items", at, key), "missing_for_rule", facts)
    for key in item:
        title = FORM.node(("items", 0, key)).get("title")
        if title and key not in OF_EVERY | more | set(needed):
            yield Finding(("items", at, key), "not_for_rule", {"rule": rule, "name": title})


def _options(place: DocumentPath, item: Mapping[str, Any]) -> Iterator[Finding]:
    known = METRICS[item["metric"]]
    for name, value in item.get("options", {}).items():
        at = (*place, "options", name)
        if name not in known:
            facts = {"name": name, "metric": named(item["metric"]), "allowed": "、".join(known)}
            yield Finding(at, "option", facts)
        elif value not in known[name]:
            yield Finding(at, "enum", {"given": shown(value), "allowed": "、".join(known[name])})


def _linear(place: DocumentPath, item: Mapping[str, Any]) -> Iterator[Finding]:
    yield from _options(place, item)
    if not exact(item["target"]):
        yield Finding((*place, "target"), "full_unmoved")


def _bands(place: DocumentPath, item: Mapping[str, Any]) -> Iterator[Finding]:
    yield from _options(place, item)
    weight = exact(item["weight"])
    bands = [band(one["range"], exact(one["points"])) for one in item["bands"]]
    fault = fault_of(bands)
    if fault is not None:
        yield Finding((*place, "bands"), f"bands_{fault.kind.lower()}", {"bands": "、".join(fault.texts)})
    high = [at for at, one in enumerate(bands) if one.points > weight]
    for at in high:
        yield Finding((*place, "bands", at, "points"), "above_weight", {"weight": _number(weight)})
    if not high and max(one.points for one in bands) != weight:
        yield Finding((*place, "bands"), "weight_unreached", {"weight": _number(weight)})


def _per_event(place: DocumentPath, item: Mapping[str, Any]) -> Iterator[Finding]:
    weight, floor = exact(item["weight"]), exact(item.get("floor", 0))
    if item["points"] == 0:
        yield Finding((*place, "points"), "points_zero")
    if floor > weight:
        yield Finding((*place, "floor"), "above_weight", {"weight": _number(weight)})
    elif exact(item["cap"]) > weight - floor:
        yield Finding((*place, "cap"), "cap_too_high", {"limit": _number(weight - floor)})


RULES = {"RATIO_LINEAR": _linear, "RATIO_BANDS": _bands, "PER_EVENT": _per_event}


def _totals(body: Mapping[str, Any]) -> Iterator[Finding]:
    full = exact(body["full"])
    together = sum((exact(one["weight"]) for one in _counted_in_full(body["items"])), exact(0))
    if together != full:
        facts = {"together": _number(together), "full": _number(full)}
        yield Finding(("items",), "weights", facts)
    if exact(body["floor"]) >= full:
        yield Finding(("floor",), "floor_not_below_full", {"full": _number(full)})
    if exact(body["cap"]) < full:
        yield Finding(("cap",), "cap_below_full", {"full": _number(full)})


def _counted_in_full(items: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Items that do not only add."""
    return (one for one in items if not (one["rule"] == "PER_EVENT" and one.get("points", 0) > 0))


def _number(value: Any) -> str:
    return f"{float(value):g}"
