"""Refusal: one exception, a code from the catalogue, a Chinese sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable

from kernel.wording import called


class Refusal(Exception):
    """An expected refusal: ``code`` is a key of the catalogue, ``field`` the input it is about (or empty).

    The Chinese sentence is rendered at the place where the facts are known, and again where a rule pack has words
    of its own for what it speaks of.
    """

    def __init__(self, code: str, *, field: str = "", **facts: object) -> None:
        self.code = code
        self.field = field
        self._facts = facts
        self.render(str)
        super().__init__(self.message)

    def render(self, words: Callable[[str], str], *, opinion: bool = False) -> None:
        """Render the sentence, its wording put through ``words``, for what is asked for an ``opinion`` in its words.

        Facts stay as they are.
        """
        self.message = words(called("refusals", self.code, opinion=opinion)).format(**self._facts)


class NotPermitted(Refusal):
    """The actor has no right to take this step on this object."""


class NotVisible(Refusal):
    """The object does not exist for this actor; deliberately the same answer for both reasons."""

    def __init__(self, code: str = "not_found", *, field: str = "", **facts: object) -> None:
        super().__init__(code, field=field, **facts)
