"""Coverage summary: the product's branch coverage by the unit and database suites in one line, and the lowest modules.

Reads what ``infra/scripts/test`` had measured below ``.lianban/coverage``. No threshold: a number that must not fall
would be met by tests that only run code. Processes that tests start are not measured; their modules stand
low for that reason.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from coverage import Coverage
from coverage.exceptions import CoverageException

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".lianban" / "coverage"
LEAST = 10


def main() -> int:
    """Combine the measurements and print them; never fails a run of the tests."""
    measured = Coverage(data_file=str(FOLDER / "all"), config_file=str(ROOT / "pyproject.toml"))
    report = FOLDER / "all.json"
    try:
        measured.combine([str(FOLDER / name) for name in ("unit", "database")], keep=True)
        measured.json_report(outfile=str(report))
    except CoverageException as error:
        print(f"— 覆盖率未能汇总 / no coverage: {error}")
        return 0
    report_data = json.loads(report.read_text(encoding="utf-8"))
    by_module = {name: one["summary"]["percent_covered"] for name, one in report_data["files"].items()}
    least = sorted(by_module, key=lambda name: (by_module[name], name))[:LEAST]
    listed = "，".join(f"{name} {by_module[name]:.0f}%" for name in least)
    print(
        f"— 分支覆盖率 / branch coverage {report_data['totals']['percent_covered']:.1f}%；最低 / least: {listed}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
