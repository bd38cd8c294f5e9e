"""What the outer ring tells the inner ones: who handles which event, what is timed.

Imported once every app is loaded (``lianban.apps``). Each entry is one line; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from celery.schedules import crontab

from governments.provisioning import after_provision
from governments.scope import governing
from kernel.actor import SYSTEM
from live.feed import publish
from outbox.models import Message
from rules.commands import load_shipped_packs

Handler = Callable[[Message], None]


class Topics(dict[str, Handler]):
    """Handlers by topic; that of ``case`` takes every ``case.<step>`` that has none of its own."""

    def __missing__(self, topic: str) -> Handler:
        family, dot, _ = topic.partition(".")
        if not dot or family not in self:
            raise KeyError(topic)
        return self[family]


def settled(_message: Message) -> None:
    """Nothing waits for this event: it is done when the relay has seen it."""


def after(*handlers: Handler) -> Handler:
    """Several handlers for one topic, one after the other in the relay's transaction: all of them or none."""

    def handle(message: Message) -> None:
        for one in handlers:
            one(message)

    return handle


def inside(handle: Handler) -> Handler:
    """A handler that works in the message's own government, under its role."""

    def handler(message: Message) -> None:
        with governing(message.government):
            handle(message)

    return handler


# Topic of an event -> what happens after its commit. Idempotent: an event may come twice.
HANDLERS = Topics(case=after(publish), transfer=settled)

# Timed work for all governments is one entry that queues what is due, never one entry per government.
SCHEDULE: dict[str, dict[str, Any]] = {
    "feedback": {
        "task": "governments.tasks.in_each_government",
        "schedule": crontab(hour="6", minute="10"),
        "args": ("cases.tasks.expire_feedback",),
    },
    "sessions": {
        "task": "governments.tasks.in_each_government",
        "schedule": crontab(hour="3", minute="20"),
        "args": ("governments.tasks.clear_sessions",),
    },
}

# What a new government starts with: the base rule packs, until its administrator loads its own.
after_provision.append(lambda _government: load_shipped_packs(SYSTEM))
