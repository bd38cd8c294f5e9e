"""Health checks of ``/health/ready`` and ``lianban health``: each dependency by name, with one measured result.

A *required* dependency that fails makes the process not ready; the others are reported for the operator.
Nothing here passes Django's middleware or pool: a full pool or a broken registry must not hide itself.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from django.conf import settings

from governments.migration.compiled import newest_version
from lianban.health.presence import LONG_RUNNING, present
from lianban.tables import PlatformConnection, as_platform, tables_of

LATE = 10.0  # seconds that an event may wait for the relay
SCAN_LATE = 120.0  # seconds since the clocks were last scanned
JOB_LATE = 300.0  # seconds that a due job may wait for a worker
TIMEOUT = 3  # seconds for one dependency
NAMED = 5  # governments that an answer names


class UnhealthyError(Exception):
    """A dependency answered, and the answer is not good; the text is shown."""


@dataclass(frozen=True)
class Check:
    """One dependency: ``milliseconds`` it took to ask, ``detail`` in English for operators (no secrets)."""

    ok: bool
    required: bool
    milliseconds: float
    detail: str


def report() -> dict[str, Check]:
    """Ask every dependency now, by name. Never raises."""
    checks: dict[str, Check] = {}
    began = time.perf_counter()
    try:
        with psycopg.connect(settings.DATABASE_URL, connect_timeout=TIMEOUT, autocommit=True) as database:
            database.execute(f"SET statement_timeout = '{TIMEOUT}s'")
            checks["database"] = Check(True, True, _since(began), "answers")
            checks |= _inside(database)
    except (psycopg.Error, OSError) as error:
        checks["database"] = Check(False, True, _since(began), type(error).__name__)
        for name in ("schemas", "fleet", "outbox", "clock", *LONG_RUNNING):
            checks.setdefault(name, Check(False, name == "schemas", 0.0, "unknown: no database"))
    # Serving needs no Redis: a web process must not be taken out because of it. A folder of files is our own disk.
    checks["broker"] = _asked(_broker, required=not settings.REDIS_URL)
    if settings.REDIS_URL:
        checks["redis"] = _asked(_redis, required=False)
    return checks


def _inside(database: PlatformConnection) -> dict[str, Check]:
    seen = present(database)
    checks = {
        name: Check(name in seen, False, 0.0, f"{seen[name]} alive" if name in seen else "not running")
        for name in LONG_RUNNING
    }
    # Presence is shown to the login itself; the tables belong to the platform's role.
    return {
        "schemas": _asked(lambda: _schemas(database), required=True),
        "fleet": _asked(lambda: _fleet(database), required=False),
        "outbox": _asked(lambda: _outbox(database), required=False),
        "clock": _asked(lambda: _clock(database), required=False),
        **checks,
    }


def _schemas(database: PlatformConnection) -> str:
    """Whether the public migrations are applied, and no newer program has applied others."""
    tables = tables_of(database)
    if tables.missing:
        raise UnhealthyError(
            f"{len(tables.missing)} public migrations to apply, first {tables.missing[0]}: lianban setup"
        )
    if tables.unknown:
        raise UnhealthyError(
            f"{len(tables.unknown)} migrations of a newer program, last {tables.unknown[-1]}"
        )
    return "newest"


def _fleet(database: PlatformConnection) -> str:
    """Whether every government's tables are the newest. One that is behind is not served, and stops nobody else."""
    rows = as_platform(database, "SELECT state, schema_version FROM public.governments_government")
    behind = sum(version != newest_version() for _, version in rows)
    active = sum(state == "ACTIVE" for state, _ in rows)
    detail = f"{active} of {len(rows)} governments active, {behind} behind"
    if behind:
        raise UnhealthyError(f"{detail}: lianban fleet migrate")
    return detail


# What is of a time to come was written before the clock was set back: it waits at least since then. What is of or for a
# government that is not in service waits for it, and says nothing of the relay.
OUTBOX: LiteralString = """
WITH closed AS (SELECT code FROM public.governments_government WHERE state <> 'ACTIVE' OR schema_version <> %s),
message AS (
    SELECT government, dead_at, created_at, dead_at IS NULL AND EXISTS (
        SELECT FROM closed WHERE code = government OR starts_with(topic, 'transfer.') AND code = payload ->> 'to'
    ) AS held, dead_at IS NULL AS open
    FROM public.outbox_message
)
SELECT government, count(*) FILTER (WHERE open AND NOT held), count(dead_at),
    coalesce(max(abs(extract(epoch FROM now() - created_at))) FILTER (WHERE open AND NOT held), 0)::float,
    count(*) FILTER (WHERE held)
FROM message GROUP BY government ORDER BY 4 DESC, 3 DESC
"""
JOBS: LiteralString = """
SELECT government, count(*) FILTER (WHERE dead_at IS NULL AND due_at <= now()), count(dead_at),
    coalesce(extract(epoch FROM now() - min(due_at) FILTER (WHERE dead_at IS NULL)), 0)::float, 0
FROM public.supervision_job GROUP BY government ORDER BY 4 DESC, 3 DESC
"""
SCANNED: LiteralString = "SELECT extract(epoch FROM now() - at)::float FROM public.supervision_lastscan"


def _outbox(database: PlatformConnection) -> str:
    """How long the oldest event waits for the relay, seconds, how many gave up, and in which governments."""
    return _waiting(as_platform(database, OUTBOX, newest_version()), "waiting", LATE)


def _clock(database: PlatformConnection) -> str:
    """How many jobs are due, how long the oldest waits, how many gave up; when the last scan really ran."""
    scans = [float(str(age)) for (age,) in as_platform(database, SCANNED)]
    detail = _waiting(as_platform(database, JOBS), "due", JOB_LATE)
    if not scans:
        raise UnhealthyError(f"{detail}, never scanned")
    if scans[0] < -1:
        raise UnhealthyError(f"{detail}, last scan before the clock was set back")
    detail = f"{detail}, last scan {max(scans[0], 0):.0f} s ago"
    if scans[0] > SCAN_LATE:
        raise UnhealthyError(detail)
    return detail


def _waiting(rows: list[tuple[object, ...]], word: str, late: float) -> str:
    """What waits and what was set aside, with the governments that wait too long or have some set aside."""
    governments = [
        (str(government) or "platform", int(str(n)), int(str(dead)), float(str(age)))
        for government, n, dead, age, _ in rows
    ]
    oldest = max([0.0, *(age for *_, age in governments)])
    detail = (
        f"{sum(n for _, n, _, _ in governments)} {word}, oldest {oldest:.0f} s,"
        f" {sum(dead for *_, dead, _ in governments)} given up"
    )
    waiting_out = sum(int(str(one)) for *_, one in rows)
    if waiting_out:
        detail += f", {waiting_out} for a government not in service"
    unhealthy = [
        f"{government} {age:.0f} s, {dead} given up"
        for government, _, dead, age in governments
        if age > late or dead
    ]
    if unhealthy:
        detail += f" ({'; '.join(unhealthy[:NAMED])})"
    if unhealthy:
        raise UnhealthyError(detail)
    return detail


def _broker() -> str:
    if settings.REDIS_URL:
        return _redis()
    folder = Path(str(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_in"]))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"ok")
    return "files, writable"


def _redis() -> str:
    redis: Any = import_module("redis")  # only where there is one
    client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=TIMEOUT, socket_timeout=TIMEOUT)
    try:
        client.ping()
    except redis.RedisError as error:
        raise UnhealthyError(type(error).__name__) from error
    finally:
        client.close()
    return "answers"


def _asked(ask: Callable[[], str], *, required: bool) -> Check:
    began = time.perf_counter()
    try:
        detail = ask()
        return Check(True, required, _since(began), detail)
    except UnhealthyError as bad:
        return Check(False, required, _since(began), str(bad))
    except (psycopg.Error, OSError) as error:
        # The class alone: messages of drivers name addresses and accounts.
        return Check(False, required, _since(began), type(error).__name__)


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)
