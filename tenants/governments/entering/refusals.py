"""Refusals before a government is entered: it is not served (404), or nothing can be served now (503).

A 503 carries ``Retry-After``; programs get the API's JSON (``errors`` with ``extensions.code``), people a sentence.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from kernel.wording import section


class GovernmentNotServed(LookupError):
    """No such government, it is suspended, or its tables are another version's; ``message`` is the code's sentence."""

    def __init__(self, code: str, name: str, **facts: str) -> None:
        self.code = code
        self.name = name
        self.message = section("governments")[code].format(name=name, **facts)
        super().__init__(self.message)


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
