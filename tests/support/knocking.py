"""Knocking at a running server byte by byte, as no well-behaved client does."""

from __future__ import annotations

import socket
from contextlib import suppress

PATIENCE = 60.0  # seconds until a silent server is a failed test


def head(size: int | None = None, *, method: str = "POST", path: str = "/graphql", **more: str) -> bytes:
    """The head of a request to the city; ``size`` declares its body."""
    named = {"Host": "yunzhou.localhost", "Content-Type": "application/json"}
    named |= {name.replace("_", "-"): value for name, value in more.items()}
    if size is not None:
        named["Content-Length"] = str(size)
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


class Knock:
    """One connection."""

    def __init__(self, port: int, first: bytes = b"") -> None:
        self.line = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.send(first)

    def send(self, data: bytes) -> None:
        """Say more; what the server no longer takes is no error."""
        with suppress(OSError):
            self.line.sendall(data)

    def heard(self) -> bytes:
        """All that the server says until it closes."""
        said = b""
        with suppress(ConnectionError):
            while piece := self.line.recv(65536):
                said += piece
        self.line.close()
        return said

    def status(self) -> int:
        """The status of the answer; 0 when the server closed without one."""
        said = self.heard()
        return int(said.split(b" ", 2)[1]) if said else 0
