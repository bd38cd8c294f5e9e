"""``make graph``: the import graph of docs/architecture.md, drawn from what import-linter finds in the code.

An arrow that others imply is left out (transitive reduction), so that a page shows the whole. A dashed arrow points
against the rest: it closes a cycle.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- import graph: make graph -->", "<!-- end of import graph -->"
ARROW = re.compile(r'"\.?([\w.]+)" ->  "\.?([\w.]+)"( \[style="dashed"\])?')
Arrows = dict[tuple[str, str], bool]


def packages() -> list[str]:
    """The root packages, from the file of import contracts."""
    listed = (ROOT / ".importlinter").read_text(encoding="utf-8").split("root_packages =")[1]
    return [line.strip() for line in listed.split("include_")[0].splitlines() if line.strip()]


def arrows(*names: str) -> Arrows:
    """Who imports whom among these packages, or inside one; true where the arrow closes a cycle."""
    folders = [str(ROOT / one) for one in ("platform", "tenants", "graphql", "realtime")]
    drawn = subprocess.run(
        [str(Path(sys.prefix) / "bin" / "import-linter"), "drawgraph", "--show-cycle-breakers", *names],
        cwd=ROOT / "platform",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(folders)},
        capture_output=True,
        text=True,
        check=True,
    )
    return {(one, other): bool(dashed) for one, other, dashed in ARROW.findall(drawn.stdout)}


def reduced(found: Arrows) -> Arrows:
    """Without the arrows that a longer way implies; those that close a cycle stay."""
    forward = {pair for pair, dashed in found.items() if not dashed}
    return {
        pair: dashed
        for pair, dashed in found.items()
        if dashed or not _reachable(*pair, without=pair, among=forward)
    }


def _reachable(start: str, goal: str, *, without: tuple[str, str], among: Iterable[tuple[str, str]]) -> bool:
    ways = [pair for pair in among if pair != without]
    seen, ahead = {start}, [start]
    while ahead:
        here = ahead.pop()
        for one, other in ways:
            if one == here and other not in seen:
                seen.add(other)
                ahead.append(other)
    return goal in seen


def mermaid(found: Arrows) -> str:
    """A flow chart that GitHub and Gitea draw."""
    lines = [
        f"  {one} {'-.->' if dashed else '-->'} {other}" for (one, other), dashed in sorted(found.items())
    ]
    return "\n".join(["```mermaid", "flowchart TD", *lines, "```"])


def drawn() -> str:
    """Both graphs: the packages, and inside ``cases``."""
    inner = {pair: dashed for pair, dashed in arrows("cases").items() if "migrations" not in pair}
    return (
        f"{BEGIN}\n{mermaid(reduced(arrows(*packages())))}\n\nInside `cases`:\n\n"
        f"{mermaid(reduced(inner))}\n{END}"
    )


def with_graph(page: str) -> str:
    """The page with the graph of the code as it is."""
    before, _, rest = page.partition(BEGIN)
    return before + drawn() + rest.partition(END)[2]


def main(arguments: list[str]) -> int:
    """Write the graph into the page, or with ``--check`` say whether it is there."""
    page = PAGE.read_text(encoding="utf-8")
    current = with_graph(page)
    if "--check" in arguments:
        return int(page != current)
    PAGE.write_text(current, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
