"""Usage errors in Chinese: click's English messages, translated by the kind of the error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import click

from lianban.cli.trouble import operations_text

CHINESE = re.compile(r"[\u4e00-\u9fff]")


class WrongUsage(click.UsageError):
    """Ends a command with exit code 2: how it is written, where its help is, what is wrong."""

    def show(self, file: object = None) -> None:
        """Print all of it to the terminal's error stream."""
        if self.ctx is not None:
            pieces = " ".join(self.ctx.command.collect_usage_pieces(self.ctx))
            click.echo(operations_text("usage", command=self.ctx.command_path, pieces=pieces), err=True)
        click.secho(f"× {self.message}", fg="red", err=True)


@contextmanager
def usage_in_chinese() -> Iterator[None]:
    """Report click's usage errors in this way; that a group was called without a command shows its help as before."""
    try:
        yield
    except (WrongUsage, click.exceptions.NoArgsIsHelpError):
        raise
    except click.UsageError as error:
        raise WrongUsage(_message_of(error), error.ctx) from None


def _message_of(error: click.UsageError) -> str:
    if CHINESE.search(error.message):  # a command's own sentence
        return error.message
    if isinstance(error, click.NoSuchOption):
        return operations_text("usage_no_option", name=error.option_name) + _meant(error)
    if isinstance(error, click.BadOptionUsage):
        return _of_value(error)
    if isinstance(error, click.MissingParameter):
        kind = "option" if isinstance(error.param, click.Option) else "argument"
        return operations_text(f"usage_missing_{kind}", name=_name(error)) + _choices(error)
    if isinstance(error, click.BadParameter):
        return operations_text("usage_value", name=_name(error)) + _wanted(error)
    return _of_words(error)


def _of_words(error: click.UsageError) -> str:
    """No such command, or words too many, which click names in brackets only."""
    unknown = getattr(error, "command_name", None)
    if unknown is not None:
        return operations_text("usage_no_command", name=unknown) + _meant(error)
    extra = re.search(r"\((.+)\)", error.message)
    return (
        operations_text("usage_extra", words=extra[1])
        if extra
        else operations_text("usage_wrong", why=error.message)
    )


def _of_value(error: click.BadOptionUsage) -> str:
    """A flag was given a value, or an option none; only the message says which, and no context comes with it."""
    flag = "not take" in error.message
    return operations_text(
        "usage_flag" if flag else "usage_no_value", name=error.option_name
    ) + operations_text("usage_see_help")


def _name(error: click.BadParameter) -> str:
    """The parameter as it is written: --kind, or FILE."""
    if error.param is None:
        return ""
    return error.param.opts[0] if isinstance(error.param, click.Option) else error.param.human_readable_name


def _meant(error: click.UsageError) -> str:
    near = getattr(error, "possibilities", None)
    return operations_text("usage_meant", names="、".join(near)) if near else ""


def _choices(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    return (
        operations_text("usage_choices", values="、".join(kind.choices))
        if isinstance(kind, click.Choice)
        else ""
    )


def _wanted(error: click.BadParameter) -> str:
    """What the value may be."""
    kind = error.param.type if error.param else None
    if isinstance(kind, click.IntRange):
        least = kind.min if kind.min is not None else ""
        most = kind.max if kind.max is not None else ""
        code = "usage_between" if least != "" and most != "" else "usage_at_least"
        return operations_text(code, least=least, most=most)
    if isinstance(kind, click.DateTime):
        return operations_text("usage_day")
    if kind is click.INT:
        return operations_text("usage_number")
    return _choices(error) or operations_text("usage_see_help")
