"""The interface's files are served before Django: whole ones from memory, with the headers that caches need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from lianban.http.static import bundle

HASHED = "/static/app/main-hf6tr3Yl.js"
PLAIN = "/static/robots.txt"


async def _behind(_scope: Any, _receive: Any, send: Any) -> None:
    """What lies behind the files."""
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b"behind"})


@pytest.fixture
def files(tmp_path: Path) -> httpx.AsyncClient:
    """A caller of a process that serves two files."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "main-hf6tr3Yl.js").write_text("say('联办')")
    (tmp_path / "robots.txt").write_text("no")
    transport = httpx.ASGITransport(bundle(_behind, tmp_path))
    return httpx.AsyncClient(
        transport=transport, base_url="http://nobody.example", headers={"accept-encoding": ""}
    )


async def test_a_file_is_served_whole_on_every_host(files: httpx.AsyncClient) -> None:
    answer = await files.get(HASHED)

    assert (answer.status_code, answer.text) == (200, "say('联办')")
    assert answer.headers["content-type"] == 'text/javascript; charset="utf-8"'
    assert answer.headers["content-length"] == str(len(answer.content))
    assert "access-control-allow-origin" not in answer.headers


async def test_a_name_that_holds_a_digest_may_be_kept_for_ever_and_another_for_a_minute(
    files: httpx.AsyncClient,
) -> None:
    kept = [(await files.get(path)).headers["cache-control"] for path in (HASHED, PLAIN)]

    assert kept == ["max-age=315360000, public, immutable", "max-age=60, public"]


async def test_a_file_that_a_newer_build_has_replaced_is_served_until_the_process_ends(
    files: httpx.AsyncClient, tmp_path: Path
) -> None:
    (tmp_path / "app" / "main-hf6tr3Yl.js").unlink()

    answer = await files.get(HASHED)

    assert (answer.status_code, answer.text) == (200, "say('联办')")


async def test_who_has_the_file_already_is_told_so(files: httpx.AsyncClient) -> None:
    tag = (await files.get(HASHED)).headers["etag"]

    answer = await files.get(HASHED, headers={"if-none-match": tag})

    assert (answer.status_code, answer.content) == (304, b"")


async def test_a_part_of_a_file_is_served(files: httpx.AsyncClient) -> None:
    answer = await files.get(HASHED, headers={"range": "bytes=0-2"})

    assert (answer.status_code, answer.content) == (206, b"say")


async def test_only_reading_is_served(files: httpx.AsyncClient) -> None:
    head, post = await files.head(HASHED), await files.post(HASHED)

    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "13")
    assert post.status_code == 405


async def test_a_compressed_variant_goes_to_those_who_can_read_it(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("a long text")
    (tmp_path / "style.css.br").write_bytes(b"short")
    files = httpx.AsyncClient(
        transport=httpx.ASGITransport(bundle(_behind, tmp_path)), base_url="http://nobody.example"
    )
    path = "/static/style.css"

    async with files.stream("GET", path, headers={"accept-encoding": "gzip, br"}) as answer:
        compressed = b"".join([part async for part in answer.aiter_raw()])
    plain = await files.get(path, headers={"accept-encoding": "gzip"})

    assert (compressed, answer.headers["content-encoding"]) == (b"short", "br")
    assert (plain.text, plain.headers["vary"]) == ("a long text", "Accept-Encoding")


@pytest.fixture
def variants(tmp_path: Path) -> httpx.AsyncClient:
    """A caller of a process that serves one file in three forms."""
    for name, content in (("style.css", b"a long text"), ("style.css.br", b"br"), ("style.css.gz", b"gzip")):
        (tmp_path / name).write_bytes(content)
    transport = httpx.ASGITransport(bundle(_behind, tmp_path))
    return httpx.AsyncClient(transport=transport, base_url="http://nobody.example")


async def _headers(files: httpx.AsyncClient, accepted: str, **conditions: str) -> tuple[int, httpx.Headers]:
    given = {"accept-encoding": accepted} | {
        name.replace("_", "-"): value for name, value in conditions.items()
    }
    async with files.stream("GET", "/static/style.css", headers=given) as answer:
        return answer.status_code, answer.headers


async def test_each_form_of_a_file_has_an_entity_tag_of_its_own(variants: httpx.AsyncClient) -> None:
    told = [(await _headers(variants, accepted))[1] for accepted in ("br", "gzip", "identity")]

    assert len({headers["etag"] for headers in told}) == 3
    assert [headers.get("content-encoding") for headers in told] == ["br", "gzip", None]
    assert {headers["vary"] for headers in told} == {"Accept-Encoding"}


@pytest.mark.parametrize("told", ["{}", "W/{}", '"other", {}', "*"])
async def test_who_has_the_form_that_he_reads_is_told_so(variants: httpx.AsyncClient, told: str) -> None:
    tag = (await _headers(variants, "br"))[1]["etag"]

    status, headers = await _headers(variants, "br", if_none_match=told.format(tag))

    assert (status, headers["etag"], headers["vary"]) == (304, tag, "Accept-Encoding")
    assert "content-encoding" not in headers


async def test_who_has_another_form_is_sent_the_one_that_he_reads(variants: httpx.AsyncClient) -> None:
    tag = (await _headers(variants, "br"))[1]["etag"]

    status, headers = await _headers(variants, "gzip", if_none_match=tag)

    assert (status, headers["content-encoding"]) == (200, "gzip")


async def test_who_names_the_time_only_is_told_the_tag_of_the_form_that_he_reads(
    variants: httpx.AsyncClient,
) -> None:
    _, sent = await _headers(variants, "br")

    status, headers = await _headers(variants, "br", if_modified_since=sent["last-modified"])

    assert (status, headers["etag"]) == (304, sent["etag"])


@pytest.mark.parametrize(
    "path", ["/", "/static/", "/static/app/../../settings.py", "/static/app/none-hf6tr3Yl.js"]
)
async def test_everything_else_is_handed_on(files: httpx.AsyncClient, path: str) -> None:
    answer = await files.get(path)

    assert (answer.status_code, answer.text) == (418, "behind")
