"""Built interface under ``/static/`` as an ASGI application before Django: its few files are kept in memory.

What a header says (type, age, compressed variants) is the library's, and it answers a request for a part of a file too.
The compressed variants were made with the files (``frontend/scripts/compress.mjs``). Each has an entity tag of its own:
a cache that holds the one must not take it for another.
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
NOT_OF_304 = frozenset(
    {b"content-type", b"content-length", b"content-encoding"}
)  # nothing is sent that they describe

HeaderList = list[tuple[bytes, bytes]]
FileAnswer = tuple[int, HeaderList, bytes]


class Bundle(ServeStaticASGI):
    """Answers requests for files that were there when the process began, and hands everything else on."""

    async def __call__(self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """One connection, by the ASGI protocol."""
        found = self.files.get(scope["path"]) if scope["type"] == "http" else None
        answer = _answered(found, cast(HTTPScope, scope)) if isinstance(found, StaticFile) else None
        if answer is None:
            await super().__call__(scope, receive, send)
            return
        status, headers, body = answer
        await send({"type": "http.response.start", "status": status, "headers": headers, "trailers": False})
        await send({"type": "http.response.body", "body": body, "more_body": False})


def bundle(application: Any, folder: Path) -> Bundle:
    """The files of a folder before an application; read now, so that a newer build beside it takes none away."""
    files = Bundle(
        application, root=folder, prefix="/static/", allow_all_origins=False, immutable_file_test=HASHED
    )
    for file in files.files.values():
        if isinstance(file, StaticFile):
            _tag_variants(file)
        for _, path, _ in file.alternatives if isinstance(file, StaticFile) else ():
            _content(path)
    return files


def _tag_variants(file: StaticFile) -> None:
    file.alternatives = [
        (
            encoding,
            path,
            [(name, _tag_of(value, encoding) if name == "ETag" else value) for name, value in headers],
        )
        for encoding, path, headers in file.alternatives
    ]


def _tag_of(tag: str | None, encoding: str | None) -> str | None:
    return f'{tag[:-1]}-{encoding}"' if tag and encoding else tag


def _answered(file: StaticFile, scope: HTTPScope) -> FileAnswer | None:
    """The whole file in the smallest form that the caller reads, or that he has it; the rest is left to the library."""
    if scope["method"] not in ("GET", "HEAD"):
        return None
    path, named = file.get_path_and_headers({"HTTP_ACCEPT_ENCODING": _given(scope, b"accept-encoding")})
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in named if value]
    if _is_known(file, scope, dict(headers).get(b"etag", b"").decode("latin-1")):
        return 304, [one for one in headers if one[0] not in NOT_OF_304], b""
    if _given(scope, b"range"):
        return None
    return 200, headers, b"" if scope["method"] == "HEAD" else _content(path)


def _is_known(file: StaticFile, scope: HTTPScope, tag: str) -> bool:
    """Whether the caller has what would be sent; weak and strong tags are the same here (RFC 9110, 13.1.2)."""
    known = [one.strip().removeprefix("W/") for one in _given(scope, b"if-none-match").split(",")]
    if known != [""]:
        return "*" in known or tag in known
    since = _given(scope, b"if-modified-since")
    return bool(since and file.is_not_modified({"HTTP_IF_MODIFIED_SINCE": since}))


def _given(scope: HTTPScope, wanted: bytes) -> str:
    return b",".join(value for name, value in scope["headers"] if name == wanted).decode("latin-1")


@cache
def _content(path: str) -> bytes:
    return Path(path).read_bytes()
