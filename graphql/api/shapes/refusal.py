"""Typed refusal that a mutation answers with when the rules say no."""

from __future__ import annotations

from api.shapes.fields import Row, text
from kernel.refusals import Refusal as Refused


class Refusal(Row):
    """An expected refusal: nothing was changed. Show ``message``; it says what to do."""

    code = text("Code of the refusal, for programs.")
    field = text("The argument or input field it is about, as named here; empty when about none.")
    message = text("Chinese sentence for the person.")


def told(refusal: Refused) -> Refusal:
    """The refusal as it is served."""
    return Refusal(code=refusal.code, field=refusal.field, message=refusal.message)
