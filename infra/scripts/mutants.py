"""``make mutants``: plants faults in the modules that decide, one at a time, and counts those that no test notices.

``tests/mutants.yaml`` names the modules, their nearest tests and the survivors that are explained. Faults are planted
in a copy below ``build``; one database serves all runs. ``MODULE=path`` takes one module, ``FAULTS=n`` so many of each
(0: all), ``SEED=n`` others.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from prepare import Stop, call, uv

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "mutants"
TOOL, TREE, SERVER = OUT / "tool", OUT / "tree", OUT / "server"
SOURCES = ("platform", "tenants", "graphql", "realtime", "tests")


def main(modules: list[str]) -> int:
    """Plant faults in these modules, or in all that the list names; 1 when one survived without an explanation."""
    locked = [
        *uv(),
        "sync",
        "--frozen",
        "--no-install-project",
        "--only-group=mutants",
        "--python",
        sys.executable,
    ]
    call(locked, ROOT, UV_PROJECT_ENVIRONMENT=str(TOOL), UV_PYTHON_DOWNLOADS="never")
    copy_tree()
    environment = {
        **os.environ,
        "LIANBAN_DEV": "1",
        "LIANBAN_TEST_SERVER": str(SERVER),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join(str(TREE / name) for name in SOURCES),  # before those of the checkout
    }
    server_command = [sys.executable, "-P", "-m", "support.kept_server", str(SERVER)]
    with subprocess.Popen(
        server_command, cwd=TREE, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        try:
            if (server.stdout or sys.stdin).readline().strip() != b"ready":
                raise Stop("测试数据库未能启动，原因见上方输出。")
            planting = [
                str(TOOL / "bin" / "python"),
                str(ROOT / "infra" / "scripts" / "planting.py"),
                sys.executable,
            ]
            return subprocess.run([*planting, *modules], cwd=TREE, env=environment).returncode
        finally:
            server.communicate()


def copy_tree() -> None:
    """The checkout as it stands, without what is ignored; the interface is linked."""
    shutil.rmtree(TREE, ignore_errors=True)
    shutil.rmtree(SERVER, ignore_errors=True)
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        source, target = ROOT / name, TREE / name
        if source.is_file() and not name.startswith("frontend/"):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    (TREE / "frontend").symlink_to(ROOT / "frontend")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as reason:
        sys.exit(f"× {reason}")
