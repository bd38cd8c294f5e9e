"""Web's own parts: the request id, who is in the log lines, and the page that carries the interface."""

from __future__ import annotations

import re
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

import structlog
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.defaults import server_error

from governments.backend.shares import has_no_free_connection
from governments.entering.refusals import away, busy, wants_json
from kernel.outages import is_blocked, is_outage
from kernel.wording import section

ENTRY = "src/app/main.tsx"
BOARD_ENTRY = "src/app/board.tsx"
ACCEPTED_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")

log = structlog.get_logger("lianban.http.page")
PageHandler = Callable[[HttpRequest], HttpResponse]


def unnamed_proxy(peer: str) -> None:
    """A proxy hands requests on that LIANBAN_TRUSTED_PROXIES does not name: all its visitors count as one caller."""
    log.warning("requests come through a proxy that LIANBAN_TRUSTED_PROXIES does not name", proxy=peer)


class RequestId:
    """First middleware: gives the request an id (the proxy's, if it sent a sound one) and answers with it."""

    def __init__(self, get_response: PageHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Bind the id to every log line and error report of this request."""
        given = request.headers.get("X-Request-Id", "")
        request_id = given if ACCEPTED_ID.fullmatch(given) else secrets.token_hex(8)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = self.get_response(request)
        response["X-Request-Id"] = request_id
        return response


class AccountInLog:
    """After the session middleware: the signed-in account's id (never its name) goes into log lines."""

    def __init__(self, get_response: PageHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Bind the id; a request without a session cookie costs nothing."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            account = request.session.get(SESSION_KEY)
            if account is not None:
                structlog.contextvars.bind_contextvars(account=account)
        return self.get_response(request)


@never_cache
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """The page of the interface, on every host and path of the browser's own routes."""
    return _page(request, ENTRY)


@never_cache
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The board's page, for big screens and laptops: a bundle of its own, without the workspace's."""
    return _page(request, BOARD_ENTRY)


def accident(request: HttpRequest) -> HttpResponse:
    """What failed outside of a view: what waited in vain gets a 503, the rest is an error page."""
    error = sys.exc_info()[1]
    if error is not None and (is_blocked(error) or has_no_free_connection(error)):
        return busy(as_json=wants_json(request))
    if error is not None and is_outage(error):
        log.warning("database away", exc_info=error)
        return away(as_json=wants_json(request))
    return server_error(request)


def _page(request: HttpRequest, entry: str) -> HttpResponse:
    texts = section("operations")
    if not _bundle_is_built():
        content = {
            "title": texts["bundle_missing_title"],
            "text": texts["bundle_missing"],
            "cure": "make run",
        }
        return render(request, "plain.html", content, status=503)
    boot = _boot(request)
    return render(
        request, "shell.html", {"title": _title(request), "entry": entry, "boot": boot, "texts": texts}
    )


def _boot(request: HttpRequest) -> dict[str, object]:
    """What the interface must know before its first question: whose page this is."""
    government = getattr(request, "government", None)
    described = None
    if government is not None:
        described = {"code": government.code, "name": government.name, "tier": government.tier}
    return {"government": described, "demo": settings.LIANBAN_DEMO}


def _title(request: HttpRequest) -> str:
    product = section("operations")["product"]
    government = getattr(request, "government", None)
    return f"{government.name} · {product}" if government is not None else product


def _bundle_is_built() -> bool:
    return Path(settings.STATIC_ROOT, ".vite", "manifest.json").is_file()
