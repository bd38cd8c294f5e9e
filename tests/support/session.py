"""Database session as it really is, by plain SQL."""

from __future__ import annotations

from typing import Any

from django.db import connection


def identity() -> tuple[str, str]:
    """Current role and search path."""
    role, path = rows("SELECT current_user, current_setting('search_path')")[0]
    return role, path


def rows(sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """All rows of a statement on this thread's connection."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(parameters) or None)
        return cursor.fetchall() if cursor.description else []
