"""Operational problems, reported at the terminal in one Chinese sentence that says what to do."""

from __future__ import annotations

import errno

import click
import psycopg
from django.core.exceptions import ImproperlyConfigured

from governments.entering.refusals import GovernmentNotServed
from kernel.refusals import Refusal
from kernel.wording import section


class CommandFailed(click.ClickException):
    """Ends a command with exit code 1 and one sentence."""

    def show(self, file: object = None) -> None:
        """Print the sentence alone: no English prefix, no traceback."""
        click.secho(f"× {self.message}", fg="red", err=True)


class Trouble(CommandFailed):
    """A sentence of ``operations.zh.json``, by its code."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        super().__init__(operations_text(code, **facts))


def operations_text(code: str, **facts: object) -> str:
    """One operations text with its facts filled in; raises KeyError for an unknown code."""
    return section("operations")[code].format(**facts)


def why(error: OSError) -> str:
    """What the system says against a file or folder, in Chinese where it is one of the usual reasons."""
    return section("operations").get(f"why_{errno.errorcode.get(error.errno or 0)}") or error.strerror or ""


def recognised(error: BaseException) -> CommandFailed | None:
    """The sentence for a refusal, or for an error whose cause lies outside the program; None for a fault of ours."""
    if isinstance(error, GovernmentNotServed | Refusal):
        return CommandFailed(error.message)
    if isinstance(error, ImproperlyConfigured):
        return CommandFailed(str(error))
    link: BaseException | None = error
    while link is not None:
        if isinstance(link, psycopg.errors.DiskFull) or getattr(link, "errno", None) == errno.ENOSPC:
            return Trouble("disk_full_now")
        if isinstance(link, psycopg.OperationalError) and link.sqlstate is None:
            return Trouble("database_unreachable")
        link = link.__cause__ or link.__context__
    return None
