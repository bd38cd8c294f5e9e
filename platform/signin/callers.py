"""Caller of a sign-in: the network, and the device if the account has signed in from it before.

A device is known by a signed cookie of this host. What strangers try elsewhere does not lock it out; what is tried
with it counts by itself.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from kernel.client_address import network_of

SALT = "lianban.device"
LASTS = 180 * 86_400  # seconds since the last sign-in
MOST = 8  # accounts of one device
TO_REMEMBER = "_lianban_device"


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a try comes from."""

    network: str
    device: str = ""
    accounts: tuple[str, ...] = ()

    @classmethod
    def of(cls, request: HttpRequest) -> Caller:
        """The caller of a request: its address was settled by ``kernel.client_address``."""
        network = network_of(request.META.get("REMOTE_ADDR", ""))
        try:
            payload = loads(request.COOKIES.get(cookie_name(), ""), salt=_salt(request), max_age=LASTS)
            return cls(network, str(payload["d"]), tuple(payload["a"]))
        except (BadSignature, KeyError, TypeError):
            return cls(network)

    def knows(self, account: str) -> bool:
        """Whether the account has signed in with this device."""
        return account in self.accounts


def digest_of(username: str) -> str:
    """What a name is called in tallies and cookies; only this installation can work it out."""
    return salted_hmac(SALT, username, algorithm="sha256").hexdigest()[:32]


def remember_device(request: HttpRequest, caller: Caller, account: str) -> None:
    """Let the answer carry a cookie by which this device is known to the account from now on."""
    accounts = [account, *(one for one in caller.accounts if one != account)][:MOST]
    payload = {"d": caller.device or secrets.token_hex(12), "a": accounts}
    setattr(request, TO_REMEMBER, dumps(payload, salt=_salt(request)))


def cookie_name() -> str:
    """The device's cookie; bound to the host behind HTTPS."""
    return "__Host-lianban-device" if settings.LIANBAN_HTTPS else "lianban-device"


class KnownDevice:
    """Middleware: sets the device's cookie on the answer to a sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; most requests have nothing to remember."""
        response = self.get_response(request)
        value = getattr(request, TO_REMEMBER, "")
        if value:
            response.set_cookie(
                cookie_name(),
                value,
                max_age=LASTS,
                secure=settings.LIANBAN_HTTPS,
                httponly=True,
                samesite="Lax",
            )
        return response


def _salt(request: HttpRequest) -> str:
    """A cookie of one government says nothing to another."""
    government = getattr(request, "government", None)
    return f"{SALT}.{government.code if government is not None else 'platform'}"
