"""``lianban supervision``: clocks and boards of the governments, seen from the terminal."""

from __future__ import annotations

import click

from governments.models import Government, State
from governments.scope import governing, platform_scope
from lianban.cli_home import with_database
from lianban.cli_trouble import say
from live.boards_feed import about
from supervision.board import recount_board
from supervision.planning import replan as plan_anew


@click.group()
def supervision() -> None:
    """Run on the machine of the deployment."""


@supervision.command(
    help="按各件当前数据重新计算全部期限与提醒，可重复执行\n\nPlan all clocks anew from the rows; idempotent"
)
@click.argument("code", required=False)
@with_database
def replan(code: str | None) -> None:
    """For one government, or for all in service; tells what counts on a calendar year that is not announced."""
    with platform_scope():
        codes = [code] if code else list(_in_service())
    for one in codes:
        with governing(one):
            planned = plan_anew()
        click.echo(say("replanned", government=one, clocks=planned.clocks))
        for year, clocks in planned.unannounced.items():
            click.echo(say("replanned_unannounced", government=one, year=year, clocks=clocks))


@supervision.command(
    help="按各件当前数据核对督办看板的计数，有差异则改正并列出\n\nCompare the boards' counts with the rows; repair"
)
@click.argument("code", required=False)
@with_database
def recount(code: str | None) -> None:
    """For one government, or for all in service; a line for each difference that was found and repaired."""
    with platform_scope():
        codes = [code] if code else list(_in_service())
    for one in codes:
        with governing(one) as row:
            wrong = recount_board(about(row))
        click.echo(say("recounted", government=one, differences=len(wrong)))
        for key, n in wrong.items():
            what = " ".join(str(part) for part in key if part)
            click.echo(say("recounted_difference", government=one, what=what, difference=f"{n:+d}"))


def _in_service() -> list[str]:
    return list(Government.objects.filter(state=State.ACTIVE).order_by("id").values_list("code", flat=True))
