"""Django's ASGI handler: what ``lianban.http.site`` relies on of it, and Django does not document."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

import pytest
from asgiref.sync import iscoroutinefunction
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from lianban.http.site import Site

SCOPE = {"type": "http", "method": "POST", "path": "/a", "query_string": b"", "headers": []}
SEEN: list[HttpRequest] = []


def page(request: HttpRequest) -> HttpResponse:
    SEEN.append(request)
    return HttpResponse(request.read())


urlpatterns = [path("a", page)]


class Caller:
    """Somebody who sends these messages, and keeps what is sent to them."""

    def __init__(self, *messages: Mapping[str, Any]) -> None:
        self.messages = list(messages)
        self.got: list[Mapping[str, Any]] = []

    async def receive(self) -> Mapping[str, Any]:
        return self.messages.pop(0)

    async def send(self, message: Mapping[str, Any]) -> None:
        self.got.append(message)


@pytest.fixture
def site() -> Site:
    with override_settings(MIDDLEWARE=["django.middleware.common.CommonMiddleware"], ROOT_URLCONF=__name__):
        return Site()


def chunk(body: bytes, *, more: bool = False) -> Mapping[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def test_the_names_that_are_overridden_are_called_by_the_handler_itself() -> None:
    assert "self.load_middleware(is_async=True)" in inspect.getsource(ASGIHandler.__init__)
    assert "await self.handle(scope, receive, send)" in inspect.getsource(ASGIHandler.__call__)
    assert list(inspect.signature(BaseHandler.load_middleware).parameters) == ["self", "is_async"]
    assert list(inspect.signature(ASGIHandler.handle).parameters) == ["self", "scope", "receive", "send"]


def test_the_chain_is_synchronous_from_end_to_end(site: Site) -> None:
    chain: Any = site
    assert not iscoroutinefunction(chain._middleware_chain)
    assert not iscoroutinefunction(BaseHandler.get_response)


async def test_a_body_is_read_to_its_end_as_a_file(site: Site) -> None:
    caller = Caller(chunk(b"ab", more=True), chunk(b"c"))

    with await site.read_body(caller.receive) as body:
        assert body.read() == b"abc"


async def test_a_caller_who_goes_away_within_the_body_aborts_the_request(site: Site) -> None:
    with pytest.raises(RequestAborted):
        await site.read_body(Caller(chunk(b"ab", more=True), {"type": "http.disconnect"}).receive)


async def test_a_request_is_made_or_its_refusal_never_both(site: Site) -> None:
    body = await site.read_body(Caller(chunk(b"")).receive)

    made, refused = site.create_request(SCOPE, body)
    assert (made.path, refused) == ("/a", None)

    class Bad(Site):
        def request_class(self, *_given: Any) -> Any:
            raise UnicodeDecodeError("utf-8", b"", 0, 1, "no text")

    made, refused = Bad.create_request(Bad.__new__(Bad), SCOPE, body)
    assert (made, refused.status_code) == (None, 400)


async def test_a_response_is_sent_as_its_start_and_its_body(site: Site) -> None:
    caller = Caller()

    await site.send_response(HttpResponse(b"abc", status=201), caller.send)

    start, body = caller.got
    assert (start["type"], start["status"]) == ("http.response.start", 201)
    assert (body["type"], body["body"], body.get("more_body", False)) == ("http.response.body", b"abc", False)


def test_the_prefix_is_that_of_the_scope() -> None:
    assert get_script_prefix({"root_path": "/x"}) == "/x"
    assert get_script_prefix({}) == ""


@override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"])
async def test_a_request_goes_the_whole_way_once(site: Site) -> None:
    caller = Caller(chunk(b"hello"))
    SEEN.clear()

    await site(SCOPE | {"headers": [(b"host", b"x")]}, caller.receive, caller.send)

    assert [one["status"] for one in caller.got if one["type"] == "http.response.start"] == [200]
    assert caller.got[-1]["body"] == b"hello"
    assert len(SEEN) == 1
