"""``lianban health``: the same checks as ``/health/ready``, at the terminal."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from lianban.cli.home import with_database
from lianban.cli.trouble import Trouble
from lianban.health.checks import report


@click.command()
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / print JSON")
@click.option("--required", is_flag=True, help="只看必需的依赖 / only what a process cannot do without")
@with_database
def health(as_json: bool, required: bool) -> None:
    """Exit code 1 when a dependency does not work."""
    checks = {name: check for name, check in report().items() if check.required or not required}
    if as_json:
        click.echo(json.dumps({name: asdict(check) for name, check in checks.items()}, ensure_ascii=False))
    else:
        for name, check in checks.items():
            symbol = click.style("✓", fg="green") if check.ok else click.style("×", fg="red")
            click.echo(f"{symbol} {name:<10} {check.milliseconds:>7.1f} ms  {check.detail}")
    if not all(check.ok for check in checks.values()):
        raise Trouble("health_bad")
