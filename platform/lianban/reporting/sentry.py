"""Errors to Sentry: tagged with government and role, stripped of everything personal. Off without SENTRY_DSN.

``before_send`` builds each event anew from a list of what may leave the installation.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import structlog
from django.utils.module_loading import import_string

from lianban.reporting.logs import government
from lianban.reporting.scrubbing import HIDDEN, chain, event_of, scrubbed

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

SHUTDOWN = 1.0  # seconds that a dying process may spend on a slow Sentry
ALLOWED = (
    "event_id",
    "timestamp",
    "level",
    "platform",
    "release",
    "environment",
    "sdk",
    "modules",
    "transaction",
    "type",
)
FRAME = (
    "filename",
    "abs_path",
    "module",
    "function",
    "lineno",
    "context_line",
    "pre_context",
    "post_context",
    "in_app",
)
CONTEXTS = ("runtime", "os", "trace")


def watch() -> None:
    """Start reporting, once per process; a dead or slow Sentry delays nothing (a thread of its own sends)."""
    dsn = os.environ.get("SENTRY_DSN", "")
    if not dsn:
        return
    # Sentry's library is large, and most installations have no Sentry.
    django = import_string("sentry_sdk.integrations.django.DjangoIntegration")
    celery = import_string("sentry_sdk.integrations.celery.CeleryIntegration")
    import_module("sentry_sdk").init(
        dsn=dsn,
        environment=os.environ.get("SENTRY_ENVIRONMENT", "production"),
        integrations=[django(middleware_spans=False, signals_spans=False), celery()],
        auto_enabling_integrations=False,
        before_send=before_send,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        shutdown_timeout=SHUTDOWN,
        traces_sample_rate=None,
        send_client_reports=False,
        auto_session_tracking=False,
    )


def before_send(event: Event, hint: Hint) -> Event | None:
    """A new event made of what may leave the installation."""
    given = cast(dict[str, Any], event)
    clean: dict[str, Any] = {name: given[name] for name in ALLOWED if name in given}
    clean["tags"] = tags()
    clean["contexts"] = {name: value for name, value in given.get("contexts", {}).items() if name in CONTEXTS}
    scrubbed_texts = _scrubbed_texts(hint)
    if "exception" in given:
        clean["exception"] = {
            "values": [_exception(one, scrubbed_texts) for one in given["exception"].get("values", [])]
        }
    if "logentry" in given:
        record = hint.get("log_record")
        clean["logentry"] = {"message": event_of(record) if record is not None else HIDDEN}
    if "request" in given:
        clean["request"] = {"method": given["request"].get("method")}  # ``transaction`` names the address
    return cast("Event", clean)


def tags() -> dict[str, str]:
    """Government, role and process of the current unit of work, and ids to find it in the logs."""
    bound = structlog.contextvars.get_contextvars()
    process = os.environ.get("LIANBAN_ROLE", "command")
    known = {
        "government": bound.get("government") or government() or "public",
        "role": bound.get("role") or process,
        "process": process,
        "request_id": bound.get("request_id"),
        "account": bound.get("account"),
    }
    return {name: str(value) for name, value in known.items() if value is not None}


def _scrubbed_texts(hint: Hint) -> dict[tuple[str, str], str]:
    """What may be reported of each exception of the chain, by its type and what it says itself."""
    given = hint.get("exc_info")
    error = given[1] if isinstance(given, tuple) else None
    return {(type(one).__name__, str(one)): scrubbed(one).partition(": ")[2] for one in chain(error)}


def _exception(one: dict[str, Any], scrubbed_texts: dict[tuple[str, str], str]) -> dict[str, Any]:
    frames = (one.get("stacktrace") or {}).get("frames", [])
    return {
        "type": one.get("type"),
        "module": one.get("module"),
        "mechanism": {name: one.get("mechanism", {}).get(name) for name in ("type", "handled")},
        "value": scrubbed_texts.get((str(one.get("type")), str(one.get("value", ""))), HIDDEN),
        "stacktrace": {
            "frames": [{name: frame[name] for name in FRAME if name in frame} for frame in frames]
        },
    }
