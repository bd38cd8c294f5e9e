"""Errors other than refusals: one code, one Chinese sentence, and no internals."""

from __future__ import annotations

import logging
from typing import Any

import structlog
from django.db import Error as DatabaseError
from graphql import GraphQLError
from psycopg import errors as postgres

from governments.backend.shares import has_no_free_connection
from kernel.refusals import NotPermitted, NotVisible, Refusal
from kernel.wording import section, sentence

UNAUTHENTICATED = "UNAUTHENTICATED"
FORBIDDEN = "FORBIDDEN"
NOT_FOUND = "NOT_FOUND"
BAD_REQUEST = "BAD_REQUEST"
TOO_LARGE = "TOO_LARGE"
TOO_COMPLEX = "TOO_COMPLEX"
TOO_BUSY = "TOO_BUSY"
ANSWER_TOO_LARGE = "ANSWER_TOO_LARGE"
ANSWER_TOO_SLOW = "ANSWER_TOO_SLOW"
UNAVAILABLE = "UNAVAILABLE"
INTERNAL = "INTERNAL"

# What PostgreSQL says when a seat that may only look got past everybody else, and when a value does not fit.
FORBIDDEN_WRITES = (postgres.InsufficientPrivilege, postgres.ReadOnlySqlTransaction)
OUT_OF_RANGE = (postgres.StringDataRightTruncation, postgres.NumericValueOutOfRange)

log = logging.getLogger(__name__)


class ApiError(Exception):
    """An expected error: ``code`` for programs, a sentence of the catalogue for people, HTTP ``status``."""

    def __init__(self, code: str, text: str, *, status: int = 200, detail: str = "", **facts: object) -> None:
        self.code = code
        self.status = status
        self.detail = detail
        self.message = section("api")[text].format(**facts)
        super().__init__(self.message)


def database_away() -> ApiError:
    """The database cannot be reached."""
    return ApiError(UNAVAILABLE, "database_away", status=503)


def unauthenticated() -> ApiError:
    """Nobody is signed in."""
    return ApiError(UNAUTHENTICATED, "unauthenticated")


def described(error: GraphQLError) -> dict[str, Any]:
    """One error as the caller gets it; what we did not foresee is logged and called INTERNAL."""
    original = error.original_error
    body = (
        _of_the_request(error) if original is None or isinstance(original, GraphQLError) else _body(original)
    )
    if error.path:
        body["path"] = list(error.path)
    if error.locations:
        body["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    return body


def body_of(error: ApiError) -> dict[str, Any]:
    """An error of our own as the caller gets it."""
    extensions = {"code": error.code} | ({"detail": error.detail} if error.detail else {})
    return {"message": error.message, "extensions": extensions}


def _body(error: BaseException) -> dict[str, Any]:
    if isinstance(error, ApiError):
        return body_of(error)
    if isinstance(error, NotPermitted):
        return _plain(FORBIDDEN, error.message)
    if isinstance(error, NotVisible):
        return _plain(NOT_FOUND, error.message)
    if isinstance(error, Refusal):
        return _plain(BAD_REQUEST, error.message)
    if _is_caused_by(error, OUT_OF_RANGE):
        return _plain(BAD_REQUEST, section("api")["bad_length"])
    if _is_caused_by(error, (postgres.LockNotAvailable,)) or has_no_free_connection(error):
        return _plain(TOO_BUSY, section("api")["too_busy"])
    if _is_caused_by(error, FORBIDDEN_WRITES):
        log.error("api: the database refused a write that nobody else had", exc_info=error)
        return _plain(FORBIDDEN, sentence("read_only_seat"))
    return internal(error)


def internal(error: BaseException) -> dict[str, Any]:
    """What the caller learns of an accident: a number under which the log has the rest."""
    request_id = structlog.contextvars.get_contextvars().get("request_id", "-")
    log.error("api: accident", exc_info=error)
    return _plain(INTERNAL, section("api")["internal"].format(request_id=request_id))


def _of_the_request(error: GraphQLError) -> dict[str, Any]:
    """graphql-core's own complaint about values: the document was valid, a variable was not."""
    return _plain(BAD_REQUEST, section("api")["bad_variables"])


def ran_out_of_time(error: BaseException | None) -> bool:
    """Whether a statement was ended by its time limit."""
    return error is not None and _is_caused_by(error, (postgres.QueryCanceled,))


def _is_caused_by(error: BaseException, kinds: tuple[type[Exception], ...]) -> bool:
    return isinstance(error, DatabaseError) and isinstance(error.__cause__, kinds)


def _plain(code: str, message: str) -> dict[str, Any]:
    return {"message": message, "extensions": {"code": code}}
