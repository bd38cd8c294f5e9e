"""Orphans of a killed postmaster: server processes that still hold its shared memory.

As long as one of them runs, no new server starts on the folder, and none may: it would write beside them. Most end by
themselves at once; one in the middle of a long statement does not notice, one that was stopped cannot.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from lianban.cli.trouble import Trouble, operations_text

ASK_AFTER, KILL_AFTER, GIVE_UP_AFTER = 5.0, 15.0, 60.0  # seconds


def orphans(data: Path) -> list[psutil.Process]:
    """Server processes of a data folder; ask only when no postmaster runs on it."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            ours = process.name() == "postgres" and Path(process.cwd()) == data.resolve()
            if ours and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def wait_for_end(data: Path, report: Callable[[str], None]) -> None:
    """Wait until they are gone; after a while they are asked to end, then made to. Raises Trouble.

    To end them is what a crash of the machine would do: what was committed is in the log, and is recovered.
    """
    began, reported, asked = time.monotonic(), False, False
    while left := orphans(data):
        waited = time.monotonic() - began
        if not reported and waited > 1.0:
            reported = True
            report(operations_text("pg_orphans_wait", number=len(left)))
        if waited > GIVE_UP_AFTER:
            raise Trouble("pg_orphans", pids=_pids(left), folder=data)
        if waited > KILL_AFTER or (waited > ASK_AFTER and not asked):
            asked = True
            for process in left:
                with contextlib.suppress(psutil.Error):
                    process.kill() if waited > KILL_AFTER else process.terminate()
        time.sleep(0.1)


def _pids(left: list[psutil.Process]) -> str:
    return "、".join(str(one.pid) for one in left)
