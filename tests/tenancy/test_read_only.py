"""A reading seat cannot write: by the role alone, and by the transaction alone."""

from __future__ import annotations

import pytest
from django.db import InternalError, ProgrammingError, transaction

from governments.entering.scope import database, forbid_writing, governing
from governments.models import Government
from people.models import Unit
from support.session import identity, rows


def unit() -> Unit:
    return Unit(code="T1", name="测试单位", short_name="测试")


def test_a_reading_scope_reads(governed: Government) -> None:
    unit().save()

    with governing("yunzhou", read_only=True):
        assert Unit.objects.filter(code="T1").exists()


def test_the_reading_role_alone_cannot_write(governed: Government) -> None:
    database().enter(governed, read_only=True)
    assert rows("SHOW transaction_read_only") == [("off",)]

    for write in (
        "INSERT INTO people_unit DEFAULT VALUES",
        "UPDATE people_unit SET name = ''",
        "DELETE FROM people_unit",
        "TRUNCATE people_unit",
        "INSERT INTO public.outbox_message (topic, payload) VALUES ('x', '{}')",
        "CREATE TABLE mine (id int)",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows(write)


def test_the_read_only_transaction_alone_cannot_write(governed: Government) -> None:
    with transaction.atomic():
        forbid_writing()
        assert identity()[0] == "gov_yunzhou"

        with pytest.raises(InternalError, match="read-only transaction"), transaction.atomic():
            unit().save()


def test_a_read_only_transaction_cannot_be_made_writable_again(governed: Government) -> None:
    reading = governing("yunzhou", read_only=True)

    with reading, pytest.raises(InternalError, match="read-write"), transaction.atomic():
        rows("SET TRANSACTION READ WRITE")


def test_entering_with_the_writing_role_inside_a_reading_scope_still_cannot_write(
    governed: Government,
) -> None:
    reading, writing = governing("yunzhou", read_only=True), governing("yunzhou")

    with reading, writing, pytest.raises(InternalError, match="read-only transaction"), transaction.atomic():
        unit().save()


def test_after_a_reading_scope_writing_works_again(governed: Government) -> None:
    with governing("yunzhou", read_only=True):
        rows("SELECT 1")

    unit().save()


def test_every_table_of_the_schema_can_be_read_by_the_reading_role(governed: Government) -> None:
    tables = rows(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'yunzhou'::regnamespace"
    )

    with governing("yunzhou", read_only=True):
        for (table,) in tables:
            rows(f'SELECT * FROM "{table}" LIMIT 1')
