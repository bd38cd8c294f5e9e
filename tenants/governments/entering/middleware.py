"""Middleware that runs every request under the government of its Host, from first query to last."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from django.conf import settings
from django.db import connection
from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from governments.backend.shares import has_no_free_connection
from governments.entering.hosts import Addressee, addressee_of
from governments.entering.refusals import busy, wants_json
from governments.entering.registry import why_not_served
from governments.entering.scope import governing, platform_scope
from kernel.wording import section


class GovernmentOfHost:
    """Sets ``request.government`` (None on the platform's host) and the database scope; else 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request inside its scope, or with a page that says what is wrong with the address."""
        with platform_scope():
            addressee = addressee_of(request.META.get("HTTP_HOST", ""))
        if not addressee.known:
            return _page("host_unknown", 404, host=addressee.host)
        refused = why_not_served(addressee.government) if addressee.government is not None else None
        if refused is not None:
            return _page(refused.code, 503, name=refused.name)
        request.government = addressee.government  # type: ignore[attr-defined]  # ours, read by the API
        with _scope(addressee):
            if _asks_the_database(request) and not _connected():
                return busy(as_json=wants_json(request))
            return self.get_response(request)


def _asks_the_database(request: HttpRequest) -> bool:
    return request.method == "POST" or settings.SESSION_COOKIE_NAME in request.COOKIES


def _connected() -> bool:
    """Have a session first, or say so: later it would be an accident of whatever asks for it."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        if not has_no_free_connection(error):
            raise
        return False
    return True


def _scope(addressee: Addressee) -> AbstractContextManager[object]:
    return platform_scope() if addressee.government is None else governing(addressee.government)


def _page(code: str, status: int, **facts: str) -> HttpResponse:
    texts = section("governments")
    content = {"title": texts[f"{code}_title"], "text": texts[code].format(**facts)}
    return HttpResponse(render_to_string("governments/refused.html", content), status=status)
