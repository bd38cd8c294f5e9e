"""``lianban import``: a committee's list into one government, with a report that names row, column and cure."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click
import orjson
from django.db import transaction

from cases.commands import add_session
from cases.models import CaseKind, CaseSession
from governments.scope import governing
from intake.columns import columns_of
from intake.commands import Report, import_listing
from intake.reading import Listing, read
from kernel.actor import Actor
from kernel.clock import today
from kernel.refusals import Refusal
from kernel.wording import label
from lianban.cli_home import with_database
from lianban.cli_trouble import Told

IMPORTER = Actor(account_id=None, name="台账导入", system=True)
SHOWN = 40
SOME_REFUSED = 1
KIND_HEADERS = ("kind", "类型", "件别", "性质")
YEAR_HEADERS = ("year", "年度", "issued_date", "publish_time", "登记日期", "提出日期")
YEAR = re.compile(r"(19|20)\d\d")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--government", required=True, help="政府代码，如 yunzhou / code of the government")
@click.option(
    "--kind", type=click.Choice(CaseKind.values), help="件别；默认由列名和内容判断 / kind of the papers"
)
@click.option("--session", "session_name", help="届次名称，没有则新建 / session, created when new")
@click.option("--dry-run", is_flag=True, help="只检查不写入 / check everything, write nothing")
@click.option("--strict", is_flag=True, help="有一行有误即全部不导入 / import nothing if any row is refused")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出结果 / report as JSON")
@with_database
def import_(
    file: Path,
    government: str,
    kind: str | None,
    session_name: str | None,
    dry_run: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Exit code 0: all rows taken or known; 1: some refused; 2: the file cannot be used."""
    try:
        listing = read(file)
        columns_of(listing)
    except Refusal as refusal:
        raise _Unusable(refusal) from refusal
    with governing(government), _kept(not dry_run):
        session = _session(listing, kind or _kind(listing), session_name)
        report = import_listing(
            IMPORTER, listing, session, dry_run=dry_run, strict=strict, progress=_Progress(quiet=as_json)
        )
    _tell(report, dry_run=dry_run, strict=strict, as_json=as_json)
    sys.exit(SOME_REFUSED if report.refused else 0)


@contextmanager
def _kept(keep: bool) -> Iterator[None]:
    """Let the work stand, or take it back at the end: a dry run does everything for real first."""
    if keep:
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _kind(listing: Listing) -> str:
    """The kind that the list itself names, in a column or in its file name; refused when it names none or both."""
    named = {_named(str(row.cells.get(header, ""))) for row in listing.rows for header in KIND_HEADERS}
    named = (named - {None}) or {_named(listing.name.lower())}
    if len(named) == 1 and (kind := named.pop()) is not None:
        return kind
    raise _Unusable(Refusal("kind_not_told"))


def _named(text: str) -> str | None:
    if any(word in text for word in ("proposal", "cppcc", "提案", "政协")):
        return "PROPOSAL"
    if any(word in text for word in ("suggestion", "npc", "建议", "议案", "人大")):
        return "SUGGESTION"
    return None


def _session(listing: Listing, kind: str, name: str | None) -> CaseSession:
    """The named session, or that of the year which the rows tell."""
    year = _year(listing)
    named = name or f"{year}年{label('kinds', kind)}"
    session = add_session(IMPORTER, kind=kind, name=named, year=year, opened_on=date(year, 1, 1))
    if session.kind != kind:
        raise _Unusable(Refusal("session_of_other_kind", name=named))
    return session


def _year(listing: Listing) -> int:
    years = Counter(
        int(found.group())
        for row in listing.rows
        for header in YEAR_HEADERS
        if (found := YEAR.match(str(row.cells.get(header, ""))))
    )
    return years.most_common(1)[0][0] if years else today().year


def _tell(report: Report, *, dry_run: bool, strict: bool, as_json: bool) -> None:
    if as_json:
        click.echo(orjson.dumps(asdict(report), option=orjson.OPT_INDENT_2).decode())
        return
    for one in report.problems[:SHOWN]:
        click.echo(label("intake", "problem").format(row=one.row, column=one.column, message=one.message))
    if len(report.problems) > SHOWN:
        click.echo(label("intake", "more").format(number=len(report.problems) - SHOWN))
    if report.unused:
        click.echo(label("intake", "unused").format(names="、".join(report.unused)))
    click.echo(
        label("intake", "result").format(added=report.added, known=report.known, refused=report.refused)
    )
    if strict and report.refused:
        click.echo(label("intake", "strict"))
    if dry_run:
        click.echo(label("intake", "dry"))


class _Unusable(Told):
    """The file, or what was said about it, cannot be used: exit code 2."""

    exit_code = 2

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)


class _Progress:
    """A line that is written over on a terminal, and nothing where none looks."""

    def __init__(self, *, quiet: bool) -> None:
        self.shown = not quiet and sys.stderr.isatty()
        self.began = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if self.shown:
            rate = round(done / max(time.monotonic() - self.began, 0.001))
            text = label("intake", "progress").format(done=done, total=total, rate=rate)
            click.echo(f"\r{text}", nl=done == total, err=True)
