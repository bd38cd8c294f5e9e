"""Scoring scheme as typed values, made of a body that ``scheme_check`` has passed. All numbers are exact."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from assessment import measures
from assessment.bands import Band, band
from assessment.measures import Basis
from assessment.models import Scheme as SchemeRow
from rules.checking.reading import read

FOLDER = Path(__file__).parent / "schemes"
SHIPPED = ("city_annual", "district_annual")


@dataclass(frozen=True, slots=True)
class Linear:
    """RATIO_LINEAR: weight x min(1, ratio / target)."""

    target: Fraction


@dataclass(frozen=True, slots=True)
class Bands:
    """RATIO_BANDS: the points of the band in which the ratio lies."""

    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class PerEvent:
    """PER_EVENT: ``points`` each time, together at most ``cap``, and the item never below ``floor``."""

    points: Fraction
    cap: Fraction
    floor: Fraction


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a scheme: what is measured, how it becomes points, and what holds where nothing can be measured."""

    code: str
    title: str
    source: str
    weight: Fraction
    basis: Basis
    rule: Linear | Bands | PerEvent
    not_applicable: str

    @property
    def is_ratio(self) -> bool:
        """Whether it measures a ratio, which may have nothing to measure."""
        return not isinstance(self.rule, PerEvent)

    @property
    def is_bonus(self) -> bool:
        """Whether it adds to the full mark instead of being part of it."""
        return isinstance(self.rule, PerEvent) and self.rule.points > 0


@dataclass(frozen=True, slots=True)
class Rounding:
    """Where numbers are rounded (each ITEM, or the TOTAL alone), to how many places, and how."""

    at: str
    places: int
    mode: str


@dataclass(frozen=True, slots=True)
class SchemeDefinition:
    """A whole scheme."""

    code: str
    title: str
    groups: tuple[str, ...]
    full: Fraction
    floor: Fraction
    cap: Fraction
    rounding: Rounding
    year_by: str
    open_ranking: bool
    invited: frozenset[str]
    items: tuple[Item, ...]

    @property
    def bases(self) -> tuple[Basis, ...]:
        """Each thing that is measured, once; its place here is the ``basis`` of evidence and items."""
        return tuple(dict.fromkeys(item.basis for item in self.items))


def exact(number: object) -> Fraction:
    """A number of a scheme as its author wrote it: 0.1 is a tenth, 98% is 49/50."""
    text = str(number)
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def parse(body: Mapping[str, Any]) -> SchemeDefinition:
    """The scheme of a checked body."""
    return SchemeDefinition(
        code=body["code"],
        title=body["title"],
        groups=tuple(body["groups"]),
        full=exact(body["full"]),
        floor=exact(body["floor"]),
        cap=exact(body["cap"]),
        rounding=Rounding(**body["rounding"]),
        year_by=body["year_by"],
        open_ranking=body["open_ranking"],
        invited=frozenset(body["invited"]),
        items=tuple(_item(one, body["not_applicable"]) for one in body["items"]),
    )


def _item(one: Mapping[str, Any], otherwise: str) -> Item:
    return Item(
        code=one["code"],
        title=one["title"],
        source=one["source"],
        weight=exact(one["weight"]),
        basis=_basis(one),
        rule=_rule(one),
        not_applicable=one.get("not_applicable", otherwise),
    )


def _basis(one: Mapping[str, Any]) -> Basis:
    if one["rule"] == "PER_EVENT":
        return measures.events(
            one["event"], once_per_case=one.get("once_per_case", False), gain=one["points"] > 0
        )
    return measures.metric(one["metric"], one.get("options", {}))


def _rule(one: Mapping[str, Any]) -> Linear | Bands | PerEvent:
    if one["rule"] == "RATIO_LINEAR":
        return Linear(exact(one["target"]))
    if one["rule"] == "RATIO_BANDS":
        return Bands(tuple(band(each["range"], exact(each["points"])) for each in one["bands"]))
    return PerEvent(exact(one["points"]), exact(one["cap"]), exact(one.get("floor", 0)))


def scheme_of(row: SchemeRow) -> SchemeDefinition:
    """The typed scheme of a row."""
    return _parsed(json.dumps(row.body, sort_keys=True))


@lru_cache(maxsize=256)
def _parsed(body: str) -> SchemeDefinition:
    return parse(json.loads(body))


def shipped(name: str) -> dict[str, Any]:
    """The body of a scheme that the product ships, e.g. ``city_annual``; raises KeyError for another name."""
    return read(shipped_text(name))


def shipped_text(name: str) -> str:
    """The same as it was written; raises KeyError for another name."""
    if name not in SHIPPED:
        raise KeyError(name)
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


def text_of(row: SchemeRow) -> str:
    """A scheme as text, to be read or to begin another one with."""
    return row.text or yaml.safe_dump(_ordered(row.body), allow_unicode=True, sort_keys=False, width=110)


def _ordered(body: Mapping[str, Any]) -> dict[str, Any]:
    """A body in the order in which schemes are written; the database keeps none."""
    top_level = (
        "code",
        "title",
        "source",
        "groups",
        "full",
        "floor",
        "cap",
        "rounding",
        "year_by",
        "not_applicable",
    )
    rows = [{key: one[key] for key in sorted(one, key=_place_in_item)} for one in body["items"]]
    head = {key: body[key] for key in top_level if key in body}
    return head | {key: body[key] for key in body if key not in head} | {"items": rows}


def _place_in_item(key: str) -> tuple[int, str]:
    first = ("code", "title", "source", "rule", "metric", "event", "options", "weight")
    return (first.index(key) if key in first else len(first), key)
