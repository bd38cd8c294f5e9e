"""A government whose tables wait for the upgrade, or that is suspended: page, POST and socket are refused cleanly."""

from __future__ import annotations

import json
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from governments.entering.registry import clear
from governments.entering.scope import platform_scope
from governments.models import Government, State
from support.talking import Line, asked, knocked, relayed

CITY, OTHER = "yunzhou.localhost", "binjiang.localhost"
BEHIND: dict[str, Any] = {"schema_version": "older"}
SUSPENDED: dict[str, Any] = {"state": State.SUSPENDED}
QUESTION = "{ government { name } }"


def registered(**changed: Any) -> dict[str, Any]:
    """What the registry says of the city from now on, and what it said before."""
    with platform_scope():
        row = Government.objects.get(code="yunzhou")
        before = {name: getattr(row, name) for name in changed}
        Government.objects.filter(code="yunzhou").update(**changed)
    clear()
    return before


@pytest.mark.parametrize(
    ("changed", "said", "page", "post"),
    [(BEHIND, "正在升级", 503, 503), (SUSPENDED, "已暂停使用", 503, 404)],
    ids=["behind", "suspended"],
)
def test_page_post_and_socket_are_refused_and_the_others_are_served(
    line: Line, changed: dict[str, Any], said: str, page: int, post: int
) -> None:
    assert line.cookie("office")
    registered(**changed)

    shown = knocked(line, "GET", "/")
    asked_for = knocked(line, "POST", "/graphql")
    with pytest.raises(InvalidStatus) as refused:
        line.dial("office")
    other = asked(line, None, QUESTION, host=OTHER)

    assert (shown[0], said in shown[1]) == (page, True)
    (error,) = json.loads(asked_for[1])["errors"]
    assert (asked_for[0], said in error["message"]) == (post, True)
    assert (asked_for[2] is not None) == (post == 503)  # come again soon
    assert refused.value.response.status_code == 403
    assert other == {"data": {"government": {"name": "滨江区"}}}


@pytest.mark.parametrize("changed", [BEHIND, SUSPENDED], ids=["behind", "suspended"])
def test_an_open_socket_is_shut_and_may_come_again_afterwards(line: Line, changed: dict[str, Any]) -> None:
    talk = line.follow("office")

    before = registered(**changed)
    code = talk.close_code()
    registered(**before)
    line.follow("office")
    relayed()

    assert code == 4403
