"""HTTP side: one POST, one question, one JSON answer. Synchronous; Django runs it in a thread of its own.

Who may ask from where is settled before anything is parsed: JSON only, from our own pages or no page at all.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, RawPostDataException
from django.http.request import UnreadablePostError

from api.running.context import Context
from api.running.entry import MAX_BODY, check_head, check_size
from api.running.errors import BAD_REQUEST, ApiError
from api.running.execution import Answer, Question, answer, failed
from governments.entering.refusals import RETRY_AFTER
from kernel.json_text import InvalidPayload, parsed_payload

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
    if given.status == 503:
        response["Retry-After"] = str(RETRY_AFTER)
    return response


def _question(request: HttpRequest) -> Question:
    check_head(request.method, request.headers)
    return _read(_json(_body(request)))


def _body(request: HttpRequest) -> bytes:
    declared = request.headers.get("Content-Length") or "0"
    if declared.isascii() and declared.isdigit():
        check_size(int(declared[:20]))
    try:
        body: bytes = request.read(MAX_BODY + 1)
    except (UnreadablePostError, RawPostDataException) as error:
        raise ApiError(BAD_REQUEST, "bad_request", status=400) from error
    check_size(len(body))
    return body


def _json(body: bytes) -> dict[str, Any]:
    try:
        given = parsed_payload(body)
    except InvalidPayload as error:
        raise ApiError(BAD_REQUEST, error.code, status=400) from None
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
    return Question(text, digest, variables or {}, operation or None)


def _digest(extensions: Any) -> str | None:
    known = extensions.get("persistedQuery") if isinstance(extensions, dict) else None
    digest = known.get("sha256Hash") if isinstance(known, dict) else None
    return digest if isinstance(digest, str) else None
