"""``lianban supervision``: clocks and boards of the governments, seen from the terminal."""

from __future__ import annotations

from collections.abc import Callable

import click
import structlog
from django.db import DatabaseError

from governments.entering.scope import governing, platform_scope
from governments.models import Government, State
from kernel.outages import is_outage
from lianban.cli.home import with_database
from lianban.cli.trouble import Trouble, say
from live.boards_feed import about
from supervision.board import recount_board
from supervision.planning import replan as plan_anew

log = structlog.get_logger(__name__)


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
    _for_each(code, _replan)


@supervision.command(
    help="按各件当前数据核对督办看板的计数，有差异则改正并列出\n\nCompare the boards' counts with the rows; repair"
)
@click.argument("code", required=False)
@with_database
def recount(code: str | None) -> None:
    """For one government, or for all in service; a line for each difference that was found and repaired."""
    _for_each(code, _recount)


def _for_each(code: str | None, act: Callable[[Government], None]) -> None:
    """One government, or all in service; one that is locked or broken is named at the end, the others are done."""
    with platform_scope():
        codes = [code] if code else list(_in_service())
    failed = []
    for one in codes:
        try:
            with governing(one) as row:
                act(row)
        except DatabaseError as error:
            if is_outage(error):
                raise
            log.exception("supervision: a government was left out", government=one)
            failed.append(one)
    if failed:
        raise Trouble("supervision_left_out", governments="、".join(failed))


def _replan(row: Government) -> None:
    planned = plan_anew()
    click.echo(say("replanned", government=row.code, clocks=planned.clocks))
    for year, clocks in planned.unannounced.items():
        click.echo(say("replanned_unannounced", government=row.code, year=year, clocks=clocks))


def _recount(row: Government) -> None:
    wrong = recount_board(about(row))
    click.echo(say("recounted", government=row.code, differences=len(wrong)))
    for key, n in wrong.items():
        what = " ".join(str(part) for part in key if part)
        click.echo(say("recounted_difference", government=row.code, what=what, difference=f"{n:+d}"))


def _in_service() -> list[str]:
    return list(Government.objects.filter(state=State.ACTIVE).order_by("id").values_list("code", flat=True))
