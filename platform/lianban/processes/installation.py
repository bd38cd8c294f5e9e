"""Lock of a data folder: one installation each, its processes, and the end of those left by a killed one."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import psutil

from lianban.cli.trouble import Trouble, why

LOOPBACK = ("127.0.0.1", "::1")
GRACE = 8.0


class Installation:
    """The claim of one supervisor on one data folder."""

    def __init__(self, home: Path) -> None:
        self._lock = home / "supervisor.lock"
        self._note = home / "supervisor.json"
        self._home = home

    @contextlib.contextmanager
    def claimed(self, address: str) -> Iterator[None]:
        """Hold the installation's lock for this process; the kernel frees it even after ``kill -9``. Raises Trouble."""
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            handle = self._lock.open("a+")
        except OSError as error:
            raise Trouble("pg_unwritable", folder=self._home, reason=why(error)) from error
        with handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                handle.seek(0)
                pid, _, where = handle.read().partition(" ")
                raise Trouble("already_running", pid=pid or "?", address=where or address) from None
            handle.truncate(0)
            handle.write(f"{os.getpid()} {address}")
            handle.flush()
            self.end_leftovers()
            yield
            self._note.unlink(missing_ok=True)

    def heartbeat(self, name: str) -> Path:
        """The file in which a process of this installation marks the beats of its work."""
        folder = self._home / "heartbeat"
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        return folder / name

    def note(self, pids: list[int]) -> None:
        """Remember the running children, so that a later start can end them if we cannot."""
        known = []
        for pid in pids:
            with contextlib.suppress(psutil.NoSuchProcess):
                known.append({"pid": pid, "born": psutil.Process(pid).create_time()})
        # Losing the note (a full disk) must not end a running installation.
        with contextlib.suppress(OSError):
            self._note.write_text(json.dumps(known))

    def end_leftovers(self) -> None:
        """End children of a killed supervisor. A pid is believed only together with its moment of birth."""
        try:
            known = json.loads(self._note.read_text())
        except (OSError, ValueError):
            return
        left = []
        for entry in known:
            with contextlib.suppress(psutil.NoSuchProcess):
                process = psutil.Process(entry["pid"])
                if process.create_time() == entry["born"]:
                    process.send_signal(signal.SIGTERM)
                    left.append(process)
        _, stubborn = psutil.wait_procs(left, timeout=GRACE)
        for process in stubborn:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()


def listen(hosts: tuple[str, ...], port: int) -> list[socket.socket]:
    """Bound sockets for every host; one that the machine lacks (no IPv6) is left out. Raises Trouble."""
    sockets: list[socket.socket] = []
    for host in hosts:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            bound = socket.socket(family, socket.SOCK_STREAM)
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            bound.bind((host, port))
        except OSError as error:
            if error.errno in _TAKEN:
                raise Trouble(_TAKEN[error.errno], port=port, other=port + 1) from error
            continue
        sockets.append(bound)
    if not sockets:
        raise Trouble("port_no_address", hosts=" ".join(hosts))
    return sockets


_TAKEN = {98: "port_in_use", 48: "port_in_use", 13: "port_forbidden"}  # Linux, macOS; below 1024


def check_port(hosts: tuple[str, ...], port: int) -> None:
    """Refuse early when the web port is taken, before anything else is started. Raises Trouble."""
    for bound in listen(hosts, port):
        bound.close()
