"""The role picker's list, from whoever provides demonstration data (setting LIANBAN_DEMO_SEATS)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

EMPTY: dict[str, Any] = {"enabled": False, "password": "", "seats": []}


def demo_of(request: HttpRequest) -> dict[str, Any]:
    """Seats and password of the demonstration; empty unless LIANBAN_DEMO is on.

    LIANBAN_DEMO_SEATS names a callable without arguments that returns dicts with username, name, role_label,
    unit_name, government_code (empty: the platform), government_name and note.
    """
    if not settings.LIANBAN_DEMO:
        return EMPTY
    provider = getattr(settings, "LIANBAN_DEMO_SEATS", "")
    provide: Callable[[], list[dict[str, str]]] = import_string(provider) if provider else list
    seats = [seat | {"url": _address(request, seat["government_code"])} for seat in provide()]
    return {"enabled": True, "password": getattr(settings, "LIANBAN_DEMO_PASSWORD", ""), "seats": seats}


def _address(request: HttpRequest, code: str) -> str:
    """The seat's own host, reached the way this request came (scheme and port)."""
    _, colon, port = request.get_host().rpartition(":")
    if not port.isdigit():
        colon = port = ""
    host = f"{code}.{settings.LIANBAN_DOMAIN}" if code else settings.LIANBAN_DOMAIN
    return f"{request.scheme}://{host}{colon}{port}/"
