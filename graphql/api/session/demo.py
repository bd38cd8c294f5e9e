"""Role picker's list, from the module that provides demonstration data (setting LIANBAN_DEMO_PICKER)."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest

EMPTY: dict[str, Any] = {"enabled": False, "password": "", "seats": []}


def demo_of(request: HttpRequest) -> dict[str, Any]:
    """Seats and password of the demonstration; empty unless LIANBAN_DEMO is on.

    The module's ``seats()`` returns dicts with username, name, role_label, unit_name, government_code (empty:
    the platform), government_name and note; its ``password()`` is common to all.
    """
    picker = getattr(settings, "LIANBAN_DEMO_PICKER", "")
    if not settings.LIANBAN_DEMO or not picker:
        return EMPTY
    module = import_module(picker)
    seats = [seat | {"url": _address(request, seat["government_code"])} for seat in module.seats()]
    return {"enabled": True, "password": module.password(), "seats": seats}


def _address(request: HttpRequest, code: str) -> str:
    """The seat's own host, reached the way this request came (scheme and port)."""
    _, colon, port = request.get_host().rpartition(":")
    if not port.isdigit():
        colon = port = ""
    host = f"{code}.{settings.LIANBAN_DOMAIN}" if code else settings.LIANBAN_DOMAIN
    return f"{request.scheme}://{host}{colon}{port}/"
