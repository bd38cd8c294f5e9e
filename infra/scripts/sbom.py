"""``make sbom``: CycloneDX lists of what is shipped (Python, interface) and all licence texts, in ``build/sbom``.

The Python list is taken from an environment made of the run-time packages alone; the writer has its own.
"""

from __future__ import annotations

import os
import subprocess
import sys

from licences import FRONTEND, ROOT, main
from prepare import Stop, call, report, uv

OUT = ROOT / "build" / "sbom"
SHIPPED, TOOL = OUT / "shipped", OUT / "tool"
PYTHON, INTERFACE = OUT / "python.cdx.json", OUT / "interface.cdx.json"


def write() -> None:
    """Both lists and the texts."""
    OUT.mkdir(parents=True, exist_ok=True)
    for folder, choice in ((SHIPPED, ["--no-dev", "--all-extras"]), (TOOL, ["--only-group=sbom"])):
        locked = [*uv(), "sync", "--frozen", "--no-install-project", *choice, "--python", sys.executable]
        call(locked, ROOT, UV_PROJECT_ENVIRONMENT=str(folder), UV_PYTHON_DOWNLOADS="never")
    command = [str(TOOL / "bin" / "cyclonedx-py"), "environment", "--output-reproducible", "--of", "JSON"]
    product = ["--pyproject", "pyproject.toml", "--mc-type", "application"]
    call([*command, *product, "-o", str(PYTHON), str(SHIPPED)], ROOT)
    INTERFACE.write_bytes(_interface())
    main([str(OUT)])
    for file in (PYTHON, INTERFACE, OUT / "THIRD_PARTY_LICENSES"):
        report(f"✓ {file.relative_to(ROOT)}")


def _interface() -> bytes:
    command = ["npm", "sbom", "--omit", "dev", "--sbom-format", "cyclonedx"]
    done = subprocess.run(command, cwd=FRONTEND, stdout=subprocess.PIPE, env=os.environ)
    if done.returncode != 0:
        raise Stop(
            "“npm sbom”未能完成，原因见上方输出；请先运行 make prepare，并确认 npm 为 9.5 或更新版本。"
        )
    return done.stdout


if __name__ == "__main__":
    try:
        write()
    except Stop as reason:
        sys.exit(f"× {reason}")
