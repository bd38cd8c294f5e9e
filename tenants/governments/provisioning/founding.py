"""Founding: cluster, public schema, and one transaction per new government."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import psycopg
from django.conf import settings
from django.db import connections, transaction
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

from governments.backend.base import DatabaseWrapper, FakeTenant
from governments.calendar.notices import queue_recounts
from governments.entering import roles
from governments.entering.refusals import GovernmentNotServed
from governments.entering.registry import clear
from governments.migration.compiled import MigrationPlan, MigrationScript, compile_from, newest_version
from governments.models import Domain, Government
from governments.owner import admin_url, explained, login_of, not_allowed, owner_connection, run
from governments.provisioning import public_schema
from governments.provisioning.spares import hand_out
from kernel.plain_text import checked_name
from people.prefixes import checked_prefix
from rules.calendar.seed import seed
from rules.public.models import CalendarTrial, HolidayNotice
from supervision.public.models import Clock, Job

LONGEST_NAME, LONGEST_SHORT_NAME = 80, 24  # the columns
HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")


@dataclass(frozen=True, slots=True)
class Seed:
    """Rows that every schema has from its building on, whoever it will be; ``version`` names what they would be now."""

    write: Callable[[], None]
    version: Callable[[], str]


# Filled by lianban. What every schema starts with (rule packs), and what only a government of its own name can have
# (its board). Run under its role, in the transaction that makes it; must be idempotent.
in_every_schema: list[Seed] = []
after_provision: list[Callable[[Government], None]] = []


def prepare_cluster() -> None:
    """Create the database (if missing), the roles and the login of DATABASE_URL; may be run again.

    Connects with DATABASE_ADMIN_URL, whose login must be allowed to create databases and roles.
    """
    login, password = _login()
    database = str(conninfo_to_dict(admin_url())["dbname"])
    server_url = make_conninfo(admin_url(), dbname="postgres")
    with explained(), psycopg.connect(server_url, autocommit=True) as server:
        found = server.execute(
            "SELECT has_database_privilege(oid, 'CONNECT') FROM pg_database WHERE datname = %s", [database]
        ).fetchone()
        if found == (False,):  # as a failure to connect it would be reported as a database that is not there
            raise not_allowed(f'permission denied for database "{database}"')
        if found is None:
            server.execute(
                SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(Identifier(database))
            )
    with owner_connection() as owner, transaction.atomic():
        one_at_a_time(owner)
        run(owner, roles.cluster(login, password, database, login_of(owner)))


def migrate_public() -> None:
    """Bring the public schema (registry, outbox, exchange) to the newest migrations, as the platform's role."""
    with owner_connection() as owner, transaction.atomic():
        one_at_a_time(owner)
        run(owner, [SQL("GRANT CREATE ON SCHEMA public TO {}").format(Identifier(roles.PLATFORM))])
        owner.enter(FakeTenant("public"))
        public_schema.migrate(owner)
        run(owner, roles.registry_grants())
        if (
            seed()
        ):  # years that the product's data has gained: what was counted by plain weeks is counted again
            queue_recounts(HolidayNotice.objects.latest("id").pk)
        owner.enter(FakeTenant("public"), as_owner=True)
        run(owner, [SQL("REVOKE CREATE ON SCHEMA public FROM {}").format(Identifier(roles.PLATFORM))])


def provision(
    code: str,
    name: str,
    *,
    tier: str,
    short_name: str = "",
    parent: Government | None = None,
    domain: str = "",
    prefix: str = "",
) -> Government:
    """Create a government: roles, schema, tables, grants, registry row, domain and seed data, all or nothing.

    A spare of the newest version becomes it by being renamed; without one its schema is built here.

    ``code`` is subdomain, schema name and part of the role names; ``domain`` defaults to code.LIANBAN_DOMAIN;
    ``prefix`` is that of letters in the government's own name (滨政).
    One that exists is returned as it is. Raises GovernmentNotServed or Refusal with what is wrong.
    """
    if not roles.is_code(code):
        raise GovernmentNotServed("code_not_allowed", code)
    row = Government(code=code, schema_name=code, tier=tier, parent=parent)
    _name(row, name, short_name, prefix)  # before anything of it is made
    host = _host(code, domain)
    existing: Government | None = Government.objects.filter(code=code).first()
    if existing is not None:
        return existing
    _check_free(row.name, host)
    row.schema_version = newest_version()
    with owner_connection() as owner, transaction.atomic():
        one_at_a_time(owner)
        if not hand_out(owner, code, spare_version()):
            build_schema(owner, row, newest_program()[0])
        owner.enter(FakeTenant("public"))
        row.save()
        Domain(domain=host, tenant=row, is_primary=True).save()
        owner.enter(row)
        for seed in after_provision:
            seed(row)
    clear()
    return row


def _name(row: Government, name: str, short_name: str, prefix: str) -> None:
    row.number_prefix = checked_prefix(prefix) if prefix else ""
    row.name = checked_name(name, field="name", label="政府名称", longest=LONGEST_NAME)
    short = short_name or row.name
    row.short_name = checked_name(short, field="shortName", label="简称", longest=LONGEST_SHORT_NAME)


def _host(code: str, domain: str) -> str:
    host = (domain or f"{code}.{settings.LIANBAN_DOMAIN}").lower()
    if domain and not HOST.fullmatch(host):
        raise GovernmentNotServed("domain_not_allowed", domain)
    return host


def _check_free(name: str, host: str) -> None:
    """Refuse a name or a host name that another government has, before anything is made."""
    if Government.objects.filter(name=name).exists():
        raise GovernmentNotServed("name_taken", name)
    if Domain.objects.filter(domain=host).exists():
        raise GovernmentNotServed("domain_taken", host)


def remove(code: str) -> None:
    """Remove a government with everything in it: for tests and for a provisioning that is to be repeated."""
    with owner_connection() as owner, transaction.atomic():
        one_at_a_time(owner)
        owner.enter(FakeTenant("public"))
        Government.objects.filter(code=code).delete()
        for rows in (Clock, Job, CalendarTrial):
            rows.objects.filter(government=code).delete()
        owner.enter(FakeTenant(code))
        run(owner, roles.drop_schema(code))
        owner.enter(FakeTenant("public"), as_owner=True)
        run(owner, roles.drop_roles(code))
    clear()


def newest_program() -> tuple[MigrationScript, str]:
    """The statements that build a government's schema, and the version they lead to; compiled once."""
    return _newest_program()


def spare_version() -> str:
    """What a schema must have been built as to be handed out now: tables and seeds of this program."""
    parts = [newest_version(), *(one.version() for one in in_every_schema)]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()


@cache
def _newest_program() -> tuple[MigrationScript, str]:
    plan = MigrationPlan()
    return compile_from(frozenset(), plan), plan.version


def build_schema(owner: DatabaseWrapper, row: Government | FakeTenant, program: MigrationScript) -> None:
    """Roles, schema, tables, rights and seeds of a government or spare; GovernmentNotServed when the schema exists."""
    schema = str(row.schema_name)
    with owner.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema])
        if cursor.fetchone():
            raise GovernmentNotServed("schema_taken", schema)
    run(owner, roles.government(schema, _login()[0], login_of(owner)))
    owner.enter(row)
    program.apply(owner)
    settle_rights(owner, schema)
    for rows in in_every_schema:
        rows.write()


def settle_rights(owner: DatabaseWrapper, schema: str) -> None:
    """Grant what the roles of a schema may do with the tables there are now; run as the schema's owner."""
    with owner.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r'", [schema]
        )
        tables = frozenset(name for (name,) in cursor.fetchall())
    run(owner, roles.table_grants(schema, tables))


def _login() -> tuple[str, str]:
    described = connections.settings["default"]
    return str(described["USER"]), str(described["PASSWORD"])


def one_at_a_time(owner: DatabaseWrapper) -> None:
    """Two administrations at once would meet in the catalogue; the lock ends with the transaction."""
    run(owner, ["SELECT pg_advisory_xact_lock(hashtextextended('lianban administration', 0))"])
