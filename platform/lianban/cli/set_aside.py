"""``lianban trouble``: messages and jobs that wait because they failed, or were set aside; and trying them again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from governments.entering.refusals import GovernmentNotServed
from governments.entering.registry import find_government
from governments.entering.scope import platform_scope
from lianban.cli.home import with_database
from lianban.cli.trouble import Trouble, operations_text
from outbox.models import Message
from supervision.public.models import Job

SHOWN = 50
GOVERNMENT = click.option("--government", "code", default="", help="只看某个政府 / of one government")


@click.group(invoke_without_command=True)
@GOVERNMENT
@click.pass_context
def trouble(context: click.Context, code: str) -> None:
    """Without a word more it lists; exit code 1 when something was set aside."""
    if context.invoked_subcommand is None:
        show(code)


@with_database
def show(code: str) -> None:
    """A line for each, those that were set aside first."""
    with platform_scope():
        _check_known(code)
        found = [("message", _troubled(Message.objects, code)), ("job", _troubled(Job.objects, code))]
        lines = [line for kind, rows in found for line in _lines(kind, rows)]
        aside = sum(rows.filter(dead_at__isnull=False).count() for _, rows in found)
        waiting = sum(rows.count() for _, rows in found) - aside
    click.echo("\n".join([*lines, operations_text("trouble_counted", aside=aside, waiting=waiting)]))
    if aside:
        raise Trouble("trouble_aside")


@trouble.command(help="将搁置的和等待重试的事项立即重试\n\nTry all of them again now")
@GOVERNMENT
@with_database
def retry(code: str) -> None:
    """They begin with no attempts; the relay and the worker take them within a minute, those of one line in order."""
    with platform_scope():
        _check_known(code)
        messages = _troubled(Message.objects, code).update(dead_at=None, attempts=0, not_before=None)
        jobs = _troubled(Job.objects, code).update(dead_at=None, attempts=0, due_at=Now())
    click.echo(operations_text("trouble_retried", messages=messages, jobs=jobs))


def _check_known(code: str) -> None:
    """A mistyped code must not read like "nothing is in trouble"."""
    if code and find_government(code) is None:
        raise GovernmentNotServed("government_unknown", code)


def _troubled(rows: Any, code: str) -> QuerySet[Any]:
    """What failed, and what was put off without blame because a government is not in service."""
    failed = Q(dead_at__isnull=False) | Q(attempts__gt=0)
    found: QuerySet[Any] = rows.filter(failed | ~Q(last_error=""))
    return found.filter(government=code) if code else found


def _lines(kind: str, rows: QuerySet[Any]) -> Iterable[str]:
    for one in rows.order_by("dead_at", "id")[:SHOWN]:
        yield operations_text(
            "trouble_line",
            standing=operations_text("trouble_dead" if one.dead_at else "trouble_waits"),
            kind=operations_text(f"trouble_{kind}"),
            number=one.pk,
            government=one.government or "-",
            what=one.topic if kind == "message" else one.task,
            attempts=one.attempts,
            error=one.last_error.partition(":")[0],  # what follows may hold values
        )
