"""``lianban supervision``: clocks and boards of the governments, seen from the terminal."""

from __future__ import annotations

from collections.abc import Callable

import click
import structlog
from django.db import DatabaseError

from cases.clocks.duties import restore_duties
from cases.clocks.projection import differences
from cases.models import Case
from governments.entering.scope import governing, platform_scope
from governments.models import Government, State
from kernel.outages import is_outage
from lianban.cli.home import with_database
from lianban.cli.trouble import Trouble, operations_text
from live.feed import about
from supervision.board import recount_board
from supervision.planning import replan as plan_anew
from transfers.due_columns import differences as differences_across

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
    """For one government, or for all in service; prints what counts on a calendar year that is not announced."""
    _for_each(code, _replan)


@supervision.command(
    help="核对看板计数、经办事项（有差异则改正）和办理期限（有差异则列出）"
    "\n\nCompare board counts and duties (repaired) and due days"
)
@click.argument("code", required=False)
@with_database
def recount(code: str | None) -> None:
    """For one government, or for all in service; a line for each difference: due days listed, others repaired."""
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
    click.echo(operations_text("replanned", government=row.code, clocks=planned.clocks))
    for year, clocks in planned.unannounced.items():
        click.echo(operations_text("replanned_unannounced", government=row.code, year=year, clocks=clocks))


def _recount(row: Government) -> None:
    wrong = recount_board(about(row))
    click.echo(operations_text("recounted", government=row.code, differences=len(wrong)))
    for key, n in wrong.items():
        what = " ".join(str(part) for part in key if part)
        click.echo(
            operations_text("recounted_difference", government=row.code, what=what, difference=f"{n:+d}")
        )
    repaired = restore_duties()
    click.echo(operations_text("recounted_duties", government=row.code, differences=len(repaired)))
    for case in Case.objects.filter(pk__in=repaired).order_by("pk"):
        number = case.case_no or case.registration_no
        click.echo(operations_text("recounted_duty", government=row.code, case=number))
    _compare_due_days(row)


def _compare_due_days(row: Government) -> None:
    """Columns that repeat a due day; only listed: a case changes through its steps alone."""
    wrong = [*differences(), *differences_across()]
    click.echo(operations_text("recounted_days", government=row.code, differences=len(wrong)))
    cases = Case.objects.in_bulk({one.case_id for one in wrong})
    for one in wrong:
        case = cases[one.case_id]
        click.echo(
            operations_text(
                "recounted_day",
                government=row.code,
                case=case.case_no or case.registration_no,
                column=one.column,
                key=one.key,
                stored=one.stored,
                expected=one.expected,
            )
        )


def _in_service() -> list[str]:
    return list(Government.objects.filter(state=State.ACTIVE).order_by("id").values_list("code", flat=True))
