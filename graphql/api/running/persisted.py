"""Operations known in advance: those of the browser's own bundle, by the digest of their text.

The file is written when the frontend is built (digest -> text). Callers cannot add to it.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from kernel import json_text

FILE = str(Path(__file__).parents[3] / "frontend" / "persisted.json")


def text_of(digest: str) -> str | None:
    """The known operation with this SHA-256 in hex, or None; asked with every request, so without a Path."""
    path: str = getattr(settings, "LIANBAN_PERSISTED", "") or FILE
    try:
        return _known(path, os.stat(path).st_mtime_ns).get(digest)
    except OSError:  # the frontend is not built, or just now
        return None


def allowlist() -> bool:
    """Whether strangers may run known operations only (setting LIANBAN_PERSISTED_ONLY)."""
    return bool(settings.LIANBAN_PERSISTED_ONLY)


@lru_cache(maxsize=4)
def _known(path: str, _changed: int) -> dict[str, str]:
    """Entries whose digest is not that of their text are left out."""
    entries: dict[str, str] = json_text.loads(Path(path).read_bytes())
    return {
        digest: text
        for digest, text in entries.items()
        if hashlib.sha256(text.encode()).hexdigest() == digest
    }
