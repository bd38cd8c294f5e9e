"""Unauthenticated sockets: a bounded number; the oldest is closed for a new one."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Any, Final

MOST: Final = 500  # of one process; each has a few seconds to say who it is

_reading: OrderedDict[asyncio.Task[Any], None] = OrderedDict()


def enter(reader: asyncio.Task[Any]) -> None:
    """One more, by the task that reads it; over the limit the task of the oldest is cancelled."""
    _reading[reader] = None
    reader.add_done_callback(leave)
    if len(_reading) > MOST:
        oldest, _ = _reading.popitem(last=False)
        oldest.cancel()


def leave(reader: asyncio.Task[Any]) -> None:
    """It is known who that is, or it is gone."""
    _reading.pop(reader, None)
