"""Three windows: the city's office, a county's office and its bureau deal with one case, through the real pages.

The city's board moves by itself meanwhile; of another case, which is late, the red light rings once, and the score of
the year shows it as lost points and opens it.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from support.product import Product

ROOT = Path(__file__).resolve().parents[2]
LATE = "关于修复云岭集镇破损乡道的建议"
COUNTY, BUREAU = "heshan", "roads"
ONCE = {"yunzhou": ["T0 RED"], COUNTY: ["T0 RED"]}

# This county's figures and running days are looked at, so its tests run one after the other.
pytestmark = pytest.mark.xdist_group("heshan")


@pytest.fixture(scope="module")
def late(product: Product) -> dict[str, Any]:
    """A case that the county's bureau has not answered in time; its ids, and the year it is scored in."""
    begun: dict[str, Any] = product.told("late_case", "begin", LATE, COUNTY, BUREAU)
    return begun


def rung(product: Product, late: dict[str, Any]) -> dict[str, list[str]]:
    """What has rung for it so far, after two more scans beside the product's own."""
    ringing: dict[str, list[str]] = product.told(
        "late_case", "ring", str(late["above"]), COUNTY, str(late["below"])
    )
    return ringing


def test_a_case_goes_down_and_its_one_letter_is_delivered_above_while_a_late_one_rings_and_costs_points(
    product: Product, late: dict[str, Any]
) -> None:
    first = rung(product, late)

    walked = subprocess.run(
        [
            "node",
            "tests/browser/walk-across.mjs",
            product.url().rstrip("/"),
            LATE,
            str(late["above"]),
            str(late["year"]),
        ],
        cwd=ROOT / "frontend",
        capture_output=True,
        text=True,
        timeout=540,
        check=False,
    )

    assert walked.returncode == 0, walked.stdout + walked.stderr
    assert "the answer from below is delivered" in walked.stdout
    assert "the opinion from below is the county's word to the lead" in walked.stdout
    assert "the late case costs its points" in walked.stdout
    assert first == rung(product, late) == ONCE
