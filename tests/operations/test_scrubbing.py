"""No name, number or text of a person reaches a log line or an error report, in whatever script it is written."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

import psycopg
import pytest
import structlog
from django.db import DatabaseError, connection

from governments.models import Government
from lianban.reporting import logs, sentry
from lianban.reporting.scrubbing import chain, event_of, scrubbed

# Invented people and papers.
PERSONAL = (
    "王小明",
    "ئابدۇرېھىم ئابدۇللا",
    "བཀྲ་ཤིས་ཚེ་རིང།",
    "Wang Xiaoming",
    "wang xiaoming",
    "𠮷野龑㛃",
    "Аблайхан",
    "김철수",
    "138-0000-1234",
    "138",
    "grandmother of the third building",
    "wang@example.cn",
    "关于增设公交站的建议",
)


def line(say: str, *values: object, name: str = "somebody.library", **more: object) -> str:
    """What is printed of a record of a library."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.lines())
    logger = logging.Logger(name)
    logger.addHandler(handler)
    logger.error(say, *values, **more)  # type: ignore[arg-type]  # exc_info
    return stream.getvalue()


@pytest.fixture(autouse=True)
def as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines as in production."""
    monkeypatch.setattr(logs, "READABLE", False)


@pytest.mark.parametrize("secret", PERSONAL)
def test_a_message_with_a_value_is_not_told(secret: str) -> None:
    try:
        raise ValueError(f"no unit for {secret}")
    except ValueError as error:
        printed = line("failed", exc_info=error)
        assert scrubbed(error) == "ValueError: …"

    assert secret not in printed
    assert "test_scrubbing.py" in printed


@pytest.mark.parametrize("secret", PERSONAL)
def test_a_cause_s_message_is_not_told_either(secret: str) -> None:
    try:
        try:
            raise KeyError(secret)
        except KeyError as error:
            raise LookupError("there is none") from error
    except LookupError as error:
        printed = line("failed", exc_info=error)

    assert secret not in json.loads(printed)["exception"]
    assert "LookupError: there is none" in printed


@pytest.mark.parametrize("secret", PERSONAL)
def test_a_library_s_values_are_not_told(secret: str) -> None:
    found = [
        json.loads(line("not delivered to %s", secret))["event"],
        json.loads(line("not delivered to " + secret))["event"],
        json.loads(line("%(who)s is unknown, 100%%", {"who": secret}))["event"],
    ]

    assert found == ["not delivered to …", "…", "… is unknown, 100%"]


@pytest.mark.parametrize("secret", PERSONAL)
def test_a_text_in_a_field_that_is_not_for_codes_is_not_told(secret: str) -> None:
    event = logs.known_fields(None, "", {"event": "done", "title": secret, "people": [secret], "case": 7})

    assert event == {"event": "done", "title": "…", "people": "…", "case": 7}


@pytest.mark.parametrize("secret", PERSONAL)
def test_nothing_of_it_is_reported(secret: str) -> None:
    try:
        raise ValueError(f"no unit for {secret}")
    except ValueError as error:
        hint: Any = {"exc_info": (type(error), error, None)}
        given: Any = {
            "exception": {"values": [{"type": "ValueError", "value": str(error)}]},
            "logentry": {"message": secret, "params": [secret]},
            "request": {
                "method": "POST",
                "url": f"http://yunzhou.localhost/{secret}?q={secret}",
                "data": secret,
            },
            "extra": {"who": secret},
            "user": {"username": secret},
        }
        sent = sentry.before_send(given, hint)

    assert secret not in json.dumps(sent, ensure_ascii=False)
    assert json.dumps(secret).strip('"') not in json.dumps(sent)


def test_what_is_written_in_the_program_is_told() -> None:
    try:
        raise LookupError("nobody answers it")
    except LookupError as error:
        assert scrubbed(error) == "LookupError: nobody answers it"
        sent = sentry.before_send(
            {"exception": {"values": [{"type": "LookupError", "value": str(error)}]}},
            {"exc_info": (type(error), error, None)},
        )
    assert sent is not None
    assert sent["exception"]["values"][0]["value"] == "nobody answers it"


def test_what_django_refuses_is_told_by_its_status() -> None:
    told_of_it = json.loads(line("%s: %s", "Not Found", "/王小明", extra={"status_code": 404}))

    assert (told_of_it["event"], told_of_it["status"]) == ("…: …", 404)


def test_our_own_lines_are_told_whole() -> None:
    assert json.loads(line("fleet: %s was not migrated", "yunzhou", name="governments.migration.fleet"))[
        "event"
    ] == ("fleet: yunzhou was not migrated")


def test_a_driver_s_error_tells_what_of_the_schema_it_is_about(governed: Government) -> None:
    with pytest.raises(DatabaseError) as raised, connection.cursor() as cursor:
        cursor.execute("SELECT %s::int", ["王小明"])
    with pytest.raises(DatabaseError) as missing, connection.cursor() as cursor:
        cursor.execute("SAVEPOINT x")

    (cause,) = [one for one in chain(raised.value) if isinstance(one, psycopg.Error)]
    assert scrubbed(cause) == "InvalidTextRepresentation: … (22P02)"
    assert "25P02" in "".join(scrubbed(one) for one in chain(missing.value))
    connection.needs_rollback = True


def test_who_logs_by_structlog_is_one_of_us() -> None:
    record = logging.LogRecord("lianban.http.page", logging.INFO, __file__, 1, "for %s", ("yunzhou",), None)

    assert event_of(record) == "for yunzhou"
    assert structlog.is_configured()
