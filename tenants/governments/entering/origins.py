"""Origin check: requests and sockets are accepted from pages of the addressed host only."""

from __future__ import annotations

from django.conf import settings


def is_our_page(origin: str | None, host: str) -> bool:
    """Whether a browser's Origin is a page of this host; no Origin at all is a program, which names none.

    Behind HTTPS a page that was loaded by plain HTTP is not ours: somebody on the way may have written it.
    """
    if origin is None:
        return True
    schemes = ("https",) if settings.LIANBAN_HTTPS else ("http", "https")
    return origin.lower() in {f"{scheme}://{host.lower()}" for scheme in schemes}
