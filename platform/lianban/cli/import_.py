"""``lianban import``: a committee's list into one government, with a report that names row, column and cure."""

from __future__ import annotations

import sys
import time
from dataclasses import asdict
from pathlib import Path

import click

from cases.models import CaseKind
from governments.entering.scope import governing
from intake.commands import import_file
from intake.headers import FIELDS
from intake.reading import read
from intake.report import Report, RowProblem
from kernel import json_text
from kernel.actor import Actor
from kernel.plain_text import without_deception
from kernel.refusals import Refusal
from kernel.wording import label
from lianban.cli.home import with_database
from lianban.cli.trouble import CommandFailed

IMPORTER = Actor(account_id=None, name="台账导入", system=True)
SHOWN = 40
SOME_REFUSED = 1


def _columns() -> str:
    """What columns a list may have, as the import itself recognises them."""
    named = (f"{first}（{'、'.join(others)}）" if others else first for first, *others in FIELDS.values())
    return label("intake", "columns").format(names="；".join(named))


@click.command(epilog=_columns())
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--government", required=True, help="政府代码，如 yunzhou / code of the government")
@click.option(
    "--kind", type=click.Choice(CaseKind.values), help="件别；默认由列名和内容判断 / kind of the papers"
)
@click.option("--session", "session_name", help="届次名称，没有则新建 / session, created when new")
@click.option(
    "--year", type=click.IntRange(1954, 2100), help="届次所属年份；默认由列表判断 / year of the session"
)
@click.option("--dry-run", is_flag=True, help="只检查不写入 / check everything, write nothing")
@click.option("--strict", is_flag=True, help="有一行有误即全部不导入 / import nothing if any row is refused")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出结果 / report as JSON")
@with_database
def import_(
    file: Path,
    government: str,
    kind: str | None,
    session_name: str | None,
    year: int | None,
    dry_run: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Exit code 0: all rows taken or known; 1: some refused; 2: the file cannot be used."""
    try:
        listing = read(file)
        with governing(government):
            report = import_file(
                IMPORTER,
                listing,
                kind=kind,
                session=session_name,
                year=year,
                dry_run=dry_run,
                strict=strict,
                progress=_Progress(quiet=as_json),
            )
    except Refusal as refusal:
        raise _Unusable(refusal.message) from refusal
    _print_report(report, dry_run=dry_run, strict=strict, as_json=as_json)
    sys.exit(SOME_REFUSED if report.refused else 0)


def _print_report(report: Report, *, dry_run: bool, strict: bool, as_json: bool) -> None:
    if as_json:
        output = asdict(report) | {"dry_run": dry_run}
        click.echo(json_text.indented(output))
        return
    for one in report.problems[:SHOWN]:
        click.echo(_sentence(one))
    if len(report.problems) > SHOWN:
        click.echo(label("intake", "more").format(number=len(report.problems) - SHOWN))
    for name in ("interrupted", "kept", "unused", "other_sheets", "sessions"):
        if getattr(report, name):
            click.echo(
                label("intake", name).format(names=without_deception("、".join(getattr(report, name))))
            )
    _print_numbers(report)
    if strict and report.refused:
        click.echo(label("intake", "strict"))
    if dry_run:
        click.echo(label("intake", "dry"))


def _print_numbers(report: Report) -> None:
    click.echo(
        label("intake", "result").format(added=report.added, known=report.known, refused=report.refused)
    )
    if report.archived:
        click.echo(label("intake", "archived").format(number=report.archived))


def _sentence(one: RowProblem) -> str:
    """A problem as a line; what it quotes of the list does nothing to the terminal."""
    if not one.column:
        line = label("intake", "problem_line").format(row=one.row, message=one.message)
    else:
        line = label("intake", "problem").format(row=one.row, column=one.column, message=one.message)
    return without_deception(line)


class _Unusable(CommandFailed):
    """The file, or what was said about it, cannot be used: exit code 2."""

    exit_code = 2


class _Progress:
    """A line that is written over on a terminal; elsewhere a plain line for each batch."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet, self.terminal = quiet, sys.stderr.isatty()
        self.began = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if self.quiet:
            return
        if not self.terminal:
            click.echo(label("intake", "progress_line").format(done=done, total=total), err=True)
            return
        rate = round(done / max(time.monotonic() - self.began, 0.001))
        text = label("intake", "progress").format(done=done, total=total, rate=rate)
        click.echo(f"\r{text}", nl=done == total, err=True)
