"""``lianban calendar``: the working-day calendar at the terminal, and a new year's notice from a file or text."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from datetime import date

import click
from django.utils.timezone import localtime

from governments.calendar.notices import Preview, announce, preview
from governments.entering.scope import platform_scope
from lianban.cli.files import TEXT_FILE
from lianban.cli.home import with_database
from lianban.cli.trouble import operations_text
from rules.calendar.holidays import Arrangement, Holiday, holidays_of, weekday
from rules.calendar.holidays_file import read_notice
from rules.calendar.in_force import notices_in_force


@click.group()
def calendar() -> None:
    """Common to all governments; a notice is never altered, it is corrected by another one."""


@calendar.command(
    help="显示一年的放假安排；不写年份则列出已公布的年份\n\nShow a year, or list the announced years"
)
@click.argument("year", type=int, required=False)
@with_database
def show(year: int | None) -> None:
    """As the newest notice of the year arranges it."""
    with platform_scope():
        notices = notices_in_force()
    if year is None:
        click.echo(operations_text("calendar_years", years="、".join(str(one.year) for one in notices)))
        return
    notice = next((one for one in notices if one.year == year), None)
    if notice is None:
        click.echo(operations_text("calendar_unannounced", year=year))
        return
    click.echo(" ".join(part for part in (notice.title, notice.number) if part))
    click.echo(
        operations_text(
            "calendar_uploaded", who=notice.uploaded_by, at=f"{localtime(notice.uploaded_at):%Y-%m-%d}"
        )
    )
    _print_days(holidays_of(notice), [date.fromisoformat(day) for day in notice.make_up])


@calendar.command(
    help="上传放假安排通知：通知正文、YAML 或 CSV 文件，- 为标准输入\n\nAnnounce from a file, or from -"
)
@TEXT_FILE
@click.option("--year", type=int, help="通知未写明年份时 / the year, where the text does not name it")
@click.option("--reason", default="", help="更正已公布年份的理由 / why an announced year is corrected")
@click.option("--by", default="", help="上传人，默认为系统用户 / who uploads, by default the system's user")
@click.option("--key", default="", help="幂等标识，重复执行只生效一次 / idempotency key, 8 to 64 characters")
@click.option("--yes", is_flag=True, help="不再询问，直接上传；不加则只预览并询问 / announce without asking")
@with_database
def add(text: str, year: int | None, reason: str, by: str, key: str, yes: bool) -> None:
    """Shows what was read and what would change, then asks."""
    reading = read_notice(text, year)
    found = reading.arrangement
    click.echo(" ".join(part for part in (found.title, found.number) if part))
    _print_days(found.holidays, found.make_up)
    for clause in reading.unread:
        click.echo(operations_text("calendar_unread", said=clause))
    with platform_scope():
        _print_preview(preview(found, reason))
        if not yes and not click.confirm(operations_text("calendar_sure", year=found.year)):
            return
        row = announce(found, by=by or getpass.getuser(), key=key or _own_key(found, reason), reason=reason)
    click.echo(operations_text("calendar_added", year=row.year))


def _own_key(found: Arrangement, reason: str) -> str:
    """The same content with the same reason is the same upload."""
    return f"file:{found.fingerprint[:40]}:{len(reason)}"


def _print_days(holidays: Iterable[Holiday], make_up: Iterable[date]) -> None:
    for one in holidays:
        days = f"{one.start}（{weekday(one.start)}）—{one.end}（{weekday(one.end)}）"
        click.echo(operations_text("calendar_holiday", name=one.name, days=days))
    open_days = "、".join(f"{day}（{weekday(day)}）" for day in make_up)
    click.echo(operations_text("calendar_make_up", days=open_days or "—"))


def _print_preview(seen: Preview) -> None:
    for year in seen.skipped:
        click.echo(operations_text("calendar_skipped", year=year))
    click.echo(operations_text("calendar_differs", number=len(seen.differences)))
    for one in seen.differences:
        click.echo(f"  {one}")
    click.echo(operations_text("calendar_reaches", clocks=seen.clocks, governments=seen.governments))
