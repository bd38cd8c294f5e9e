"""The hub looks after each government's listeners by itself: one that cannot be asked keeps no other waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from governments.models import Government
from kernel.actor import Actor
from live import hub as hubs
from live.hub import Hub
from live.mailbox import Mailbox
from live.viewers import SocketViewer, still_themselves


async def test_a_revoked_session_is_shut_while_another_government_s_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hubs, "WATCH", 0.0)
    hub, for_ever, asked = Hub(), asyncio.Event(), list[str]()

    async def in_thread(work: Callable[..., Any], government: Government, *_: Any) -> Any:
        assert work is still_themselves
        asked.append(government.code)
        if government.code == "stuck":
            await for_ever.wait()
        return {f"key-{code}" for code in ("free",) if len(asked) > 4}, set()

    monkeypatch.setattr(hub, "in_thread", in_thread)
    boxes = {
        code: Mailbox(SocketViewer(f"key-{code}", 1, "", 1, Actor(account_id=1, name="张")))
        for code in ("stuck", "free")
    }
    for code, box in boxes.items():
        hub.join(Government(code=code), box)

    watching = asyncio.create_task(hub._watch())
    async with asyncio.timeout(30):
        await boxes["free"].wake.wait()
    watching.cancel()
    for_ever.set()

    assert boxes["free"].shut_with is not None
    assert boxes["stuck"].shut_with is None
    assert asked.count("stuck") == 1  # not asked again before it has answered
