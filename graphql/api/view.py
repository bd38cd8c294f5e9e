"""The HTTP side: one POST, one question, one JSON answer. Synchronous; Django runs it in a thread of its own.

Who may ask from where is settled before anything is parsed: JSON only, from our own pages or no page at all.
"""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, RawPostDataException
from django.http.request import UnreadablePostError

from api.context import Context
from api.errors import BAD_REQUEST, FORBIDDEN, TOO_LARGE, ApiError
from api.execution import Answer, Question, answer, failed

MAX_BODY = 256 * 1024  # bytes: a reply of 60,000 characters with its points fits
KNOWN = frozenset({"query", "variables", "operationName", "extensions"})


def graphql(request: HttpRequest) -> HttpResponse:
    """Answer one GraphQL request."""
    context = Context(request, getattr(request, "government", None))
    try:
        question = _question(request)
    except ApiError as error:
        return _response(failed(error))
    return _response(answer(context, question))


graphql.csrf_exempt = True  # type: ignore[attr-defined]  # JSON only and Origin checked: a form cannot reach it


def _response(given: Answer) -> HttpResponse:
    response = HttpResponse(given.body, status=given.status, content_type="application/json; charset=utf-8")
    response["Cache-Control"] = "no-store"
    response["Content-Length"] = str(len(given.body))
    if given.status == 405:
        response["Allow"] = "POST"
    return response


def _question(request: HttpRequest) -> Question:
    if request.method != "POST":
        raise ApiError(BAD_REQUEST, "method", status=405)
    _check_origin(request)
    if (
        request.content_type != "application/json"
        or request.headers.get("Content-Encoding", "identity") != "identity"
    ):
        raise ApiError(BAD_REQUEST, "content_type", status=415)
    return _read(_json(_body(request)))


def _check_origin(request: HttpRequest) -> None:
    """A browser names the page that asks: it must be one of this host. Programs name none."""
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    host = request.META.get("HTTP_HOST", "").lower()
    ours = origin is None or origin.lower() in (f"http://{host}", f"https://{host}")
    if site not in ("same-origin", "none") or not ours:
        raise ApiError(FORBIDDEN, "origin", status=403)


def _body(request: HttpRequest) -> bytes:
    too_large = ApiError(TOO_LARGE, "too_large", status=413, limit=MAX_BODY // 1024)
    if (request.headers.get("Content-Length") or "0").strip("0123456789") == "" and _length(
        request
    ) > MAX_BODY:
        raise too_large
    try:
        body: bytes = request.read(MAX_BODY + 1)
    except (UnreadablePostError, RawPostDataException) as error:
        raise ApiError(BAD_REQUEST, "bad_request", status=400) from error
    if len(body) > MAX_BODY:
        raise too_large
    return body


def _length(request: HttpRequest) -> int:
    return int((request.headers.get("Content-Length") or "0")[:20])


def _json(body: bytes) -> dict[str, Any]:
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise ApiError(BAD_REQUEST, "bad_json", status=400) from error
    if isinstance(given, list):
        raise ApiError(BAD_REQUEST, "no_batches", status=400)
    if not isinstance(given, dict) or given.keys() - KNOWN:
        raise ApiError(BAD_REQUEST, "bad_request", status=400)
    return given


def _read(given: dict[str, Any]) -> Question:
    text, variables = given.get("query"), given.get("variables")
    operation, digest = given.get("operationName"), _digest(given.get("extensions"))
    fits = (
        isinstance(text, str | None)
        and isinstance(variables, dict | None)
        and isinstance(operation, str | None)
        and (text or digest)
    )
    if not fits:
        raise ApiError(BAD_REQUEST, "bad_request", status=400)
    if _has_nul(variables):
        raise ApiError(BAD_REQUEST, "bad_text", status=400)
    return Question(text, digest, variables or {}, operation or None)


def _digest(extensions: Any) -> str | None:
    known = extensions.get("persistedQuery") if isinstance(extensions, dict) else None
    digest = known.get("sha256Hash") if isinstance(known, dict) else None
    return digest if isinstance(digest, str) else None


def _has_nul(value: Any) -> bool:
    """Whether a text somewhere in the variables holds a NUL, which PostgreSQL cannot keep."""
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, dict):
        return any(_has_nul(one) for one in value.values())
    return isinstance(value, list) and any(_has_nul(one) for one in value)
