"""Admission by request head: origin, content type, length and rate, judged before the body is read.

The process judges by these before Django (``lianban.http.gate``), the view once more: that holds where there is no
process around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.running.errors import BAD_REQUEST, FORBIDDEN, TOO_LARGE, ApiError
from governments.entering.hosts import is_our_page

PATH: Final = "/graphql"
MAX_BODY: Final = 256 * 1024  # bytes: a reply of 60,000 characters with its points fits
MAX_STRANGER: Final = 32 * 1024  # bytes without a session: a sign-in, or a document of one's own


def check_head(method: str | None, headers: Mapping[str, str]) -> None:
    """Refuse what is no POST of JSON from one of our own pages, or from no page; raises ApiError."""
    if method != "POST":
        raise ApiError(BAD_REQUEST, "method", status=405)
    site = headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none") or not is_our_page(headers.get("origin"), headers.get("host", "")):
        raise ApiError(FORBIDDEN, "origin", status=403)
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" or headers.get("content-encoding", "identity") != "identity":
        raise ApiError(BAD_REQUEST, "content_type", status=415)


def check_size(size: int, limit: int = MAX_BODY) -> None:
    """Refuse a body of more bytes than the limit; raises ApiError."""
    if size > limit:
        raise ApiError(TOO_LARGE, "too_large", status=413, limit=limit // 1024)
