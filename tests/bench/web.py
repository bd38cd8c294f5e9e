"""``api.http``: the list of 50 over HTTP, in requests per second, against a bare view that returns the same bytes.

One web process serves both as ``lianban web`` does, with the product's own limits, settings and middleware. The bare
view is asked twice over: with the same session cookie (the middleware then reads the session for both), and without.
Requests come over keep-alive connections from plain sockets, which cost the client next to nothing.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.test import Client

from bench.crowd import crowd
from bench.ground import CODE, Ground
from bench.lists import CASES, DIGEST, LIST
from bench.measure import Figure, Goal, Sizes, figure, interleaved
from kernel import json_text

NAME = "api.http"
GOAL = Goal(0.5, at_least=True)
CONNECTIONS = 4
REQUESTS = 40  # of one connection in one round, and no more than there are cases
SERVER = """
import gc, socket, sys
from lianban.cli.main import GARBAGE
from lianban.http.serving import serve
gc.set_threshold(*GARBAGE)
serve([socket.socket(fileno=int(sys.argv[1]))])
"""
LAST_CHUNK = b"\r\n0\r\n\r\n"
TESTS = Path(__file__).parents[1]


def run(ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """The persisted list against the bare view, with and without the cookie."""
    cases = sizes.or_default(CASES)
    requests = min(REQUESTS, cases)
    crowd(ground, cases)
    cookie = _signed_in(ground)
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)) as port, _Clients(port) as clients:
        extensions = {"persistedQuery": {"version": 1, "sha256Hash": DIGEST}}
        body = json_text.dumps({"variables": {"first": 50}, "extensions": extensions})
        ours = _request("POST", "/graphql", cookie, body)
        Path(folder, "same").write_bytes(clients.answer_to(ours))
        for what, headers in (("same_session", cookie), ("anonymous", "")):
            bare = _request("GET", "/bare", headers)
            if clients.answer_to(bare) != clients.answer_to(ours):
                raise RuntimeError("the bare view does not answer the same bytes")
            sides = interleaved(
                lambda: clients.drive(ours, requests),
                lambda bare=bare: clients.drive(bare, requests),  # type: ignore[misc]  # bound now, called at once
                rounds=sizes.rounds,
                each=1,
            )
            rates = [CONNECTIONS * requests * 1000 / one for one in sides]
            yield figure(NAME, what, GOAL, "/s", *rates)


def _signed_in(ground: Ground) -> str:
    client = Client()
    account = ground.account("office")
    client.force_login(account, "people.sign_in.AccountBackend")
    name = settings.SESSION_COOKIE_NAME
    return f"Cookie: {name}={client.cookies[name].value}\r\n"


def _request(method: str, path: str, headers: str, body: bytes = b"") -> bytes:
    content = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if body else ""
    return f"{method} {path} HTTP/1.1\r\nHost: {CODE}.localhost\r\n{headers}{content}\r\n".encode() + body


@contextmanager
def server(folder: Path) -> Iterator[int]:
    """The product's web process with the bare view beside it; its port."""
    (folder / "known.json").write_bytes(json_text.dumps({DIGEST: LIST}))
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bench.web_settings",
        "PYTHONPATH": str(TESTS),
        "LIANBAN_BENCH": str(folder),
    }
    # It inherits a socket that listens already: nobody can take its port, and who comes early waits in the queue.
    with socket.create_server(("127.0.0.1", 0)) as listening:
        command = [sys.executable, "-c", SERVER, str(listening.fileno())]
        process = subprocess.Popen(command, env=environment, pass_fds=[listening.fileno()])
        port = int(listening.getsockname()[1])
    # Closed here, so that a server that cannot start refuses its callers instead of letting them wait.
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


class _Clients:
    """Keep-alive connections, each asking again as soon as it is answered."""

    def __init__(self, port: int) -> None:
        self.sockets = [socket.create_connection(("127.0.0.1", port)) for _ in range(CONNECTIONS)]
        self.pool = ThreadPoolExecutor(CONNECTIONS)

    def __enter__(self) -> _Clients:
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown()
        for one in self.sockets:
            one.close()

    def answer_to(self, request: bytes) -> bytes:
        """The body of the answer to one request, which must be good."""
        return _asked(self.sockets[0], request)

    def drive(self, request: bytes, times: int) -> None:
        """The same request many times over all connections at once."""

        def one(connected: socket.socket) -> None:
            for _ in range(times):
                _asked(connected, request)

        list(self.pool.map(one, self.sockets))


def _asked(connected: socket.socket, request: bytes) -> bytes:
    connected.sendall(request)
    got = _more(connected)
    while b"\r\n\r\n" not in got:
        got += _more(connected)
    head, _, body = got.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.decode(errors="replace") + body.decode(errors="replace")[:300])
    length = re.search(rb"(?i)content-length: *(\d+)", head)
    while not (len(body) >= int(length[1]) if length else body.endswith(LAST_CHUNK)):
        body += _more(connected)
    return body if length else _joined(body)


def _more(connected: socket.socket) -> bytes:
    """What came next; a server that hung up would otherwise be asked for ever."""
    got = connected.recv(65536)
    if not got:
        raise ConnectionError("the server hung up")
    return got


def _joined(chunks: bytes) -> bytes:
    """The content of a body that came in chunks."""
    content, at = b"", 0
    while True:
        end = chunks.index(b"\r\n", at)
        size = int(chunks[at:end], 16)
        if size == 0:
            return content
        content += chunks[end + 2 : end + 2 + size]
        at = end + 2 + size + 2
