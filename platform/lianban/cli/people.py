"""``lianban people``: the first units, accounts and sessions of a government, and the platform's operators."""

from __future__ import annotations

from datetime import datetime

import click
from django.db import transaction

from cases.clocks.duties import restore_duties
from cases.commands import add_session
from cases.models import CaseKind, CaseSession
from governments.entering.registry import find_government
from governments.entering.scope import current_government, governing, platform_scope
from governments.operators import create_operator
from kernel.actor import SYSTEM
from kernel.plain_text import checked_name, refuse_otherwise
from kernel.refusals import NotVisible, Refusal
from kernel.wording import label
from lianban.cli.home import with_database
from lianban.cli.operators import terminal
from lianban.cli.trouble import operations_text
from people.commands import add_section, add_unit, create_account, link_government
from people.models import Section, Unit, UnitKind
from people.roles import Role

LONGEST_SESSION = 80  # the column
GOVERNMENT = click.option("--government", required=True, help="政府代码 / code of the government")


@click.group()
def people() -> None:
    """What a new government needs before anybody can sign in; later its administrator does it in the page."""


@people.command(help="新增单位（及其科室）\n\nAdd a unit with its sections; one that exists is left as it is")
@click.argument("code")
@click.argument("name")
@GOVERNMENT
@click.option("--short-name", required=True, help="简称 / short name")
@click.option("--kind", type=click.Choice(UnitKind.values), help="单位类别，默认 BUREAU / kind of body")
@click.option("--prefix", default="", help="发文字头，如 云教 / prefix of document numbers")
@click.option("--section", "sections", multiple=True, help="科室，可多次 / a section, may be repeated")
@click.option(
    "--linked", default="", help="下级政府在本系统中的代码，关联后经来往件交办 / code of a lower government"
)
@with_database
def unit(
    code: str,
    name: str,
    government: str,
    short_name: str,
    kind: str | None,
    prefix: str,
    sections: tuple[str, ...],
    linked: str,
) -> None:
    """Units are found by their code; one that is there already can be linked later."""
    with governing(government), transaction.atomic():
        _not_the_governments(prefix)
        there = Unit.objects.filter(code=code).exists()
        row = add_unit(
            SYSTEM, code=code, name=name, short_name=short_name, kind=kind or UnitKind.BUREAU, prefix=prefix
        )
        _as_asked(row, name=name, short_name=short_name, kind=kind, prefix=prefix)
        for section in sections:
            add_section(SYSTEM, unit=row, name=section)
        if linked:
            _directly_below(linked, row.short_name)
            link_government(SYSTEM, code=code, government=linked)
            restore_duties()  # what its people had to do is theirs there from now on
    click.echo(operations_text("people_unit_there" if there else "people_unit", name=row.name, unit=row.code))


def _as_asked(row: Unit, *, name: str, short_name: str, kind: str | None, prefix: str) -> None:
    """Refuse for a unit that is there already and is not as the command says: nothing of it would be changed."""
    stored = {"单位名称": row.name, "简称": row.short_name, "发文字头": row.number_prefix}
    asked = {"单位名称": name.strip(), "简称": short_name.strip(), "发文字头": prefix.strip() or None}
    stored["类别"], asked["类别"] = label("unit_kinds", row.kind), label("unit_kinds", kind) if kind else None
    refuse_otherwise("单位", row.code, stored, asked)


def _not_the_governments(prefix: str) -> None:
    """Refuse the government's own prefix: two registers under one prefix would give the same numbers."""
    current = current_government()
    if prefix and current is not None and current.number_prefix == prefix.strip():
        raise Refusal("prefix_of_government", field="prefix", prefix=prefix.strip())


def _directly_below(code: str, unit: str) -> None:
    """Refuse a code that is no government, or one that is not directly below the present government."""
    lower, current = find_government(code), current_government()
    if lower is None or not lower.served:
        raise Refusal("government_unknown", field="linked", unit=unit)
    if current is None or lower.parent_id != current.pk:
        raise Refusal("not_lower_government", field="linked", unit=unit)


@people.command(help="新增账号，显示一次性密码\n\nCreate an account; its one-time password is shown once")
@click.argument("username")
@click.argument("name")
@GOVERNMENT
@click.option("--unit", "unit_code", required=True, help="单位代码 / code of the unit")
@click.option("--section", default="", help="科室名称 / name of the section")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True, help="岗位 / role")
@with_database
def account(username: str, name: str, government: str, unit_code: str, section: str, role: str) -> None:
    """Whoever signs in with a one-time password is asked for one of their own."""
    with governing(government):
        row = Unit.objects.filter(code=unit_code).first()
        if row is None:
            raise NotVisible("unit_unknown")
        place = _section(row, section) if section else None
        _, password = create_account(
            SYSTEM,
            username=username,
            name=name,
            unit_id=row.pk,
            role=Role(role),
            section_id=place.pk if place else None,
        )
    click.echo(operations_text("people_account", username=username, password=password))


def _section(unit: Unit, name: str) -> Section:
    """The unit's section of this name; a mistyped one must not become an account without a section."""
    found: Section | None = Section.objects.filter(unit=unit, name=name).first()
    if found is None:
        known = "、".join(unit.sections.values_list("name", flat=True)) or "（无）"
        raise Refusal("section_unknown", field="section", unit=unit.short_name, section=name, known=known)
    return found


@people.command(help="新增届次\n\nAdd a session (meeting) that papers belong to")
@click.argument("name")
@GOVERNMENT
@click.option("--kind", type=click.Choice(CaseKind.values), required=True, help="件别 / kind of its papers")
@click.option("--opened", type=click.DateTime(["%Y-%m-%d"]), required=True, help="开幕日期 / day it opened")
@with_database
def session(name: str, government: str, kind: str, opened: datetime) -> None:
    """Importing a list makes its session by itself."""
    plain = checked_name(name, field="session", label="届次名称", longest=LONGEST_SESSION)
    day = opened.date()
    with governing(government):
        there = CaseSession.objects.filter(name=plain).exists()
        row = add_session(SYSTEM, kind=kind, name=plain, year=day.year, opened_on=day)
    stored = {"件别": label("kinds", row.kind), "年份": row.year, "开幕日期": row.opened_on}
    refuse_otherwise(
        "届次", row.name, stored, {"件别": label("kinds", kind), "年份": day.year, "开幕日期": day}
    )
    click.echo(operations_text("people_session_there" if there else "people_session", name=row.name))


@people.command(help="新增平台管理员，显示一次性密码\n\nCreate a platform operator")
@click.argument("username")
@click.argument("name")
@with_database
def operator(username: str, name: str) -> None:
    """An operator works on the platform's host and can read no case."""
    with platform_scope():
        password = create_operator(username, name, by=terminal())
    click.echo(operations_text("people_account", username=username, password=password))
