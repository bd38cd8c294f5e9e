"""Data folder of an installation: its ``environment`` file, and the database for the duration of a command."""

from __future__ import annotations

import functools
import os
import secrets
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import environ

from lianban.cli.trouble import Trouble, why
from lianban.embedded import server as postgres

APP_LOGIN = "lianban_app"
DATABASE = "lianban"

P = ParamSpec("P")
R = TypeVar("R")


def prepare() -> None:
    """Fill in what the environment leaves open: from the folder's file, then the embedded database's address."""
    file = postgres.HOME / "environment"
    if file.is_file():
        environ.Env.read_env(file)
    server = postgres.embedded()
    if server is not None:
        os.environ["DATABASE_URL"] = server.url(APP_LOGIN, DATABASE)
        os.environ["DATABASE_ADMIN_URL"] = server.url(postgres.SUPERUSER, DATABASE)
        if not os.environ.get("LIANBAN_SECRET_KEY"):
            remember("LIANBAN_SECRET_KEY", secrets.token_urlsafe(48))


def remember(name: str, value: str) -> None:
    """Set a variable now and for every later start of this folder, unless it is set. Raises Trouble."""
    if os.environ.get(name):
        return
    file = postgres.HOME / "environment"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with open(file, "a", opener=lambda path, flags: os.open(path, flags, 0o600)) as handle:
            handle.write(f"{name}={value}\n")
    except OSError as error:
        raise Trouble("pg_unwritable", folder=file.parent, reason=why(error)) from error
    os.environ[name] = value


def with_database(command: Callable[P, R]) -> Callable[P, R]:
    """Let a command have the database: the running one, or an embedded one for as long as it lasts."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        with postgres.running():
            return command(*args, **kwargs)

    return wrapped
