"""Outages: whether an error means that the database is away, or that the statement failed.

Django calls both OperationalError: a broken connection, and also a lock that did not come in time, a deadlock, a
statement that took too long. Whoever works for many governments must give up the first, and go on after the second.
"""

from __future__ import annotations

from typing import Any

from django.db.utils import InterfaceError, OperationalError

# Connection exceptions; a server that shuts down, crashed or starts; sessions ended for idling; a full disk; no room
# for a further connection. None of them says anything of the statement that met it.
UNREACHABLE = ("08", "57P", "25P03", "25P04", "53100", "53300")
# A lock, a deadlock, a cancelled statement: what else waits for the same rows will meet it as well.
BLOCKED = ("55P03", "40P01", "57014")


def is_outage(error: BaseException) -> bool:
    """Whether the database itself is away, so that nobody's work is to blame and all of it must wait."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    code = _code(error)
    return code is None or code.startswith(UNREACHABLE)


def is_blocked(error: BaseException) -> bool:
    """Whether a statement waited in vain, for a lock or for its own end."""
    return (_code(error) or "").startswith(BLOCKED)


def described(error: BaseException) -> str:
    """An error as it is kept beside what failed: what kind, as the driver calls it, and what it said."""
    kind = type(error.__cause__ if _code(error) and error.__cause__ else error).__name__
    return f"{kind}: {error}"[:2000]


def _code(error: BaseException) -> str | None:
    """The SQLSTATE of an error or of what caused it; None when the server said nothing."""
    link: Any = error
    while link is not None:
        code: str | None = getattr(link, "sqlstate", None)
        if code is not None:
            return code
        link = link.__cause__
    return None
