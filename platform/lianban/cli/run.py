"""``lianban run`` and ``lianban up``: the whole installation in one process tree; prints the address when ready."""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request

import click

from lianban.cli.home import remember
from lianban.cli.trouble import operations_text
from lianban.embedded import server as postgres
from lianban.processes.child import Program, lianban
from lianban.processes.heartbeat import SILENT
from lianban.processes.installation import LOOPBACK, Installation, check_port
from lianban.processes.supervisor import Supervisor

READY_TIMEOUT = 90.0
DEMO_HOSTS = {"yunzhou": "云州市", "binjiang": "滨江区", "xicheng": "西城区", "heshan": "鹤山县"}
PORT = click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    envvar="LIANBAN_PORT",
    show_default=True,
    help="网页端口 / web port",
)


@click.command()
@PORT
def run(port: int) -> None:
    """Everything on one machine; asks for nothing."""
    remember("LIANBAN_DEMO", "1")
    server = postgres.embedded()
    # Noted beside the data, so that it is gone when they are; an external database is looked into each time.
    filled = server.folder / "demo-is-filled" if server is not None else None
    steps = [
        Program("setup", lianban("setup")),
        Program("demo", lianban("demo", "--if-empty"), once=filled),
    ]
    _run_supervised(port, steps, DEMO_HOSTS)


@click.command()
@PORT
def up(port: int) -> None:
    """Brings the tables up to date where a new version wants it, then starts; fills in nothing."""
    _run_supervised(port, [Program("setup", lianban("setup", "--if-needed"))], {})


def _run_supervised(port: int, steps: list[Program], hosts: dict[str, str]) -> None:
    os.environ.setdefault("LIANBAN_LOGS", "text")
    address = f"http://localhost:{port}"
    installation = Installation(postgres.HOME)
    with installation.claimed(address):
        check_port(LOOPBACK, port)
        supervisor = Supervisor(installation, postgres.embedded(), click.echo)
        programs = [
            Program("web", lianban("web", "--port", str(port)), essential=True, silent=SILENT),
            Program("relay", lianban("relay"), silent=SILENT),
            Program("worker", lianban("worker"), delay=3.0, silent=SILENT),
            Program("scheduler", lianban("scheduler"), delay=4.0, silent=SILENT),
        ]
        raise SystemExit(supervisor.run(steps, programs, lambda: _announce(supervisor, port, hosts)))


def _announce(supervisor: Supervisor, port: int, hosts: dict[str, str]) -> None:
    """Say the address as soon as the web is ready; after PATIENCE seconds say what is not."""
    started = time.monotonic()
    missing = ["web"]
    while not supervisor.stopping and time.monotonic() - started < READY_TIMEOUT:
        missing = _not_ready(port)
        if not missing:
            lines = [f"  {name}  http://{code}.localhost:{port}" for code, name in hosts.items()]
            click.secho(
                "\n".join(["", operations_text("ready", address=f"http://localhost:{port}"), *lines, ""]),
                fg="green",
                bold=True,
            )
            return
        time.sleep(0.25)
    if not supervisor.stopping:
        click.secho(
            operations_text("not_ready", seconds=int(READY_TIMEOUT), missing="、".join(missing)), fg="yellow"
        )


def _not_ready(port: int) -> list[str]:
    """Names of the required dependencies that ``/health/ready`` finds wanting; empty when all work."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/health/ready", headers={"Host": "localhost"})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - fixed scheme
            report = json.load(answer)
    except urllib.error.HTTPError as error:
        try:
            report = json.load(error)
        except ValueError:
            return ["web"]
    except (OSError, ValueError):
        return ["web"]
    return [name for name, check in report["dependencies"].items() if check["required"] and not check["ok"]]
