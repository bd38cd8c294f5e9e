"""The clock may jump: what was ahead and came back stops no timed work, and health knows when it really ran."""

from __future__ import annotations

import shelve
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from celery import __version__ as celery_version
from celery.beat import ScheduleEntry
from django.conf import settings

from governments.entering.scope import platform_scope
from governments.models import Government
from lianban.celery import app
from lianban.health.checks import UnhealthyError, _clock
from lianban.processes.celery_liveness import MonotonicScheduler
from lianban.processes.child import lianban
from lianban.wiring import SCHEDULE
from supervision.public.models import LastScan
from supervision.public.scan import scan
from support.product import surroundings
from support.session import rows

AHEAD = datetime(2036, 1, 1, tzinfo=UTC)


class Sent(MonotonicScheduler):
    """A scheduler that notes what it sends, by a clock that the test sets."""

    now = 0.0

    def __init__(self, *args: Any, **options: Any) -> None:
        self.sent: list[str] = []
        self.clock = lambda: self.now
        super().__init__(*args, **options)

    def apply_entry(self, entry: Any, producer: Any = None) -> None:
        self.sent.append(entry.name)


def test_timed_work_is_sent_by_the_time_that_passed() -> None:
    scheduler = Sent(app)
    names = sorted(SCHEDULE)

    scheduler.tick()
    first, scheduler.sent = scheduler.sent, []
    for _ in range(4):
        scheduler.now += 15.0
        scheduler.tick()

    assert sorted(first) == names  # at once
    assert scheduler.sent == ["clock", "clock"]  # each half minute
    assert scheduler.tick() <= 5.0


def test_what_a_clock_that_was_ahead_has_left_keeps_nothing_from_being_sent(
    committed: Government, tmp_path: Path
) -> None:
    queue = tmp_path / "broker" / "queue"
    queue.mkdir(parents=True)
    with shelve.open(str(tmp_path / "broker" / "schedule")) as kept:
        kept["entries"] = {
            name: ScheduleEntry(name=name, last_run_at=AHEAD, app=app, **entry)
            for name, entry in SCHEDULE.items()
        }
        kept.update(__version__=celery_version, tz="Asia/Shanghai", utc_enabled=True)
    scheduler = subprocess.Popen(lianban("scheduler"), env=surroundings(tmp_path) | {"LIANBAN_DEV": "1"})

    try:
        end = time.monotonic() + 90
        while not any("keep_time" in file.read_text() for file in queue.glob("*.msg")):
            assert time.monotonic() < end
            time.sleep(0.1)
    finally:
        scheduler.kill()
        scheduler.wait()


@pytest.fixture
def health(committed: Government, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What health says of the clock."""

    def ask() -> str:
        with psycopg.connect(settings.DATABASE_ADMIN_URL, autocommit=True) as database:
            try:
                return _clock(database)
            except UnhealthyError as ill:
                return f"ill: {ill}"

    return ask


def test_health_knows_when_the_last_scan_really_ran(health: Any) -> None:
    with platform_scope():
        LastScan.objects.all().delete()
        never = health()
        scan()
        well = health()
        rows("UPDATE public.supervision_lastscan SET at = now() - interval '5 minutes'")
        late = health()
        rows("UPDATE public.supervision_lastscan SET at = now() + interval '1 year'")
        ahead = health()

    assert never == "ill: 0 due, oldest 0 s, 0 given up, never scanned"
    assert well.startswith("0 due, oldest 0 s, 0 given up, last scan ")
    assert late == "ill: 0 due, oldest 0 s, 0 given up, last scan 300 s ago"
    assert ahead == "ill: 0 due, oldest 0 s, 0 given up, last scan before the clock was set back"
