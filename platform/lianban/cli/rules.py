"""``lianban rules``: rule packs at the terminal: listed, checked, loaded as a draft, issued."""

from __future__ import annotations

import secrets
import sys
from datetime import date, datetime
from itertools import groupby

import click

from cases.clocks.pack_change import numbers_of, preview_pack
from governments.entering.scope import governing
from kernel.actor import SYSTEM
from kernel.refusals import NotVisible, Refusal
from kernel.wording import label
from lianban.cli.files import TEXT_FILE
from lianban.cli.home import with_database
from lianban.cli.trouble import operations_text
from rules.checking.body import problems
from rules.checking.reading import read
from rules.commands import issue_pack, start_pack_draft
from rules.explaining.comparing import Difference, compare
from rules.models import PackDraft, RulePack
from rules.queries import pack_in_force, placed

SHOWN = 40  # moved days
GOVERNMENT = click.option("--government", required=True, help="政府代码 / code of the government")
ON = click.option(
    "--effective-on", type=click.DateTime(["%Y-%m-%d"]), help="施行日期 / first day it is in force"
)
NOTE = click.option("--note", default="", help="修订依据 / what the change rests on")
RUNNING = click.option(
    "--running-go-over", is_flag=True, help="在办件自该日起改按本规则包 / running cases go over, too"
)
REPLACE = click.option("--replace", is_flag=True, help="取代已定的版本 / put aside what is set for later")


@click.group()
def rules() -> None:
    """A version that is issued never changes; the next one follows it."""


@rules.command("list", help="列出各版规则包和草案\n\nList versions and drafts")
@GOVERNMENT
@with_database
def list_(government: str) -> None:
    """Of each kind the newest first."""
    with governing(government):
        rows = groupby(RulePack.objects.order_by("kind", "-version"), key=lambda row: row.kind)
        versions = [one for _, group in rows for one in placed(group)]
        drafts = list(PackDraft.objects.all())
    for one in versions:
        row, standing = one.row, label("pack_words", f"standing.{one.standing}")
        kind = label("kinds", row.kind)
        click.echo(
            operations_text(
                "rules_version",
                kind=kind,
                version=row.version,
                day=row.effective_on,
                standing=standing,
                title=row.title,
            )
        )
    for draft in drafts:
        click.echo(
            operations_text(
                "rules_draft", number=draft.pk, kind=label("kinds", draft.kind), title=draft.title or "—"
            )
        )


@rules.command(help="检查规则包文件，列出全部问题\n\nCheck a file; exit code 1 when anything is wrong")
@TEXT_FILE
def check(text: str) -> None:
    """Nothing is loaded; no database is needed."""
    found = problems(read(text))
    for one in found:
        click.echo(operations_text("rules_problem", place=one.place, message=one.message))
    click.echo(operations_text("rules_wrong", number=len(found)) if found else operations_text("rules_fine"))
    sys.exit(1 if found else 0)


@rules.command(
    help="预览与现行规则包的不同之处和在办件变动的期限，不保存\n\nWhat would change; nothing is kept"
)
@TEXT_FILE
@GOVERNMENT
@with_database
def preview(text: str, government: str) -> None:
    """By today's cases; whether they go over is said when it is issued."""
    body = read(text)
    with governing(government):
        found = preview_pack(body)
        left = RulePack.objects.get(pk=pack_in_force(body["kind"]).pk)
        numbers = numbers_of(found.moves)
    _print_differences(compare(left.body, body), left)
    click.echo(
        operations_text("rules_running", running=found.running, arrived=found.arrived, kept=found.kept)
    )
    click.echo(
        operations_text("rules_moved", cases=found.moved_cases, days=len(found.moves), past=found.past)
    )
    for one in found.moves[:SHOWN]:
        part = one.old.assignment
        facts = {"unit": part.unit.short_name if part else "—", "what": label("due_kinds", one.old.what)}
        number, days = numbers[one.old.case_id], {"old": one.old.day, "new": one.new.day}
        click.echo(operations_text("rules_moved_day", number=number, **facts, **days))
    if len(found.moves) > SHOWN:
        click.echo(operations_text("rules_more", number=len(found.moves) - SHOWN))


def _print_differences(found: list[Difference], left: RulePack) -> None:
    click.echo(
        operations_text("rules_differences", version=left.version, title=left.title, number=len(found))
    )
    for one in found:
        facts = {"left": one.left or "（无）", "right": one.right or "（无）"}
        click.echo(operations_text("rules_difference", place=one.place, **facts))


@rules.command(
    help="载入规则包文件为草案；写明施行日期的，随即发布\n\nLoad a file as a draft; with a day, issue it"
)
@TEXT_FILE
@GOVERNMENT
@ON
@NOTE
@RUNNING
@REPLACE
@with_database
def load(
    text: str,
    government: str,
    effective_on: datetime | None,
    note: str,
    running_go_over: bool,
    replace: bool,
) -> None:
    """A draft that cannot be issued stays as a draft, and it is said why."""
    with governing(government):
        draft = start_pack_draft(SYSTEM, _key(), text=text)
        if draft is None:
            raise NotVisible("pack_draft_unknown")
        click.echo(operations_text("rules_loaded", number=draft.pk, title=draft.title or "—"))
        if effective_on is not None:
            _issue(draft, effective_on.date(), note, running_go_over=running_go_over, replace=replace)


@rules.command(help="发布草案\n\nIssue a draft by its number")
@click.argument("draft", type=int)
@GOVERNMENT
@ON
@NOTE
@RUNNING
@REPLACE
@with_database
def issue(
    draft: int,
    government: str,
    effective_on: datetime | None,
    note: str,
    running_go_over: bool,
    replace: bool,
) -> None:
    """The number is the one that ``list`` shows."""
    with governing(government):
        row = PackDraft.objects.filter(pk=draft).first()
        if row is None:
            raise NotVisible("pack_draft_unknown")
        if effective_on is None:
            raise Refusal("pack_day_missing", field="effectiveOn")
        _issue(row, effective_on.date(), note, running_go_over=running_go_over, replace=replace)


def _issue(draft: PackDraft, day: date, note: str, *, running_go_over: bool, replace: bool) -> None:
    pack = issue_pack(
        SYSTEM,
        draft.pk,
        _key(),
        revision=draft.revision,
        effective_on=day,
        note=note,
        running_go_over=running_go_over,
        replace=replace,
    )
    click.echo(operations_text("rules_issued", title=pack.title, version=pack.version, day=pack.effective_on))


def _key() -> str:
    return f"cli-{secrets.token_hex(12)}"
