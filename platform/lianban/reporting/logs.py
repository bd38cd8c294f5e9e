"""Logs of every process: JSON lines in production, readable lines at a terminal; no personal data.

Each line carries what is known of: process role, government (code), account (id), request id.
``LIANBAN_LOGS=text`` chooses readable lines; anything else is JSON.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from typing import Any, cast

from django.apps import apps
from django.db import connections

# For tracebacks that are not ours structlog loads rich wherever a developer's tool has brought it along: a tenth of
# what every process costs to start.
_modules = cast(dict[str, Any], sys.modules)
_rich = _modules.setdefault("rich", None)
import structlog  # noqa: E402 - see above
from structlog.typing import EventDict, Processor, WrappedLogger  # noqa: E402

from lianban.reporting.scrubbing import chain, event_of, field, scrubbed  # noqa: E402

if _rich is None:
    del _modules["rich"]

READABLE = os.environ.get("LIANBAN_LOGS", "json") == "text"

# Django's own request log names paths and bodies of refused requests; ours says what is needed.
LEVELS = {
    "": os.environ.get("LIANBAN_LOG_LEVEL", "INFO"),
    "django.server": "WARNING",
    "django.security.DisallowedHost": "CRITICAL",
    "celery": "WARNING",
    "kombu": "ERROR",
    "uvicorn.access": "CRITICAL",
    "uvicorn.error": "ERROR",  # warns of each request that is no HTTP: strangers would fill the disk
}


def whose(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Add the process role and the government whose scope the current unit of work is in."""
    event.setdefault("process", os.environ.get("LIANBAN_ROLE", "command"))
    code = government()
    if code is not None:
        event.setdefault("government", code)
    return event


def government() -> str | None:
    """Code of the government that this thread's connection is in, or None outside every government."""
    if not apps.ready:
        return None
    tenant = getattr(connections["default"], "tenant", None)
    return getattr(tenant, "code", None)


def trace(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Turn an exception into text: where it happened, without local variables or values in its message."""
    given = event.pop("exc_info", None)
    if given is True:
        given = sys.exc_info()
    error = given[1] if isinstance(given, tuple) else given
    parts: list[str] = []
    for one in chain(error if isinstance(error, BaseException) else None):
        parts = [*traceback.format_tb(one.__traceback__), f"{scrubbed(one)}\n", *parts]
    if parts:
        event["exception"] = "".join(parts).rstrip()
    return event


def others(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Of what a library logs, the text without its values."""
    record = event.get("_record")
    if isinstance(record, logging.LogRecord) and not event.get("_from_structlog"):
        event["event"] = event_of(record, str(event["event"]))
        event["status"] = getattr(record, "status_code", None)  # Django's, of an answer that refuses
        if event["status"] is None:
            del event["status"]
    return event


def known_fields(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Texts only in fields that hold codes and ids."""
    return {name: field(name, value) for name, value in event.items()}


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    whose,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=not READABLE),
]


def lines() -> logging.Formatter:
    """The formatter of all handlers; tracebacks without local variables."""
    last: list[Processor] = [
        others,
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        trace,
        known_fields,
    ]
    if READABLE:
        last += [structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty())]
    else:
        last += [structlog.processors.JSONRenderer(ensure_ascii=False)]
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=SHARED, processors=last)


structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *SHARED,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    wrapper_class=structlog.stdlib.BoundLogger,
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "lianban.reporting.logs.lines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["out"], "level": LEVELS[""]},
    # Django configures these with handlers of its own; all go the one way.
    "loggers": {
        name: {"level": level, "handlers": [], "propagate": True} for name, level in LEVELS.items() if name
    }
    | {"django": {"level": "INFO", "handlers": [], "propagate": True}},
}
