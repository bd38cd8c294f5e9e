"""Product that several workers share: each test is in it beside others, or alone."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def room(folder: Path, *, alone: bool) -> Iterator[None]:
    """Be in the product beside others, or wait until they are out and have it alone.

    Who waits to be alone holds the door, so that nobody comes in meanwhile. The kernel opens the locks of a worker
    that dies.
    """
    with (folder / "door.lock").open("a") as door, (folder / "room.lock").open("a") as inside:
        fcntl.flock(door, fcntl.LOCK_EX)
        fcntl.flock(inside, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        fcntl.flock(door, fcntl.LOCK_UN)
        yield
