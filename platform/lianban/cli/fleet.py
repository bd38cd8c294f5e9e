"""``lianban fleet``: the registry of governments seen from the terminal."""

from __future__ import annotations

import click

from cases.models import CaseKind
from governments.entering.registry import find_government
from governments.entering.scope import platform_scope
from governments.migration.compiled import newest_version
from governments.migration.fleet import FleetUpgrade, migrate_fleet
from governments.models import Government, Tier
from governments.provisioning.founding import provision
from governments.provisioning.refilling import MOST, ready, refill
from governments.provisioning.suspending import resume, suspend
from kernel.plain_text import refuse_otherwise
from kernel.wording import section
from lianban.cli.home import with_database
from lianban.cli.trouble import Trouble, operations_text
from transfers.register import set_numbers

TIERS = click.Choice([tier.value for tier in Tier], case_sensitive=False)


@click.group()
def fleet() -> None:
    """Run on the machine of the deployment, with DATABASE_ADMIN_URL for what changes tables."""


@fleet.command(help="列出各政府及其数据表版本\n\nList governments and the version of their tables")
@with_database
def status() -> None:
    """One line per government: code, name, tier, state, whether its tables are the newest."""
    newest = newest_version()
    with platform_scope():
        rows = list(Government.objects.order_by("id"))
    for row in rows:
        state = operations_text("fleet_newest" if row.schema_version == newest else "fleet_behind")
        click.echo(f"{row.code:<16} {row.tier:<9} {row.state:<10} {state}  {row.name}")
    click.echo(operations_text("fleet_count", count=len(rows)))


@fleet.command(
    help="把各政府的数据表升级到最新，可中断后继续\n\nMigrate every government that is behind; resumable"
)
@with_database
def migrate() -> None:
    """A government that fails is named and the others go on; run again to resume."""
    upgrade = migrate_all()
    if upgrade.failed:
        raise Trouble("fleet_failed", governments="、".join(sorted(upgrade.failed)))
    if not upgrade.migrated:
        click.echo(operations_text("fleet_all_newest"))


def migrate_all() -> FleetUpgrade:
    """Migrate all governments with progress; what was migrated and what failed."""

    def report(code: str, done: int, total: int) -> None:
        click.echo(operations_text("fleet_migrating", government=code, done=done, total=total))

    return migrate_fleet(report)


@fleet.command(
    help="预建空白政府库，开通时改名即用；不写数量则只显示\n\nBuild spare schemas ahead; without N, count them"
)
@click.argument("number", type=click.IntRange(0, MOST), required=False, metavar="[N]")
@with_database
def spares(number: int | None) -> None:
    """May be interrupted and run again; outdated spares are removed."""
    if number is not None:
        refill(
            number,
            lambda built, missing: click.echo(
                operations_text("fleet_spare_built", built=built, missing=missing)
            ),
        )
    click.echo(operations_text("fleet_spares", count=ready()))


@fleet.command("provision", help="开通一个政府\n\nOpen a new government")
@click.argument("code")
@click.argument("name")
@click.option("--tier", type=TIERS, required=True, help="层级 / tier")
@click.option("--parent", help="上级政府代码 / code of the parent")
@click.option("--short-name", default="", help="简称 / short name")
@click.option("--domain", default="", help="域名 / host name")
@click.option("--prefix", default="", help="本级政府发文代字，如 滨政 / prefix of its own letters' numbers")
@with_database
def provision_(
    code: str, name: str, tier: str, parent: str | None, short_name: str, domain: str, prefix: str
) -> None:
    """All or nothing; one that exists already is left as it is."""
    with platform_scope():
        above = Government.objects.filter(code=parent).first() if parent else None
        if parent and above is None:
            raise Trouble("fleet_no_parent", parent=parent)
        names = {"short_name": short_name, "domain": domain, "prefix": prefix}
        there = find_government(code) is not None
        row = provision(code, name, tier=tier.upper(), parent=above, **names)
        if there:
            asked = {
                "上级政府代码": parent or None,
                "网址": domain.lower() or None,
                "简称": short_name or None,
            }
            _as_asked(
                row, asked | {"名称": name.strip(), "层级": _tier(tier.upper()), "发文代字": prefix or None}
            )
    facts = {"name": row.name, "government": row.code, "tier": _tier(row.tier)}
    click.echo(operations_text("fleet_there" if there else "fleet_provisioned", **facts))


def _tier(tier: str) -> str:
    return section("operations")[f"tier_{tier}"]


def _as_asked(row: Government, asked: dict[str, str | None]) -> None:
    """Refuse for a government that is there already and is not as the command says: nothing of it was changed."""
    domain = row.domains.filter(is_primary=True).first()
    stored = {
        "名称": row.name,
        "层级": _tier(row.tier),
        "简称": row.short_name,
        "发文代字": row.number_prefix,
    }
    stored |= {"上级政府代码": row.parent.code if row.parent else "", "网址": domain.domain if domain else ""}
    refuse_otherwise("政府", row.code, stored, asked)


@fleet.command("suspend", help="暂停一个政府，数据不动\n\nPut a government out of service; its data stays")
@click.argument("code")
@with_database
def suspend_(code: str) -> None:
    """Its pages say so within seconds; timed work and what is sent to it wait."""
    row = suspend(code)
    click.echo(operations_text("fleet_suspended", name=row.name, government=row.code))


@fleet.command("resume", help="恢复已暂停的政府\n\nServe a suspended government again")
@click.argument("code")
@with_database
def resume_(code: str) -> None:
    """What waited meanwhile is done now."""
    row = resume(code)
    click.echo(operations_text("fleet_resumed", name=row.name, government=row.code))


@fleet.command(
    "number",
    help="设定政府的发文代字和本年起始号\n\nSet the prefix of a government's own letters and where this year's go on",
)
@click.argument("code")
@click.option(
    "--prefix", required=True, help="本级政府发文代字，如 滨政 / prefix of its own letters' numbers"
)
@click.option(
    "--next", "start", type=click.IntRange(1, 99999), help="本年下一个编号，不写则接续 / the coming number"
)
@click.option(
    "--kind", type=click.Choice(CaseKind.values), help="起始号只用于该类件，不写则各类同设 / of one kind only"
)
@with_database
def number_(code: str, prefix: str, start: int | None, kind: str | None) -> None:
    """A number that was given is never given again; numbers of letters already reported stay."""
    numbers = set_numbers(code, prefix, start=start, kinds=[kind] if kind else CaseKind.values)
    row = find_government(code)
    facts = {"name": row.name if row else code, "government": code, "prefix": prefix.strip()}
    click.echo(operations_text("fleet_numbered", numbers="、".join(numbers), **facts))
