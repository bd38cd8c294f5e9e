"""The HTTP side: what is not a JSON POST from our own page is turned away before it is read."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from api.running import entry
from support.asking import HOST, Asking

ME = json.dumps({"query": "{ me { id } }"})


def status_and_code(response: Any) -> tuple[int, str]:
    errors = json.loads(response.content).get("errors")
    return response.status_code, errors[0]["extensions"]["code"] if errors else ""


@pytest.mark.parametrize("method", ["get", "put", "delete", "options", "head"])
def test_only_post(stranger: Asking, method: str) -> None:
    response = getattr(stranger.client(None), method)("/graphql", HTTP_HOST=HOST)

    assert response.status_code == 405
    assert response["Allow"] == "POST"


def test_a_query_in_the_address_is_not_run(stranger: Asking) -> None:
    response = stranger.client(None).get("/graphql", {"query": "{ me { id } }"}, HTTP_HOST=HOST)

    assert response.status_code == 405


@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "application/graphql",
        "application/json-seq",
    ],
)
def test_only_json(stranger: Asking, kind: str) -> None:
    assert status_and_code(stranger.post(None, ME, kind)) == (415, "BAD_REQUEST")


def test_a_compressed_body_is_not_unpacked(stranger: Asking) -> None:
    response = stranger.post(None, ME, **{"Content-Encoding": "gzip"})

    assert status_and_code(response) == (415, "BAD_REQUEST")


@pytest.mark.parametrize(
    "origin",
    [
        "http://binjiang.localhost:8000",
        "http://yunzhou.localhost",
        "http://yunzhou.localhost:8000.evil.example",
        "http://evil.example",
        "null",
        "",
        "http://[",
    ],
)
def test_a_page_of_another_host_is_refused(stranger: Asking, origin: str) -> None:
    assert status_and_code(stranger.post(None, ME, Origin=origin)) == (403, "FORBIDDEN")


def test_a_sibling_without_an_origin_is_refused(stranger: Asking) -> None:
    assert status_and_code(stranger.post(None, ME, **{"Sec-Fetch-Site": "same-site"})) == (403, "FORBIDDEN")


@pytest.mark.parametrize("origin", ["http://yunzhou.localhost:8000", "HTTP://YunZhou.localhost:8000"])
def test_our_own_page_and_programs_are_welcome(stranger: Asking, origin: str) -> None:
    assert status_and_code(stranger.post(None, ME, Origin=origin)) == (200, "")
    assert status_and_code(stranger.post(None, ME)) == (200, "")


@pytest.mark.parametrize(
    "body",
    [
        " ",
        "{",
        "null",
        '"{ me { id } }"',
        "{}",
        '{"query": 1}',
        '{"query": "{ me { id } }", "variables": []}',
        '{"query": "{ me { id } }", "variables": {"x": NaN}}',
        '{"query": "{ me { id } }", "operationName": 7}',
        '{"query": "{ me { id } }", "method": "DELETE"}',
        '{"query": "{ me { id } }", "variables": {"x": "\\ud800"}}',
        '{"query": "{ me { id } }", "variables": {"x": [{"y": "a\\u0000b"}]}}',
        '{"query": "\\u0000"}',
        "[" * 5_000,
        '{"query": "{ me { id } }", "variables": {"x": %s1%s}}' % ("[" * 1_000, "]" * 1_000),  # noqa: UP031 - braces
        '{"query": "{ me { id } }", "variables": {"x": {"\\u0000": 1}}}',
        '{"query": "{ me { id } }", "variables": {"x": [%s1]}}' % ("1," * 50_000),
        b"\xff\xfe",
    ],
)
def test_a_body_that_is_no_question_is_a_bad_request(stranger: Asking, body: str | bytes) -> None:
    assert status_and_code(stranger.post(None, body)) == (400, "BAD_REQUEST")


def test_a_batch_is_refused(stranger: Asking) -> None:
    response = stranger.post(None, f"[{ME}, {ME}]")

    assert status_and_code(response) == (400, "BAD_REQUEST")
    assert "成组" in json.loads(response.content)["errors"][0]["message"]


def test_a_body_has_its_limit(stranger: Asking) -> None:
    filled = json.dumps(
        {"query": "{ me { id } }", "variables": {"x": "文" * entry.MAX_BODY}}, ensure_ascii=False
    )

    assert status_and_code(stranger.post(None, filled)) == (413, "TOO_LARGE")


def test_answers_tell_their_length(stranger: Asking) -> None:
    for response in (stranger.response(None, "{ __typename }"), stranger.post(None, b"no json")):
        assert response["Content-Length"] == str(len(response.content))


def test_answers_are_not_kept_by_caches(stranger: Asking) -> None:
    response = stranger.post(None, ME)

    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"] == "application/json; charset=utf-8"


def test_an_accident_tells_a_number_and_nothing_else(
    stranger: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def accident(*_: Any) -> None:
        raise ZeroDivisionError("secret detail of 沈若溪")

    monkeypatch.setattr("api.session.queries.viewer_of", accident)
    response = stranger.post(None, ME, **{"X-Request-Id": "request-0001"})

    error = json.loads(response.content)["errors"][0]
    assert error["extensions"] == {"code": "INTERNAL"}
    assert "request-0001" in error["message"]
    assert b"secret" not in response.content


def test_wrong_variables_are_a_bad_request(stranger: Asking) -> None:
    for value in ("12", 1.5, -(10**12), {"a": 1}, None):
        code = stranger.code(None, "query($n: Int!) { cases(first: $n) { edges { cursor } } }", n=value)
        assert code == "BAD_REQUEST", value


class TestKnownOperations:
    """Operations of the browser's bundle, by digest."""

    TEXT = "query Me { me { name } }"
    DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()

    @pytest.fixture(autouse=True)
    def bundle(self, settings: Any, tmp_path: Path) -> None:
        file = tmp_path / "persisted.json"
        file.write_text(json.dumps({self.DIGEST: self.TEXT, "0" * 64: "{ me { id } }"}))
        settings.LIANBAN_PERSISTED = str(file)

    def asked(self, ask: Asking, who: str | None = None, digest: str = DIGEST, **more: str) -> dict[str, Any]:
        body = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest}}} | more
        answer: dict[str, Any] = json.loads(ask.post(who, json.dumps(body)).content)
        return answer

    def test_a_digest_is_enough(self, stranger: Asking) -> None:
        assert self.asked(stranger) == {"data": {"me": None}}

    def test_an_unknown_digest_says_so_in_the_usual_word(self, stranger: Asking) -> None:
        error = self.asked(stranger, digest="1" * 64)["errors"][0]

        assert error["message"] == "PersistedQueryNotFound"

    def test_a_digest_that_is_not_its_text_s_is_not_known(self, stranger: Asking) -> None:
        assert "errors" in self.asked(stranger, digest="0" * 64)

    def test_a_bundle_that_is_built_anew_is_known_at_once(self, stranger: Asking, settings: Any) -> None:
        self.asked(stranger)
        text = "query Again { me { name } }"
        digest = hashlib.sha256(text.encode()).hexdigest()
        file = Path(settings.LIANBAN_PERSISTED)
        before = file.stat().st_mtime_ns

        file.write_text(json.dumps({digest: text}))
        os.utime(file, ns=(before + 1_000_000_000, before + 1_000_000_000))

        assert self.asked(stranger, digest=digest) == {"data": {"me": None}}
        assert "errors" in self.asked(stranger)

    @pytest.mark.parametrize("where", ["nowhere.json", "."])
    def test_without_a_bundle_no_digest_is_known(
        self, stranger: Asking, settings: Any, tmp_path: Path, where: str
    ) -> None:
        settings.LIANBAN_PERSISTED = str(tmp_path / where)

        assert self.asked(stranger)["errors"][0]["message"] == "PersistedQueryNotFound"

    def test_callers_cannot_register(self, stranger: Asking) -> None:
        text = "{ government { code } }"
        digest = hashlib.sha256(text.encode()).hexdigest()

        self.asked(stranger, digest=digest, query=text)

        assert "errors" in self.asked(stranger, digest=digest)
        assert "errors" in self.asked(stranger, digest="2" * 64, query=text)

    def test_an_allowlist_keeps_strangers_to_known_ones(self, ask: Asking, settings: Any) -> None:
        settings.LIANBAN_PERSISTED_ONLY = True

        assert self.asked(ask) == {"data": {"me": None}}
        assert ask.code(None, "{ me { id } }") == "BAD_REQUEST"
        assert ask.code("office", "{ me { id } }") == ""
        assert ask.code(None, self.TEXT) == ""


@pytest.mark.parametrize("place", ["api.running.execution.execute", "api.running.view.answer"])
def test_a_database_that_is_away_is_said_in_json(
    stranger: Asking, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def cut_off(*_: Any, **__: Any) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(place, cut_off)
    client = stranger.client(None)
    client.raise_request_exception = False

    response = client.post("/graphql", ME, "application/json", HTTP_HOST=HOST)

    assert status_and_code(response) == (503, "UNAVAILABLE")
    assert response["Retry-After"] == "5"


def test_a_field_that_meets_a_database_that_is_away_fails_the_whole_answer(
    stranger: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: Any, **__: Any) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("api.session.queries.viewer_of", cut_off)

    response = stranger.post(None, ME)

    assert status_and_code(response) == (503, "UNAVAILABLE")
    assert "data" not in json.loads(response.content)
