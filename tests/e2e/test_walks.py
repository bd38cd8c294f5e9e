"""The other ways of the procedure through the real pages; what is not looked at is prepared through /graphql."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from support.product import Product

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"


@pytest.mark.parametrize(
    "walks",
    [
        ("separate", "jointLeads"),
        ("returnAndRedispatch", "returnRefusedThenRecalled", "merge", "declineAndWithdraw"),
        ("bounce", "waive", "sentBack"),
        ("promiseToArchive", "infeasible"),
        ("conflict", "pressing", "accounts"),
    ],
    ids=lambda walks: "_".join(walks),
)
def test_walks_end_as_they_should(product: Product, walks: tuple[str, ...]) -> None:
    walked = subprocess.run(
        ["node", "tests/browser/walk-shapes.mjs", product.url().rstrip("/"), *walks],
        cwd=FRONTEND,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert walked.returncode == 0, walked.stdout + walked.stderr
