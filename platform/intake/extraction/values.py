"""Values as texts: dates as ISO days, whole numbers without a fraction, lists as an enumeration."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any


def text_of(value: Any) -> str:
    """A value of a cell or of a JSON field, as the office would have typed it."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "、".join(text_of(one) for one in value)
    return str(value)
