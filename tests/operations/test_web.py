"""The page that carries the interface, and the id by which a request is found again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from governments.models import Government
from lianban.http.page import ENTRY, RequestId, shell


def _bundle(folder: Path) -> None:
    (folder / ".vite").mkdir()
    entry = {"file": "assets/app-1.js", "src": ENTRY, "isEntry": True, "css": ["assets/app-1.css"]}
    (folder / ".vite" / "manifest.json").write_text(json.dumps({ENTRY: entry}))


def _shell(government: Government | None = None) -> HttpResponse:
    request = RequestFactory().get("/")
    request.government = government  # type: ignore[attr-defined]  # as the middleware does
    return shell(request)


def test_a_missing_bundle_is_told_with_its_cure(settings: object, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings

    answer = _shell()

    assert answer.status_code == 503
    assert "make run" in answer.content.decode()
    assert "界面尚未构建" in answer.content.decode()


@pytest.mark.parametrize(("given", "kept"), [("abc-12345", True), ("x", False), ("a b\n12345678", False)])
def test_a_request_has_an_id(given: str, kept: bool) -> None:
    def answer(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    request = RequestFactory().get("/", headers={"x-request-id": given})

    told = RequestId(answer)(request)["X-Request-Id"]

    assert (told == given) is kept
    assert re.fullmatch(r"[A-Za-z0-9._-]{8,64}", told)


def test_the_page_is_served_on_every_host(city: Government) -> None:
    for host in ("localhost", "yunzhou.localhost"):
        answer = Client(headers={"host": host}).get("/")

        assert answer.status_code in (200, 503)
        assert "no-store" in answer["Cache-Control"]
