"""Built interface under ``/static/`` as an ASGI application before Django: its few files are kept in memory.

What a header says (type, age, entity tag, compressed variants) is the library's; a request with conditions or for a
part of a file is answered by the library too.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, cast

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope, Scope
from servestatic import ServeStaticASGI
from servestatic.responders import StaticFile

# Vite writes a digest of the content into each name, so a name never means anything else.
HASHED = r"^/static/app/.+-[A-Za-z0-9_-]{8}\.[a-z0-9]+$"
CONDITIONS = frozenset({b"range", b"if-none-match", b"if-modified-since"})

HeaderList = list[tuple[bytes, bytes]]


class Bundle(ServeStaticASGI):
    """Answers requests for files that were there when the process began, and hands everything else on."""

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """One connection, by the ASGI protocol."""
        found = self.files.get(scope["path"]) if scope["type"] == "http" else None
        if isinstance(found, StaticFile) and _plain(cast(HTTPScope, scope)):
            headers, body = _complete(found, cast(HTTPScope, scope))
            await send({"type": "http.response.start", "status": 200, "headers": headers, "trailers": False})
            await send({"type": "http.response.body", "body": body, "more_body": False})
            return
        await super().__call__(scope, receive, send)


def bundle(application: Any, folder: Path) -> Bundle:
    """The files of a folder before an application; read now, so that a newer build beside it takes none away."""
    files = Bundle(
        application, root=folder, prefix="/static/", allow_all_origins=False, immutable_file_test=HASHED
    )
    for file in files.files.values():
        for _, path, _ in file.alternatives if isinstance(file, StaticFile) else ():
            _content(path)
    return files


def _plain(scope: HTTPScope) -> bool:
    return scope["method"] == "GET" and not any(name in CONDITIONS for name, _ in scope["headers"])


def _complete(file: StaticFile, scope: HTTPScope) -> tuple[HeaderList, bytes]:
    accepted = b",".join(value for name, value in scope["headers"] if name == b"accept-encoding")
    path, headers = file.get_path_and_headers({"HTTP_ACCEPT_ENCODING": accepted.decode("latin-1")})
    encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers if value]
    return encoded, _content(path)


@cache
def _content(path: str) -> bytes:
    return Path(path).read_bytes()
