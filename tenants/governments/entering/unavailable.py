"""Responses 503 with ``Retry-After``: too many requests at once, or the database is away.

Programs get the API's JSON (``errors`` with ``extensions.code``), people a sentence of plain text.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from kernel.wording import section

TOO_BUSY = "TOO_BUSY"
UNAVAILABLE = "UNAVAILABLE"
RETRY_AFTER = 5  # seconds


def busy(*, as_json: bool) -> HttpResponse:
    """More is asked for already than can be answered in a time that anybody waits."""
    return _unavailable(TOO_BUSY, section("api")["too_busy"], as_json)


def away(*, as_json: bool) -> HttpResponse:
    """The database cannot be reached; what was sent may or may not have been done."""
    return _unavailable(UNAVAILABLE, section("api")["database_away"], as_json)


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks: it has sent JSON."""
    return request.content_type == "application/json"


def _unavailable(code: str, message: str, as_json: bool) -> HttpResponse:
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    if as_json:
        body = {"errors": [{"message": message, "extensions": {"code": code}}]}
        return JsonResponse(body, status=503, headers=headers, json_dumps_params={"ensure_ascii": False})
    return HttpResponse(message, status=503, content_type="text/plain; charset=utf-8", headers=headers)
