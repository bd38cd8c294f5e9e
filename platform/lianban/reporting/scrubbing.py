"""Scrubbing of logs and error reports: what is kept is decided by the field, never by how a value is written.

Names come in every script, in pinyin and with rare characters, and a title is made of ordinary words: no pattern finds
them. So nothing is taken out of a text: a text is kept when it is written in the program itself and holds no value.
Of what a driver knows, the fields are kept that name parts of the schema.
"""

from __future__ import annotations

import errno
import logging
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

import psycopg

HIDDEN = "…"
OURS = frozenset(
    {
        "lianban", "api", "live", "governments", "transfers", "intake", "assessment", "supervision", "documents",
        "reports", "publication", "notices", "cases", "rules", "people", "outbox", "kernel",
    }
)  # fmt: skip
DIAGNOSED = ("schema_name", "table_name", "column_name", "constraint_name")
# Fields of log lines that hold codes, ids and words of our own. A text in any other is left out.
FIELDS = frozenset(
    {
        "event", "exception", "level", "logger", "timestamp", "process", "government", "account", "request_id", "role",
        "proxy", "topic", "task", "job", "step", "kind", "state", "reason_code", "schema",
    }
)  # fmt: skip


def scrubbed(error: BaseException) -> str:
    """An exception without its values: its type, what is written in the code that raised it, what the driver names."""
    parts = [type(error).__qualname__]
    message = str(error).split("\n", 1)[0]
    if message:
        parts.append(message if _is_written_where_raised(error, message) else HIDDEN)
    known = _known(error)
    return ": ".join(parts) + (f" ({', '.join(known)})" if known else "")


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and those it came from, as Python shows them, the outermost first."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def event_of(record: logging.LogRecord, message: str | None = None) -> str:
    """A log record's text: whole where it is ours, else its template when that is written in the code that logs it.

    ``message`` is what a formatter has made of it, which takes the values away from the record.
    """
    text = record.getMessage() if message is None else message
    if record.name.partition(".")[0] in OURS:
        return text
    template = str(record.msg)
    if not _is_written_in(template, record.pathname):
        return HIDDEN
    return template if template == text else _without_values(template)


def field(name: str, value: Any) -> Any:
    """A field of a log line; what may hold a text is hidden, unless the field is known for its codes."""
    if name in FIELDS or name.startswith("_") or value is None or isinstance(value, bool | int | float):
        return value
    return HIDDEN


def _known(error: BaseException) -> list[str]:
    if isinstance(error, psycopg.Error):
        named = [getattr(error.diag, one) for one in DIAGNOSED]
        return [one for one in (error.sqlstate, *named) if one]
    if isinstance(error, OSError) and isinstance(error.errno, int):  # a library may put a text there
        return [errno.errorcode.get(error.errno, str(error.errno))]
    return []


def _is_written_where_raised(error: BaseException, message: str) -> bool:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and message in _constants(trace.tb_frame.f_code)


@lru_cache(maxsize=512)
def _constants(code: CodeType) -> frozenset[str]:
    return frozenset(one for one in code.co_consts if isinstance(one, str))


def _is_written_in(text: str, path: str) -> bool:
    return text in _source(path)


@lru_cache(maxsize=64)
def _source(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _without_values(template: str) -> str:
    """The template with an ellipsis for each value."""
    pieces = template.replace("%%", "\x00").split("%")
    cut = [piece[_end_of_conversion(piece) :] for piece in pieces[1:]]
    return HIDDEN.join([pieces[0], *cut]).replace("\x00", "%")


def _end_of_conversion(piece: str) -> int:
    """Where the conversion ends that a piece begins with, as ``(name)s``, ``-10.3f`` or ``r``."""
    start = piece.find(")") + 1 if piece.startswith("(") else 0
    return next((place + 1 for place in range(start, len(piece)) if piece[place].isalpha()), len(piece))
