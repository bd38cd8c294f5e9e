"""Listener: one connection of this process that LISTENs, and is opened again after the database went away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import psycopg
from django.db import connection

from live.feed import CHANNEL

AGAIN = 1.0  # seconds

log = logging.getLogger(__name__)


async def notifications(listening: asyncio.Event) -> AsyncIterator[str | None]:
    """Payloads as they come; None after every break, during which some may have been missed."""
    began = False
    while True:
        try:
            listener = await psycopg.AsyncConnection.connect(**_parameters(), autocommit=True)
            async with listener:
                await listener.execute(f"LISTEN {CHANNEL}")
                listening.set()
                if began:
                    yield None
                began = True
                async for notification in listener.notifies():
                    yield notification.payload
        except psycopg.Error as error:
            log.warning("live: the ear is deaf, trying again", exc_info=error)
        listening.clear()
        await asyncio.sleep(AGAIN)


def _parameters() -> dict[str, Any]:
    """How Django connects; the login alone may listen, it needs no right to anything."""
    parameters: dict[str, Any] = connection.get_connection_params()
    for ours in ("cursor_factory", "context", "pool"):
        parameters.pop(ours, None)
    return parameters
