"""``lianban people``: the first units, accounts and sessions of a government, and the platform's operators."""

from __future__ import annotations

from datetime import datetime

import click
from django.db import transaction

from cases.commands import add_session
from cases.models import CaseKind
from governments.operators import create_operator
from governments.registry import find_government
from governments.scope import current_government, governing, platform_scope
from kernel.actor import SYSTEM
from kernel.refusals import NotVisible, Refusal
from lianban.cli_home import with_database
from lianban.cli_operators import terminal
from lianban.cli_trouble import say
from people.commands import add_section, add_unit, create_account, link_government
from people.models import Section, Unit, UnitKind
from people.roles import Role

GOVERNMENT = click.option("--government", required=True, help="政府代码 / code of the government")


@click.group()
def people() -> None:
    """What a new government needs before anybody can sign in; later its administrator does it in the page."""


@people.command(help="新增单位（及其科室）\n\nAdd a unit with its sections; one that exists is left as it is")
@click.argument("code")
@click.argument("name")
@GOVERNMENT
@click.option("--short-name", required=True, help="简称 / short name")
@click.option("--kind", type=click.Choice(UnitKind.values), default="BUREAU", show_default=True)
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
    kind: str,
    prefix: str,
    sections: tuple[str, ...],
    linked: str,
) -> None:
    """Units are found by their code; one that is there already can be linked later."""
    with governing(government), transaction.atomic():
        _not_the_governments(prefix)
        row = add_unit(SYSTEM, code=code, name=name, short_name=short_name, kind=kind, prefix=prefix)
        for section in sections:
            add_section(SYSTEM, unit=row, name=section)
        if linked:
            _directly_below(linked, row.short_name)
            link_government(SYSTEM, code=code, government=linked)
    click.echo(say("people_unit", name=row.name, unit=row.code))


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
    click.echo(say("people_account", username=username, password=password))


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
    with governing(government):
        row = add_session(SYSTEM, kind=kind, name=name, year=opened.year, opened_on=opened.date())
    click.echo(say("people_session", name=row.name))


@people.command(help="新增平台管理员，显示一次性密码\n\nCreate a platform operator")
@click.argument("username")
@click.argument("name")
@with_database
def operator(username: str, name: str) -> None:
    """An operator works on the platform's host and can read no case."""
    with platform_scope():
        password = create_operator(username, name, by=terminal())
    click.echo(say("people_account", username=username, password=password))
