"""Sessions in the database as Django keeps them, read by one prepared statement, and the idle timeout.

A session ends when nobody was there for SESSION_COOKIE_AGE seconds, and at a greatest age however busy it is: the
expiry date of its row is never later, so every reader of sessions, sockets too, keeps to it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kernel.sql.django_private import without_key
from kernel.sql.statements import MOMENT_PARAM, TEXT_PARAM, Statement

SEEN = "seen"
EVERY = 60  # seconds; the database is written at most this often for one session


class IdleTimeout:
    """Prolongs the session of a signed-in person, at most once a minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, then note that the person was here."""
        response = self.get_response(request)
        session = request.session
        if session.accessed and not session.is_empty():
            now = int(time.time())
            if now - session.get(SEEN, 0) >= EVERY:
                session[SEEN] = now
        return response


# As Django makes them. Anything else in a cookie is a stranger's, and may be what PostgreSQL cannot even compare.
SOUND = re.compile(r"[a-z0-9]{32}")
SINCE = "since"  # in a session: second of the sign-in


class SessionStore(DatabaseStore):
    """One person's session."""

    def load(self) -> dict[str, Any]:
        """What it holds; a session that is unknown or over is given another key, as Django does."""
        key = self.session_key or ""
        found = SOUND.fullmatch(key) and _lasting().rows({TEXT_PARAM: key, MOMENT_PARAM: timezone.now()})
        if found:
            return self.decode(found[0][0])
        without_key(self)
        return {}

    def save(self, must_create: bool = False) -> None:
        """A session of an account records since when it exists."""
        if SESSION_KEY in self and SINCE not in self:
            self[SINCE] = int(time.time())
        super().save(must_create)

    def get_expiry_age(self, **given: Any) -> int:
        """Seconds until it is over: idle time, or what is left of its greatest age."""
        idle = super().get_expiry_age(**given)
        since = self.get(SINCE)
        return idle if since is None else min(idle, self._left(since))

    def get_expiry_date(self, **given: Any) -> datetime:
        """The moment until which its row counts."""
        return timezone.now() + timedelta(seconds=self.get_expiry_age(**given))

    def _left(self, since: int) -> int:
        return since + int(settings.LIANBAN_SESSION_AGE) - int(time.time())


@cache
def _lasting() -> Statement:
    """The data of a session that is not over."""
    sessions = Session.objects.filter(session_key=TEXT_PARAM, expire_date__gt=MOMENT_PARAM)
    return Statement.of(sessions.values_list("session_data"))
