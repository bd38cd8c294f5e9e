"""Setting up as an administrator that did not make the roles ends in a sentence that names who may."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.conf import settings as configured
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Identifier

from governments.entering.refusals import GovernmentNotServed
from governments.models import Government
from governments.provisioning.founding import migrate_public, prepare_cluster

SECOND = "second_administrator"


@pytest.fixture
def first(committed: Government) -> str:
    """The administrator that made the database and the roles."""
    return str(configured.DATABASE_ADMIN_URL)


@pytest.fixture
def second(first: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """DATABASE_ADMIN_URL is that of a login that may make databases and roles, and has made none."""
    login, name = str(conninfo_to_dict(first)["user"]), Identifier(SECOND)
    with psycopg.connect(first, autocommit=True) as server:
        server.execute(SQL("CREATE ROLE {} LOGIN CREATEDB CREATEROLE").format(name))
        with monkeypatch.context() as patched:
            patched.setattr(configured, "DATABASE_ADMIN_URL", first.replace(f"//{login}", f"//{SECOND}"))
            yield
        server.execute(SQL("DROP OWNED BY {}").format(name))
        server.execute(SQL("DROP ROLE {}").format(name))


def told(task: Callable[[], object]) -> str:
    with pytest.raises(GovernmentNotServed) as refused:
        task()
    return refused.value.message


def test_who_may_not_even_connect_is_told_so(second: None) -> None:
    assert told(prepare_cluster) == (
        f"DATABASE_ADMIN_URL 的登录名 {SECOND} 无权改动已有的数据库或角色（PostgreSQL：permission denied for database "
        '"lianban"）。请将 DATABASE_ADMIN_URL 改为数据库超级用户的登录名后重试。'
    )


@pytest.mark.parametrize("task", [prepare_cluster, migrate_public])
def test_roles_that_another_administrator_made_are_not_altered(
    first: str, second: None, task: Callable[[], object]
) -> None:
    with psycopg.connect(first) as server:
        server.execute(SQL("GRANT CONNECT ON DATABASE lianban TO {}").format(Identifier(SECOND)))

    sentence = told(task)

    assert sentence.startswith(f"DATABASE_ADMIN_URL 的登录名 {SECOND} 无权改动")
    assert "请将 DATABASE_ADMIN_URL 改为数据库超级用户的登录名后重试。" in sentence
