"""Wiring of the rings: which handler takes which event, and the timed tasks.

Imported once every app is loaded (``lianban.apps``). Each entry is one line; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import time
from typing import Any

from cases.exchange import use
from cases.steps import lifecycle
from cases.steps.step import Step
from cases.tasks import expire_feedback
from governments.entering.refusals import GovernmentNotServed
from governments.entering.scope import governing
from governments.provisioning.founding import Seed, after_provision, in_every_schema
from governments.tasks import clear_sessions
from kernel.actor import SYSTEM
from live.feed import REFRESH_BOARD, begin_board, publish, refresh_again, refresh_boards, refresh_here
from outbox.models import Message
from outbox.relay import Afterwards, MessageHandler, Relay, Together
from rules.commands import load_shipped_packs, version_of_shipped_packs
from signin.tallies import clear_tallies
from supervision.commands import remind_job
from supervision.notices import notify_extension, notify_moved, notify_urged
from supervision.packs import follow_issue, go_over
from supervision.planning import plan, replan
from supervision.recount import recount_case, recount_dates, try_holidays
from transfers.door import carry_over
from transfers.exchange import Transfers


class Topics(dict[str, MessageHandler]):
    """Handlers by topic; that of ``case`` takes every ``case.<step>`` that has none of its own."""

    def __missing__(self, topic: str) -> MessageHandler:
        family, dot, _ = topic.partition(".")
        if not dot or family not in self:
            raise KeyError(topic)
        return self[family]


def settled(_message: Message) -> None:
    """Nothing waits for this event: it is done when the relay has seen it."""


def after(*handlers: MessageHandler) -> MessageHandler:
    """Several handlers for one topic, one after the other in the relay's transaction: all of them or none."""

    def handle(message: Message) -> None:
        for one in handlers:
            one(message)

    return handle


def all_after(*handlers: Afterwards) -> Together:
    """Several handlers of many messages, one after the other."""

    def handle(messages: Sequence[Message]) -> None:
        for one in handlers:
            one(messages)

    return Together(handle)


def all_inside(handle: Afterwards) -> Afterwards:
    """A handler of many that works in the government of each, under its role; in the order of codes."""

    def handler(messages: Sequence[Message]) -> None:
        for code in sorted({one.government for one in messages}):
            with governing(code):
                handle([one for one in messages if one.government == code])

    return handler


def inside(handle: MessageHandler) -> MessageHandler:
    """A handler that works in the message's own government, under its role."""

    def handler(message: Message) -> None:
        with governing(message.government):
            handle(message)

    return handler


PUBLISHED = Together(publish)
STEP = all_after(publish, all_inside(plan))

# Steps with a notice to people beside those whose turn it is.
NOTIFIED_OF: dict[Step, Callable[[Message], None]] = {
    lifecycle.REQUEST_EXTENSION: notify_extension,
    lifecycle.EXTEND_BY_NOTICE: notify_extension,
    lifecycle.GRANT_EXTENSION: notify_extension,
    lifecycle.REFUSE_EXTENSION: notify_extension,
    lifecycle.URGE_UNIT: notify_urged,
    lifecycle.ANSWER_URGE: notify_urged,
}

# Topic of an event -> what happens after its commit. Idempotent: an event may come twice.
HANDLERS = Topics(
    case=STEP,
    reminder=PUBLISHED,
    transfer=carry_over,
    assessment=settled,
    rules=inside(follow_issue),
)
HANDLERS[REFRESH_BOARD] = refresh_again
HANDLERS["case.move_dates"] = all_after(publish, all_inside(plan), all_inside(notify_moved))
for step, notify in NOTIFIED_OF.items():
    HANDLERS[f"case.{step.code}"] = after(STEP, inside(notify))
HANDLERS["case.register"] = PUBLISHED  # a paper that was only registered has no unit, so no clock


def receiver(message: Message) -> str:
    """The government that a crossing is carried over to; nothing for what stays in its own."""
    return str(message.payload["to"]) if message.topic.startswith("transfer.") else ""


def wired_relay(turned: Callable[[], None] = lambda: None) -> Relay:
    """The relay with everything that follows a commit; boards are aggregated once for each batch.

    ``turned`` is called whenever it has looked for messages.
    """
    away = (GovernmentNotServed,)
    return Relay(HANDLERS, afterwards=refresh_boards, away=away, other=receiver, turned=turned)


# Task of a due job -> what is done, within the job's government.
JOBS: dict[str, Callable[..., object]] = {
    "remind": remind_job,
    "go_over": go_over,
    "replan": replan,
    "recount_dates": recount_dates,
    "recount_case": recount_case,
    "try_holidays": try_holidays,
    "expire_feedback": expire_feedback,
    "clear_sessions": clear_sessions,
    "clear_tallies": clear_tallies,
    "fold_board": refresh_here,
}

# Tasks whose jobs are queued for a day to come.
PLANNED = ("go_over",)

# Jobs that every government gets once a day, and from what time on. Planning anew repairs whatever was missed.
DAILY = {
    "fold_board": time(0, 0),  # on a new day its lights are others
    "recount_dates": time(0, 2),  # corrects what was counted by an old calendar
    "replan": time(0, 5),
    "clear_sessions": time(3, 20),
    "clear_tallies": time(3, 25),
    "expire_feedback": time(6, 10),
}

# Timed work for all governments is one entry that queues what is due, never one entry per government.
SCHEDULE: dict[str, dict[str, Any]] = {
    "clock": {"task": "lianban.tasks.keep_time", "schedule": 30.0, "options": {"expires": 60}},
    "platform": {"task": "lianban.tasks.tidy_platform", "schedule": 21_600.0, "options": {"expires": 21_600}},
    "spares": {"task": "lianban.tasks.keep_spares", "schedule": 600.0, "options": {"expires": 600}},
}

# What a new government starts with: the base rule packs, until its administrator loads its own; its board.
in_every_schema.append(Seed(lambda: load_shipped_packs(SYSTEM), version_of_shipped_packs))
after_provision.append(begin_board)

# Cases that leave for another government go through the exchange.
use(Transfers())
