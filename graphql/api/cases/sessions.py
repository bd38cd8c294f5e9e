"""Meeting a case belongs to, as a type."""

from __future__ import annotations

from api.shapes.enums import CaseKind
from api.shapes.fields import Row, identity, number, one, text


class CaseSession(Row):
    """The meeting a case belongs to (届次)."""

    id = identity()
    name = text("Name.")
    kind = one(CaseKind, "Kind of cases it takes.")
    year = number("Year.")
