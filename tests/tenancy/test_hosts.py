"""A request's government is its Host's, exactly, for the whole request and not a moment longer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from governments.entering.asgi import addressee_of_head
from governments.entering.middleware import GovernmentOfHost
from governments.entering.registry import clear
from governments.entering.scope import current_government, platform_scope
from governments.models import Government, State
from support.session import identity


@pytest.fixture(autouse=True)
def fresh(db: None) -> Iterator[None]:
    """Nothing remembered from, or for, another test."""
    clear()
    yield
    clear()


def ask(host: str, **headers: str) -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        government = request.government  # type: ignore[attr-defined]  # set by the middleware
        return HttpResponse(f"{government.code if government else '-'} {identity()[0]}")

    request = RequestFactory().get("/", headers=headers)
    request.META["HTTP_HOST"] = host
    return GovernmentOfHost(view)(request)


@pytest.mark.parametrize(
    "host", ["yunzhou.localhost", "yunzhou.localhost:8000", "YunZhou.LocalHost", "yunzhou.localhost."]
)
def test_the_host_names_the_government(host: str) -> None:
    assert ask(host).content == b"yunzhou gov_yunzhou"


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_the_platform_s_hosts_are_nobody_s_government(host: str) -> None:
    assert ask(host).content == b"- lianban_platform"


@pytest.mark.parametrize(
    "host",
    [
        "nowhere.localhost",
        "x.yunzhou.localhost",
        "yunzhou",
        "yunzhou.localhost.evil.example",
        "yunzhou.localhost@evil.example",
        "yunzhou.localhost,binjiang.localhost",
        "yunzhou%2elocalhost",
        "'; DROP SCHEMA yunzhou; --",
        "",
        "\x00",
    ],
)
def test_any_other_host_gets_a_page_that_says_so(host: str) -> None:
    response = ask(host)

    assert response.status_code == 404
    assert "网址" in response.content.decode()


def test_a_host_is_shown_escaped() -> None:
    assert b"<script>" not in ask("<script>.localhost").content


def test_a_forwarded_host_changes_nothing() -> None:
    response = ask("yunzhou.localhost", **{"X-Forwarded-Host": "binjiang.localhost"})

    assert response.content == b"yunzhou gov_yunzhou"


def test_after_the_request_the_scope_is_left_even_when_the_view_failed() -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError

    request = RequestFactory().get("/", headers={"Host": "yunzhou.localhost"})

    with pytest.raises(ZeroDivisionError):
        GovernmentOfHost(view)(request)
    assert current_government() is None
    assert identity()[0] == "lianban_platform"


def test_a_suspended_government_says_so(county: Government) -> None:
    Government.objects.filter(pk=county.pk).update(state=State.SUSPENDED)

    response = ask("heshan.localhost")

    assert response.status_code == 503
    assert "“鹤山县”已暂停使用" in response.content.decode()


def test_the_second_request_of_a_host_asks_the_registry_nothing(django_assert_num_queries: type) -> None:
    ask("yunzhou.localhost")

    with django_assert_num_queries(2):  # become the government; the view's own question
        ask("yunzhou.localhost")


def test_a_socket_s_host_is_judged_alike() -> None:
    with platform_scope():
        government = addressee_of_head([(b"Host", b"Binjiang.localhost:8000")]).government

    assert government is not None
    assert government.code == "binjiang"


@pytest.mark.parametrize(
    "headers", [[], [(b"host", b"yunzhou.localhost"), (b"host", b"binjiang.localhost")], [(b"host", b"\xff")]]
)
def test_a_socket_with_no_host_or_two_is_nobody_s(headers: list[tuple[bytes, bytes]]) -> None:
    assert not addressee_of_head(headers).known
