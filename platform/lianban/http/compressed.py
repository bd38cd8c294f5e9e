"""Pages and JSON compressed with gzip for those who can read it; the interface's files are compressed by its build.

Why this is safe from guessing a secret by the length of what is compressed with it (BREACH). Such a guess needs an
answer that holds a secret beside words of the guesser, asked for again and again in the session of somebody else:

- No answer holds a secret that stays the same. There are no CSRF tokens: ``/graphql`` takes JSON from our own pages
  only (``api.running.entry``). The session is a cookie, and headers are not compressed. The nonce in a page is a new
  one each time, and a first password is shown one time only.
- A page (``shell.html``) repeats nothing of its request: the government's name, the names of the built files.
- Another site cannot have a question asked: ``/graphql`` answers POST only, and a foreign page's POST carries no
  cookie (SameSite=Lax) and is refused for its Origin.

What is left, an account that writes words into a case and listens on the line of another who reads it, meets a length
that varies: Django adds up to a hundred random bytes.
"""

from __future__ import annotations

import re
from typing import Any, Final, cast

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

KINDS: Final = frozenset({"text/html", "application/json"})
LEAST: Final = 1_000  # bytes: what fits into one packet is no faster when it is smaller
REFUSED: Final = re.compile(r"\bgzip\s*;\s*q=0(\.0*)?\s*(,|$)", re.I)  # Django looks for the word only


class Compressed(GZipMiddleware):
    """Django's compression, of the two kinds that the reasons above hold for, and where it pays."""

    def process_response(self, request: HttpRequest, response: Any) -> HttpResponse:
        """The answer as it is to be sent."""
        answer: HttpResponse = response
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if answer.streaming or kind not in KINDS or len(answer.content) < LEAST:
            return answer
        if REFUSED.search(request.headers.get("Accept-Encoding", "")):
            patch_vary_headers(answer, ("Accept-Encoding",))
            return answer
        return cast(HttpResponse, super().process_response(request, answer))
