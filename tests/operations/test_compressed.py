"""Pages and JSON are compressed for those who can read it, and what is small or of another kind is not."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from lianban.http.compressed import Compressed

LONG = ("联办" * 600).encode()


def _answer(
    accepted: str | None, content: bytes = LONG, kind: str = "application/json; charset=utf-8"
) -> HttpResponse:
    headers = {} if accepted is None else {"accept-encoding": accepted}
    request = RequestFactory().post("/graphql", headers=headers)

    def inner(_request: object) -> HttpResponse:
        return HttpResponse(content, content_type=kind, headers={"Content-Length": str(len(content))})

    answer = Compressed(inner)(request)
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "text/html; charset=utf-8"])
def test_a_long_answer_is_sent_compressed_to_who_can_read_it(kind: str) -> None:
    answer = _answer("gzip, deflate, br", kind=kind)

    assert (answer["Content-Encoding"], answer["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(answer.content) == LONG
    assert int(answer["Content-Length"]) == len(answer.content) < len(LONG) // 5


@pytest.mark.parametrize("accepted", [None, "br", "gzip;q=0", "br, gzip; q=0.0"])
def test_who_does_not_read_it_is_sent_the_text_and_caches_are_told_why(accepted: str | None) -> None:
    answer = _answer(accepted)

    assert answer.content == LONG
    assert answer["Vary"] == "Accept-Encoding"
    assert not answer.has_header("Content-Encoding")


@pytest.mark.parametrize(
    ("content", "kind"), [(b"{}", "application/json"), (LONG, "application/octet-stream")]
)
def test_what_is_short_or_no_text_of_ours_is_sent_as_it_is(content: bytes, kind: str) -> None:
    answer = _answer("gzip", content, kind)

    assert answer.content == content
    assert not answer.has_header("Content-Encoding")


def test_the_length_of_the_same_answer_varies() -> None:
    assert len({len(_answer("gzip").content) for _ in range(40)}) > 1
