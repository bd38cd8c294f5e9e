"""``lianban assessment``: scoring schemes at the terminal: listed, shown, checked, tried, issued."""

from __future__ import annotations

import secrets
import sys
from datetime import datetime

import click

from assessment.commands import issue_written_scheme
from assessment.models import Scheme, SubjectGroup
from assessment.scheme import SHIPPED, shipped_text, text_of
from assessment.scheme_check import problems
from assessment.trying import RankingTrial, try_scheme
from governments.entering.scope import governing
from kernel.actor import SYSTEM
from kernel.clock import today
from kernel.refusals import NotVisible
from kernel.wording import label
from lianban.cli.files import TEXT_FILE
from lianban.cli.home import with_database
from lianban.cli.trouble import operations_text
from rules.checking.reading import read

GOVERNMENT = click.option("--government", required=True, help="政府代码 / code of the government")
YEAR = click.option("--year", required=True, type=click.IntRange(2000, 2100), help="考核年度 / year")


@click.group()
def assessment() -> None:
    """A scheme that is issued never changes; the next version follows it."""


@assessment.command("list", help="列出已发布的考核办法\n\nList issued schemes")
@GOVERNMENT
@with_database
def list_(government: str) -> None:
    """The newest year first."""
    with governing(government):
        rows = list(Scheme.objects.all())
    for row in rows:
        facts = {"version": row.version, "by": row.issued_by, "day": row.issued_on, "note": row.note or "—"}
        click.echo(operations_text("scheme_version", number=row.pk, year=row.year, title=row.title, **facts))
    click.echo(operations_text("scheme_count", count=len(rows)))


@assessment.command(help="显示办法全文：随附办法的代号，或者已发布办法的编号\n\nShow a scheme as YAML")
@click.argument("scheme")
@click.option(
    "--government", help="政府代码（显示已发布的办法时） / code of the government, for an issued one"
)
@with_database
def show(scheme: str, government: str | None) -> None:
    """To be altered, checked and issued as the next version."""
    if scheme in SHIPPED:
        click.echo(shipped_text(scheme), nl=False)
        return
    if government is None or not scheme.isdecimal():
        raise NotVisible("scheme_unknown")
    with governing(government):
        row = Scheme.objects.filter(pk=int(scheme)).first()
    if row is None:
        raise NotVisible("scheme_unknown")
    click.echo(text_of(row), nl=False)


@assessment.command(help="检查考核办法文件，列出全部问题\n\nCheck a file; exit code 1 when anything is wrong")
@TEXT_FILE
def check(text: str) -> None:
    """Nothing is loaded; no database is needed."""
    found = problems(read(text))
    for one in found:
        click.echo(operations_text("rules_problem", place=one.place, message=one.message))
    click.echo(operations_text("rules_wrong", number=len(found)) if found else operations_text("scheme_fine"))
    sys.exit(1 if found else 0)


@assessment.command("try", help="按办法文件试算，不保存任何内容\n\nScore by a file, keep nothing")
@TEXT_FILE
@GOVERNMENT
@YEAR
@click.option("--cut-off", type=click.DateTime(["%Y-%m-%d"]), help="截止日，默认今天 / last day that counts")
@click.option(
    "--group", type=click.Choice(SubjectGroup.values), default="BUREAUS", help="考核对象 / whom to rank"
)
@with_database
def try_(text: str, government: str, year: int, cut_off: datetime | None, group: str) -> None:
    """The ranking, with what each unit got and could get for each item."""
    body, day = read(text), cut_off.date() if cut_off else today()
    with governing(government):
        trial = try_scheme(SYSTEM, body=body, year=year, cut_off=day, group=group)
    _print_trial(trial)


def _print_trial(trial: RankingTrial) -> None:
    click.echo(operations_text("scheme_tried", title=trial.title))
    for line in trial.scores:
        if line.total is None:
            why = label("assessment_words", f"not_ranked.{line.not_ranked}")
            click.echo(operations_text("scheme_unranked", unit=line.unit, why=why))
            continue
        click.echo(
            operations_text(
                "scheme_line", rank=line.rank, unit=line.unit, total=f"{line.total:.{trial.places}f}"
            )
        )
        for item in line.items:
            points = "—" if item.points is None else f"{item.points:.{trial.places}f}"
            facts = {"title": item.plan.title, "points": points, "weight": f"{item.weight.normalize():f}"}
            click.echo(operations_text("scheme_item", why=item.explanation, **facts))


@assessment.command(help="发布考核办法文件，成为该年度的下一版\n\nIssue a file as the year's next version")
@TEXT_FILE
@GOVERNMENT
@YEAR
@click.option("--note", required=True, help="发布依据，如文号 / what it rests on")
@with_database
def issue(text: str, government: str, year: int, note: str) -> None:
    """It can never be changed; the next version follows it."""
    with governing(government):
        key = f"cli-{secrets.token_hex(12)}"
        row = issue_written_scheme(SYSTEM, key, text=text, year=year, note=note)
    click.echo(
        operations_text("scheme_issued", number=row.pk, title=row.title, year=row.year, version=row.version)
    )
