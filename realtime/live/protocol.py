"""Words of graphql-transport-ws: message types, close codes, limits."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Final

from kernel import json_text
from kernel.json_text import InvalidPayload, parsed_payload

SUBPROTOCOL: Final = "graphql-transport-ws"
LARGEST_FRAME: Final = 64 * 1024  # bytes
INIT_WITHIN: Final = 5.0  # seconds from opening to connection_init
MAX_SUBSCRIPTIONS: Final = 20  # of one socket
MAX_MESSAGES: Final = 300  # from one socket in ``WINDOW``
WINDOW: Final = 60.0  # seconds
LONGEST_ID: Final = 128


class Close(IntEnum):
    """Why a socket is closed. Clients try again after FORBIDDEN and INIT_TIMEOUT, not after the others."""

    BAD_MESSAGE = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    SUBPROTOCOL_UNKNOWN = 4406
    INIT_TIMEOUT = 4408
    SUBSCRIBER_EXISTS = 4409
    TOO_MANY = 4429
    TRY_LATER = 1013


REASONS: Final = {
    Close.BAD_MESSAGE: "Invalid message",
    Close.UNAUTHORIZED: "Unauthorized",
    Close.FORBIDDEN: "Forbidden",
    Close.SUBPROTOCOL_UNKNOWN: "Subprotocol not acceptable",
    Close.INIT_TIMEOUT: "Connection initialisation timeout",
    Close.SUBSCRIBER_EXISTS: "Subscriber already exists",
    Close.TOO_MANY: "Too many requests",
    Close.TRY_LATER: "Try again later",
}


class Closed(Exception):
    """This socket is to be closed with a code."""

    def __init__(self, code: Close) -> None:
        self.code = code
        super().__init__(code.name)


def read(text: str | None) -> dict[str, Any]:
    """A message from its frame; raises Closed(BAD_MESSAGE) for anything that is none."""
    if text is None or len(text.encode()) > LARGEST_FRAME:
        raise Closed(Close.BAD_MESSAGE)
    try:
        message = parsed_payload(text)
    except InvalidPayload:
        raise Closed(Close.BAD_MESSAGE) from None
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise Closed(Close.BAD_MESSAGE)
    return message


def write(kind: str, *, of: str | None = None, payload: Any = None) -> str:
    """A message as its frame."""
    message: dict[str, Any] = {"type": kind}
    if of is not None:
        message["id"] = of
    if payload is not None:
        message["payload"] = payload
    return json_text.dumps(message).decode()


def write_encoded(of: str, payload: str) -> str:
    """A ``next`` message whose payload is encoded already: many sockets get the same one."""
    return f'{{"type":"next","id":{json_text.dumps(of).decode()},"payload":{payload}}}'
