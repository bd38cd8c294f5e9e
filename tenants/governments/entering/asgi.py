"""Addressee of a connection's head, and whether its session is valid: for what is judged before Django."""

from __future__ import annotations

from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from types import SimpleNamespace
from typing import cast

from django.conf import settings
from django.contrib.auth import get_user
from django.db import connection
from django.http import HttpRequest

from governments.entering.hosts import Addressee, addressee_of, addressee_remembered
from governments.entering.scope import governing, platform_scope
from governments.entering.sessions import SOUND, SessionStore
from governments.models import Operator

HeaderPairs = Iterable[tuple[bytes, bytes]]


def addressee_of_head(headers: HeaderPairs) -> Addressee:
    """Whom a connection's Host header addresses. Synchronous: call it in a thread.

    Two Host headers address nobody. The caller refuses ``not known`` and governments that are not ``served``,
    then works in ``governing(addressee.government)`` (or ``platform_scope()``), inside each thread call.
    """
    host = _host(headers)
    try:
        with platform_scope():
            return addressee_of(host)
    finally:
        connection.close()  # the pool has few, and this thread may not be asked again for long


def addressee_at_hand(headers: HeaderPairs) -> Addressee | None:
    """The same where it is remembered, without the database: may be called in the loop."""
    return addressee_remembered(_host(headers))


def _host(headers: HeaderPairs) -> str:
    hosts = [value.decode("latin-1") for name, value in headers if name.lower() == b"host"]
    return hosts[0] if len(hosts) == 1 else ""


def session_key_of(headers: HeaderPairs) -> str:
    """The session key of the cookies; none when the name comes twice, as a sibling host may have tossed one."""
    found: list[str] = []
    for name, value in headers:
        if name.lower() == b"cookie":
            found += _named(value.decode("latin-1"))
    return found[0] if len(found) == 1 and SOUND.fullmatch(found[0]) else ""


def is_signed_in(addressee: Addressee, key: str) -> bool:
    """Whether a session of the addressed host is somebody's. Synchronous; gives its connection back."""
    return _user(addressee, key) is not None


def is_operator(addressee: Addressee, key: str) -> bool:
    """Whether a session of the platform's host is an operator's. Synchronous, as above."""
    return addressee.platform and isinstance(_user(addressee, key), Operator)


def _user(addressee: Addressee, key: str) -> object | None:
    if not key or not addressee.known:
        return None
    try:
        with platform_scope() if addressee.government is None else governing(addressee.government):
            user = get_user(cast(HttpRequest, SimpleNamespace(session=SessionStore(key))))
            return user if user.is_authenticated else None
    finally:
        connection.close()


def _named(cookies: str) -> list[str]:
    wanted = settings.SESSION_COOKIE_NAME
    parts = [part.strip() for part in cookies.split(";")]
    mine = [part for part in parts if part.partition("=")[0] == wanted]
    try:
        return [SimpleCookie(part)[wanted].value for part in mine]
    except (CookieError, KeyError):
        return []
