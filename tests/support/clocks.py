"""Letting the clock's machinery work in tests: the relay that plans, the scan, the worker that rings."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from governments.entering.refusals import GovernmentNotServed
from governments.entering.scope import governing, platform_scope
from kernel import clock
from lianban.wiring import JOBS, wired_relay
from supervision.public.models import Clock
from supervision.public.scan import scan
from supervision.public.work import Worker


def noon(day: date) -> Any:
    """The clock put to the noon of a day."""
    return clock.at(timezone.make_aware(datetime.combine(day, time(12))))


def relayed() -> None:
    """Everything that was posted is handed on."""
    with platform_scope():
        relay = wired_relay()
        while relay.drain():
            pass


def a_worker(**options: Any) -> Worker:
    """A worker as the product has it."""
    return Worker(JOBS, governing, away=(GovernmentNotServed,), **options)


def rung(day: date) -> int:
    """What rings on a day has rung; how many jobs there were."""
    with platform_scope(), noon(day):
        queued = scan()
        a_worker().work(most=1000)
    return queued


def clocks() -> dict[tuple[int, str], Clock]:
    """The clocks of the present government by unit and kind."""
    return {(one.unit_id, one.kind): one for one in Clock.objects.all()}
