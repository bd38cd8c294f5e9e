"""From measures to points: each rule, nothing to measure, rounding, ranks; what holds for any scheme and measure."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.explaining import explanation
from assessment.measures import Basis
from assessment.scheme import Rounding, SchemeDefinition, parse, shipped
from assessment.scheme_check import check
from assessment.scoring import NO_CASES, NOT_APPLICABLE, Measure, UnitScore, ranks, rounded, score, shares
from support.scores import a_body, linear, per_event

HALF_UP = Rounding("ITEM", 2, "HALF_UP")


def _score(measures: dict[str, tuple[int, int]], *items: dict[str, Any], **changes: Any) -> UnitScore:
    """A score by these items; measures by metric or event: counted, lost."""
    body = json.loads(json.dumps(a_body(*items, **changes)))  # as it comes from the database
    scheme = check(body)
    return score(scheme, _measured(scheme, measures), has_cases=True)


def _measured(scheme: SchemeDefinition, measures: dict[str, tuple[int, int]]) -> dict[Basis, Measure]:
    return {one: Measure(*measures[one.code]) for one in scheme.bases if one.code in measures}


def _points(result: UnitScore) -> list[Decimal | None]:
    return [one.points for one in result.items]


def test_linear_gives_the_weight_in_proportion_and_no_more() -> None:
    some = _score({"M1": (9, 1)}, linear("M1", weight=20, target="95%"))
    more = _score({"M1": (97, 3)}, linear("M1", weight=20, target="95%"))

    assert (some.total, more.total) == (Decimal("18.95"), Decimal("20.00"))
    assert some.items[0].exact == Fraction(360, 19)


@pytest.mark.parametrize(
    ("counted", "lost", "points"),
    [(98, 2, 20), (979, 21, 16), (95, 5, 16), (9, 1, 12), (4, 1, 6), (79, 21, 0), (0, 7, 0)],
)
def test_bands_give_the_points_of_the_band_and_ends_belong_where_they_are_closed(
    counted: int, lost: int, points: int
) -> None:
    satisfied = shipped("city_annual")["items"][3]

    assert _score({"M9": (counted, lost)}, satisfied).total == points


class TestNothingToMeasure:
    """A ratio whose denominator is 0 (n/a): three ways, the scheme's choice."""

    ITEMS = (linear("M1", weight=60), linear("M9", weight=20), linear("M5", weight=20))
    MEASURES = {"M1": (1, 1), "M5": (1, 0)}

    def test_full_marks(self) -> None:
        result = _score(self.MEASURES, *self.ITEMS, not_applicable="FULL")

        assert _points(result) == [Decimal(30), Decimal(20), Decimal(20)]

    def test_the_weight_goes_to_the_other_ratios_in_proportion(self) -> None:
        result = _score(self.MEASURES, *self.ITEMS, not_applicable="REDISTRIBUTE")

        assert [one.weight for one in result.items] == [75, 0, 25]
        assert (_points(result), result.total) == ([Decimal("37.5"), None, Decimal(25)], Decimal("62.5"))

    def test_excluded_from_the_ranking(self) -> None:
        result = _score(self.MEASURES, *self.ITEMS, not_applicable="EXCLUDE")

        assert (result.total, result.not_ranked) == (None, NOT_APPLICABLE)

    def test_an_item_may_say_otherwise_than_the_scheme(self) -> None:
        items = (self.ITEMS[0], self.ITEMS[1] | {"not_applicable": "FULL"}, self.ITEMS[2])

        assert _score(self.MEASURES, *items, not_applicable="EXCLUDE").total == 70

    def test_where_no_ratio_is_left_to_take_the_weight_the_unit_is_not_ranked(self) -> None:
        result = _score({}, linear("M1", weight=60), per_event("RETURNED_DRAFT", -2, cap=10, weight=40))

        assert result.not_ranked == NOT_APPLICABLE

    def test_a_unit_without_cases_is_not_ranked(self) -> None:
        scheme = check(a_body(linear("M1")))

        assert score(scheme, {}, has_cases=False) == UnitScore((), None, NO_CASES)

    def test_bands_are_stretched_with_their_weight(self) -> None:
        satisfied = shipped("city_annual")["items"][3]

        result = _score({"M9": (9, 1)}, satisfied, linear("M1", weight=20))

        assert _points(result) == [Decimal(24), None]


def test_the_total_stays_between_floor_and_cap() -> None:
    gain = per_event("EARLY_REPLY", 1, cap=20, weight=20)

    high = _score({"M1": (1, 0), "EARLY_REPLY": (30, 0)}, linear("M1"), gain, cap=105)
    low = _score({"M1": (0, 1)}, linear("M1"), floor=40)

    assert (high.total, low.total) == (105, 40)


def test_rounding_at_the_items_adds_up_on_the_sheet_and_rounding_at_the_total_is_nearer() -> None:
    thirds = {"M1": (1, 2), "M2": (1, 2), "M5": (1, 2)}
    items = [linear(code, weight=10) for code in thirds]

    at_item = _score(thirds, *items, rounding={"at": "ITEM", "places": 1, "mode": "HALF_UP"})
    at_total = _score(thirds, *items, rounding={"at": "TOTAL", "places": 1, "mode": "HALF_UP"})

    assert (at_item.total, at_total.total) == (Decimal("9.9"), Decimal("10.0"))


@pytest.mark.parametrize(("mode", "expected"), [("HALF_UP", "0.13"), ("HALF_EVEN", "0.12"), ("DOWN", "0.12")])
def test_a_half_goes_where_the_scheme_says(mode: str, expected: str) -> None:
    assert rounded(Fraction(1, 8), Rounding("ITEM", 2, mode)) == Decimal(expected)


def test_ties_share_a_rank_and_the_next_is_passed_over() -> None:
    totals = [Decimal(90), None, Decimal("95.5"), Decimal("90.00"), Decimal(80)]

    assert ranks(totals) == [2, None, 1, 2, 4]


def test_every_item_is_explained_with_its_numbers() -> None:
    result = _score(
        {"M2": (9, 1), "RETURNED_DRAFT": (0, 3)},
        linear("M2", weight=80),
        per_event("RETURNED_DRAFT", -2, cap=10, weight=20),
        linear("M9", weight=10),
    )

    ratio, deduction, nothing = (explanation(one, result.items) for one in result.items)
    assert "应计 10 件次，达到 9 件次，未达到 1 件次，比率 90%" in ratio
    assert "“M9”无件次可计，其 10 分按比例并入有件次的比率项：本项满分 80 分 + 10 × 80 ÷ 80 = 90 分" in ratio
    assert "共 3 次，每次扣 2 分，扣 6 分" in deduction
    assert "本项 10 分不计，按比例并入有件次的比率项：“M2”加 10 分。" in nothing


counts = st.tuples(st.integers(0, 500), st.integers(0, 500))
some_measures = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("M1", "M2", "M5", "M9", "RETURNED_DRAFT", "EARLY_REPLY"), counts)
)


@given(
    measures=some_measures,
    name=st.sampled_from(["city_annual", "district_annual"]),
    otherwise=st.sampled_from(["FULL", "REDISTRIBUTE", "EXCLUDE"]),
)
def test_points_lie_between_floor_and_weight_and_the_total_between_floor_and_cap(
    measures: dict[str, tuple[int, int]], name: str, otherwise: str
) -> None:
    scheme = parse(shipped(name) | {"not_applicable": otherwise})

    result = score(scheme, _measured(scheme, measures), has_cases=True)

    for one in result.items:
        assert one.exact is None or 0 <= one.exact <= one.weight
        assert one.points is None or abs(one.points - Decimal(float(one.exact or 0))) <= Decimal("0.0501")
    if result.total is not None:
        assert scheme.floor <= result.total <= scheme.cap
        assert sum(one.weight for one in result.items) == sum(item.weight for item in scheme.items)


@given(lost=st.integers(0, 10**6), rows=st.integers(1, 400))
def test_shares_of_lost_points_add_up_exactly(lost: int, rows: int) -> None:
    points = Decimal(lost).scaleb(-2)

    parted = shares(points, rows)

    assert sum(parted) == points
    assert max(parted) - min(parted) <= Decimal("0.0001")


@given(value=st.fractions(min_value=-1000, max_value=1000), places=st.integers(0, 4))
def test_rounding_moves_by_half_a_place_at_most(value: Fraction, places: int) -> None:
    for mode in ("HALF_UP", "HALF_EVEN"):
        moved = abs(Fraction(rounded(value, Rounding("ITEM", places, mode))) - value)
        assert moved <= Fraction(1, 2 * 10**places)
