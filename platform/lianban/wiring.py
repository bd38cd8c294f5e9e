"""What the outer ring tells the inner ones: who handles which event, what is timed.

Imported once every app is loaded (``lianban.apps``). Each entry is one line; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from outbox.models import Message

# Topic of an event -> what happens after its commit. Idempotent: an event may come twice.
HANDLERS: dict[str, Callable[[Message], None]] = {}

# Timed work for all governments is one entry that queues what is due, never one entry per government.
SCHEDULE: dict[str, dict[str, Any]] = {}
