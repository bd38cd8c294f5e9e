"""``lianban operators``: who runs the fleet: listed, stopped, allowed again, given a new password; the log of it."""

from __future__ import annotations

import os
import pwd

import click
from django.utils.timezone import localtime

from governments.entering.scope import platform_scope
from governments.operators import operator_events, operators, reset_operator_password, set_operator_active
from kernel.wording import label
from lianban.cli.home import with_database
from lianban.cli.trouble import operations_text

USERNAME = click.argument("username")


def terminal() -> str:
    """Who works at this terminal, as the log names it: the machine's login."""
    number = os.getuid()
    try:
        login = pwd.getpwuid(number).pw_name
    except KeyError:  # a container's user has no entry
        login = str(number)
    return operations_text("terminal", login=login)


@click.group("operators")
def operators_() -> None:
    """A new one is made by ``lianban people operator``. What is done to an account is on record for good."""


@operators_.command("list", help="列出平台管理员\n\nList the platform's operators")
@with_database
def list_() -> None:
    """Those who were stopped, too."""
    with platform_scope():
        rows = list(operators())
    for row in rows:
        state = "stopped" if not row.is_active else "one_time" if row.must_change_password else "able"
        click.echo(
            operations_text(
                "operator_line",
                username=row.username,
                name=row.name,
                state=operations_text(f"operator_{state}"),
            )
        )
    click.echo(operations_text("operator_count", count=len(rows)))


@operators_.command(help="停用平台管理员，其登录随即失效\n\nStop an operator; the sessions end for good")
@USERNAME
@click.option(
    "--last",
    is_flag=True,
    help="停用最后一个可登录的 / also the last one who can sign in; nobody is left then",
)
@with_database
def stop(username: str, *, last: bool) -> None:
    """What the operator did stays under the name."""
    _set_active(username, active=False, last=last)


@operators_.command(
    help="启用已停用的平台管理员\n\nLet a stopped operator sign in again, with the same password"
)
@USERNAME
@with_database
def start(username: str) -> None:
    """Sessions from before do not come back."""
    _set_active(username, active=True)


def _set_active(username: str, *, active: bool, last: bool = False) -> None:
    with platform_scope():
        changed = set_operator_active(username, active=active, by=terminal(), last=last)
    outcome = "started" if active else "stopped_now"
    click.echo(
        operations_text(f"operator_{outcome}" if changed else f"operator_{outcome}_before", username=username)
    )


@operators_.command(help="重置平台管理员的密码，显示一次性密码\n\nGive an operator a new one-time password")
@USERNAME
@with_database
def reset(username: str) -> None:
    """The sessions end, and the account is locked nowhere."""
    with platform_scope():
        password = reset_operator_password(username, by=terminal())
    click.echo(operations_text("operator_reset", username=username, password=password))


@operators_.command(help="查看平台管理员账号的变动记录，新的在前\n\nWhat was done to operators' accounts")
@click.argument("username", required=False, default="")
@click.option(
    "--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, help="最多条数 / most"
)
@with_database
def log(username: str, limit: int) -> None:
    """Of one operator, or of all; nobody can alter or remove it."""
    with platform_scope():
        events = operator_events(username)
        rows, count = list(events[:limit]), events.count()
    for row in rows:
        change = label("operator_changes", row.change)
        who = {"username": row.operator.username, "by": row.by_label, "change": change}
        click.echo(operations_text("operator_event", at=f"{localtime(row.at):%Y-%m-%d %H:%M:%S}", **who))
    click.echo(operations_text("operator_events", count=count, shown=len(rows)))
