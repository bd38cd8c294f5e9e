"""Three windows: the city's office, a district's office and its bureau deal with one case, through the real pages."""

from __future__ import annotations

import subprocess
from pathlib import Path

from support.product import Product

ROOT = Path(__file__).resolve().parents[2]


def test_a_case_goes_down_and_its_answer_is_issued_above(product: Product) -> None:
    walked = subprocess.run(
        ["node", "tests/browser/walk-across.mjs", product.url().rstrip("/")],
        cwd=ROOT / "frontend",
        capture_output=True,
        text=True,
        timeout=420,
        check=False,
    )

    assert walked.returncode == 0, walked.stdout + walked.stderr
    assert "the answer from below is issued" in walked.stdout
