"""``lianban bench``: ours and a reference, measured in the same run. The benchmarks are in ``tests/bench``.

They are no part of the installed program: where the checkout's tests are absent, the command says so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from lianban.cli.trouble import CommandFailed
from lianban.embedded.server import ROOT

TESTS = ROOT / "tests"
FEWEST, ROUNDS = 5, 7


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option(
    "--json", "file", type=click.Path(path_type=Path, dir_okay=False), help="另存为 JSON / write JSON too"
)
@click.option(
    "--size", type=click.IntRange(1), help="规模，含义见 --list / how much; --list says what it means"
)
@click.option("--rounds", type=click.IntRange(1), default=ROUNDS, show_default=True, help="轮数 / rounds")
@click.option("--list", "listed", is_flag=True, help="列出各项及规模的含义 / list names and sizes")
def bench(names: tuple[str, ...], file: Path | None, size: int | None, rounds: int, listed: bool) -> None:
    """Brings its own PostgreSQL (fsync on). The exit code does not depend on the figures."""
    known = _known()
    if listed:
        _loaded(known.values())
        click.echo("\n".join(f"{name:<12} --size = {one.size}" for name, one in known.items()))
        return
    unknown = [name for name in names if name not in known]
    if unknown:
        raise CommandFailed(f"没有名为 {'、'.join(unknown)} 的对照测试；可用的有：{'、'.join(known)}。")
    _loaded(known[name] for name in names or known)
    figures = import_module("bench.running").run_all(names or tuple(known), size, rounds, tell=click.echo)
    if file is not None:
        import_module("bench.measure").write_json(figures, file)


def _known() -> dict[str, Any]:
    """The benchmarks of the checkout by name."""
    if not (TESTS / "bench").is_dir():
        raise CommandFailed("对照测试不随程序安装，请在源码目录中运行（缺少 tests/bench）。")
    if str(TESTS) not in sys.path:
        sys.path.insert(0, str(TESTS))
    known: dict[str, Any] = import_module("bench.catalogue").BENCHMARKS
    return known


def _loaded(benchmarks: Iterable[Any]) -> None:
    """Load what the benchmarks need, or say what is missing; a name that nobody knows is refused before."""
    try:
        for one in benchmarks:
            _ = one.loaded
    except ModuleNotFoundError as error:
        raise CommandFailed(
            f"缺少 {error.name}：对照测试需要开发依赖，请先在源码目录执行 make prepare。"
        ) from error
