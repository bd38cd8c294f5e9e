"""``make check``: everything that is checked without a database, two commands at a time; at most a minute.

Prints one line per check as it ends, and the whole output of those that failed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.prefix) / "bin"
FRONTEND = ROOT / "frontend"
ENVIRONMENT = {**os.environ, "LIANBAN_DEV": "1"}

# `make test` measures what they cover (infra/scripts/test); alone they are to be fast.
MEASURED = ["--cov", "--cov-report="] if "COVERAGE_FILE" in os.environ else []

# The longest first, so that both sequences end together.
CHECKS: dict[str, list[list[str]]] = {
    "architecture": [[str(BIN / "python"), "-m", "pytest", "tests/architecture"]],
    "types": [[str(BIN / "mypy")]],
    "frontend": [["npm", "run", "--silent", step] for step in ("codegen", "lint", "types", "budgets")],
    "unit tests": [[str(BIN / "python"), "-m", "pytest", "tests/unit", *MEASURED]],
    "lint": [[str(BIN / "ruff"), "check", "."]],
    "format": [[str(BIN / "ruff"), "format", "--check", "."]],
    "import contracts": [[str(BIN / "lint-imports"), "--no-cache"]],
}


def run(name: str) -> tuple[str, bool, float, str]:
    """One check: name, whether it passed, seconds, output."""
    began = time.monotonic()
    folder = FRONTEND if name == "frontend" else ROOT
    output = ""
    for command in CHECKS[name]:
        done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True)
        output += done.stdout + done.stderr
        if done.returncode != 0:
            return name, False, time.monotonic() - began, output
    return name, True, time.monotonic() - began, output


def main() -> int:
    """Run all checks; 1 when one of them failed."""
    failures = []
    with ThreadPoolExecutor(max_workers=2) as lanes:
        for done in as_completed([lanes.submit(run, name) for name in CHECKS]):
            name, passed, seconds, output = done.result()
            print(f"{'✓' if passed else '×'} {name:<18} {seconds:5.1f} s", flush=True)
            if not passed:
                failures.append(name)
                print(output, flush=True)
    if failures:
        print(f"× check: {', '.join(failures)}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
