"""Input files of commands: a missing or unreadable one is refused in a sentence that says what to do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from kernel.refusals import Refusal
from lianban.cli.trouble import Trouble, why

STANDARD_INPUT = Path("-")


class TextFile(click.ParamType[str]):
    """The whole text of a file in UTF-8, with or without its mark; ``-`` is standard input."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Raises Trouble or Refusal; other commands of the group need no file."""
        path = Path(value)
        try:
            raw = sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()
        except FileNotFoundError as error:
            raise Trouble("file_missing", file=path) from error
        except OSError as error:
            raise Trouble("file_unreadable", file=path, reason=why(error)) from error
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Refusal("pack_not_text") from error


TEXT_FILE = click.argument("text", metavar="FILE", type=TextFile())
