"""Sentences of a score sheet: what an item measures, and how this unit's points came about."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from assessment.measures import Basis
from assessment.scheme import Bands, Item, Linear, PerEvent
from assessment.scoring import ItemScore
from kernel.wording import section


def measured(basis: Basis) -> str:
    """What is measured, with the options that the scheme decided."""
    words = section("assessment")
    if not basis.is_metric:
        return words[f"event.{basis.code}"] + (words["once_per_case"] if basis.once_per_case else "")
    notes = [words.get(f"{basis.code}.{name}.{value}", "") for name, value in basis.options]
    text = "；".join(note for note in notes if note)
    return words[f"metric.{basis.code}"] + (f"（{text}）" if text else "")


def formula(item: Item) -> str:
    """How the item becomes points, in words, before anything is measured."""
    words, what = section("assessment"), measured(item.basis)
    facts = {"what": what, "weight": _number(item.weight)}
    if isinstance(item.rule, Linear):
        return words["formula_linear"].format(**facts, target=_percent(item.rule.target))
    if isinstance(item.rule, Bands):
        bands = "，".join(
            words["formula_band"].format(range=one.text, points=_number(one.points))
            for one in item.rule.bands
        )
        return words["formula_bands"].format(**facts, bands=bands)
    return _formula_of_events(item.rule, facts)


def _formula_of_events(rule: PerEvent, facts: dict[str, str]) -> str:
    code = "formula_gain" if rule.points > 0 else "formula_deduct"
    each, cap = _number(abs(rule.points)), _number(rule.cap)
    return section("assessment")[code].format(**facts, each=each, cap=cap)


def explanation(one: ItemScore, among: Sequence[ItemScore]) -> str:
    """How the points of a unit came about: the fraction, the rule with its numbers, the result.

    ``among`` are all items of the unit: where one has nothing to measure, the others state what they took over.
    """
    words = section("assessment")
    if one.points is None:
        facts = {"weight": _number(one.item.weight), "takers": _takers(among)}
        return words[f"nothing_{one.item.not_applicable}"].format(**facts)
    if isinstance(one.item.rule, PerEvent):
        return _of_events(one, one.item.rule)
    ratio = one.measure.ratio
    if ratio is None:
        return words["nothing_FULL"]
    text = words["ratio"].format(
        counted=one.measure.counted, all=one.measure.all, lost=one.measure.lost, ratio=_percent(ratio)
    )
    return text + _by_rule(one, ratio) + _moved(one, among)


def _by_rule(one: ItemScore, ratio: Fraction) -> str:
    words = section("assessment")
    facts = {"ratio": _percent(ratio), "weight": _number(one.weight), "points": f"{one.points}"}
    if isinstance(one.item.rule, Linear):
        return words["by_linear"].format(**facts, target=_percent(one.item.rule.target))
    bands = one.item.rule.bands if isinstance(one.item.rule, Bands) else ()
    text = next((band.text for band in bands if band.holds(ratio)), "")
    return words["by_bands"].format(**facts, range=text)


def _takers(among: Sequence[ItemScore]) -> str:
    """The items that took weight over, each with how much."""
    words = section("assessment")["taker"]
    return "、".join(
        words.format(title=one.item.title, more=_number(one.weight - one.item.weight))
        for one in among
        if one.weight > one.item.weight
    )


def _moved(one: ItemScore, among: Sequence[ItemScore]) -> str:
    if one.weight == one.item.weight:
        return ""
    freed = [each.item for each in among if each.points is None]
    takers = [each.item.weight for each in among if each.weight > each.item.weight]
    return section("assessment")["weight_moved"].format(
        titles="、".join(f"“{item.title}”" for item in freed),
        freed=_number(sum((item.weight for item in freed), Fraction(0))),
        before=_number(one.item.weight),
        takers=_number(sum(takers, Fraction(0))),
        after=_number(one.weight),
    )


def _of_events(one: ItemScore, rule: PerEvent) -> str:
    code = "by_gain" if rule.points > 0 else "by_deduct"
    moved = min(rule.cap, abs(rule.points) * one.measure.all)
    return section("assessment")[code].format(
        times=one.measure.all,
        each=_number(abs(rule.points)),
        moved=_number(moved),
        cap=_number(rule.cap),
        points=one.points,
    )


def _percent(ratio: Fraction) -> str:
    return f"{float(ratio * 100):.2f}".rstrip("0").rstrip(".") + "%"


def _number(value: Fraction) -> str:
    return f"{float(value):.4f}".rstrip("0").rstrip(".")
