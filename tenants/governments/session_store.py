"""Sessions in the database as Django keeps them, read, for every request, by a statement whose text is made once."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from kernel.statements import A_MOMENT, A_TEXT, Statement

# As Django makes them. Anything else in a cookie is a stranger's, and may be what PostgreSQL cannot even compare.
SOUND = re.compile(r"[a-z0-9]{32}")


class SessionStore(DatabaseStore):
    """One person's session."""

    def load(self) -> dict[str, Any]:
        """What it holds; a session that is unknown or over is given another key, as Django does."""
        key = self.session_key or ""
        found = SOUND.fullmatch(key) and _lasting().rows({A_TEXT: key, A_MOMENT: timezone.now()})
        if found:
            return self.decode(found[0][0])
        self._session_key = None
        return {}


@cache
def _lasting() -> Statement:
    """The data of a session that is not over."""
    sessions = Session.objects.filter(session_key=A_TEXT, expire_date__gt=A_MOMENT)
    return Statement.of(sessions.values_list("session_data"))
