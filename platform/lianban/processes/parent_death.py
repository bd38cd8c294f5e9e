"""Parent-death signal: the kernel ends a child process when its parent is killed."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(signal_number: int = signal.SIGTERM) -> Callable[[], None]:
    """A ``preexec_fn``: the child gets this signal when the thread that started it ends, however it ends.

    Linux only; elsewhere leftovers are found and ended at the next start. The kernel drops the setting when
    the user id changes, and ``subprocess`` calls this after that. Start children from the main thread.
    """
    parent = os.getpid()
    return lambda: tie(parent, signal_number)


def tie(parent: int, signal_number: int) -> None:
    """Said by a child of itself: it gets the signal when its parent ends, or at once if that has happened."""
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_PDEATHSIG, signal_number)
        if os.getppid() != parent:  # the parent died before the setting was made
            os.kill(os.getpid(), signal_number)
