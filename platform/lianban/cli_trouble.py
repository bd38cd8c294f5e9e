"""An operational problem, told to the person at the terminal in one Chinese sentence that says what to do."""

from __future__ import annotations

import click

from kernel.wording import section


class Trouble(click.ClickException):
    """Ends a command with exit code 1 and one sentence; ``code`` is a key of ``operations.zh.json``."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        super().__init__(say(code, **facts))

    def show(self, file: object = None) -> None:
        """Print the sentence alone: no English prefix, no traceback."""
        click.secho(f"× {self.message}", fg="red", err=True)


def say(code: str, **facts: object) -> str:
    """One operations text with its facts filled in; raises KeyError for an unknown code."""
    return section("operations")[code].format(**facts)
