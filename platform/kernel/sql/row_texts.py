"""Texts of prepared statements that read and write rows, derived from the models."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from kernel.sql.django_private import concrete_fields


@cache
def columns_of(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    """The model's columns, its key first."""
    return concrete_fields(model)


@cache
def select_text(model: type[Model], column: str) -> str:
    """Rows in which a column has one of a list of values, in the model's order."""
    order = ", ".join(
        f"{name_of(model, one.lstrip('-'))}{' DESC' * one.startswith('-')}" for one in _order(model)
    )
    return f"SELECT {names_of(model)} FROM {table_of(model)} WHERE {name_of(model, column)} = ANY(%s) ORDER BY {order}"  # noqa: S608 - names of models only


def _order(model: type[Model]) -> list[str]:
    return [str(one) for one in model._meta.ordering or ["id"]]


@lru_cache(maxsize=1024)
def update_text(model: type[Model], changed: tuple[str, ...]) -> str:
    """New values for some attributes of one row, by its key."""
    columns = [one for one in columns_of(model) if one.attname in changed]
    assigned = ", ".join(f'"{one.column}" = %s' for one in columns)
    return f'UPDATE {table_of(model)} SET {assigned} WHERE "id" = %s'  # noqa: S608 - names of models only


@cache
def insert_many_text(model: type[Model]) -> str:
    """An INSERT of all rows of a JSON list, whose keys are the attributes' names."""
    columns = columns_of(model)[1:]
    names = ", ".join(f'"{one.column}"' for one in columns)
    types = ", ".join(f'"{one.attname}" {one.db_type(connection)}' for one in columns)
    return f"INSERT INTO {table_of(model)} ({names}) SELECT * FROM jsonb_to_recordset(%s::jsonb) AS given ({types})"  # noqa: S608 - names of models only


@cache
def insert_text(model: type[Model]) -> str:
    """A new row, whose key the database gives."""
    columns = columns_of(model)[1:]
    names = ", ".join(f'"{one.column}"' for one in columns)
    return f"INSERT INTO {table_of(model)} ({names}) VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608 - names of models only


def table_of(model: type[Model]) -> str:
    """The model's table, quoted."""
    return f'"{model._meta.db_table}"'


def name_of(model: type[Model], column: str | None) -> str:
    """A column, quoted, with its table."""
    return f'{table_of(model)}."{column}"'


def names_of(model: type[Model]) -> str:
    """All columns of the model, in order."""
    return ", ".join(name_of(model, one.column) for one in columns_of(model))
