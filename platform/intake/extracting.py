"""Extraction in a child process with limits: its rows, or the sentence of the refusal.

The same for a file of the command line and for one that a browser sent: the child gets the open file and nothing else.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from intake.extraction.bounds import CPU_SECONDS, MEMORY, WALL_SECONDS
from kernel import json_text
from kernel.refusals import Refusal

# Safe path: what lies in the folder from which the command was started is no module of ours.
CHILD = (sys.executable, "-P", "-m", "intake.extraction")
OVERTIME = frozenset({-signal.SIGXCPU, -signal.SIGKILL})


def extracted(name: str, kind: str, file: IO[bytes]) -> Iterator[dict[str, Any]]:
    """What the child finds in a file of a kind, piece by piece; raises Refusal with a sentence when it is refused."""
    file.seek(0)
    with _child(kind, file) as child:
        for line in child.stdout or ():
            found = json_text.loads(line)
            if "refusal" in found:
                raise Refusal(found["refusal"], name=name, **found["facts"])
            yield found
        _refuse_failed(name, child.wait())


def _refuse_failed(name: str, code: int) -> None:
    if code in OVERTIME:
        raise Refusal("file_needs_time", name=name, limit=CPU_SECONDS)
    if code:  # a library that is refused memory ends the process
        raise Refusal("file_needs_memory", name=name, limit=MEMORY >> 20)


@contextmanager
def _child(kind: str, file: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen(
        [*CHILD, kind],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8"},
        cwd="/",
        close_fds=True,
    )
    clock = threading.Timer(WALL_SECONDS, child.kill)
    clock.daemon = True
    clock.start()
    try:
        with child:
            yield child
    finally:
        clock.cancel()
        child.kill()
