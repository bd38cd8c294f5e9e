"""Database roles and what they may do: names, and the SQL that creates and grants. Nothing here runs SQL.

``lianban_app`` logs in and has no right of its own. It becomes ``lianban_platform`` (owns public),
``gov_<code>`` (owns that schema) or ``gov_<code>_ro`` (may look), one at a time, by ``SET ROLE``.
"""

from __future__ import annotations

import re

from psycopg.sql import SQL, Composed, Identifier, Literal

PLATFORM = "lianban_platform"
GOVERNMENT = "lianban_government"  # group of all writing government roles: rights on public tables under RLS
READER = "lianban_reader"  # group of all government roles: may look into the registry

APPEND_ONLY = ("cases_caseevent", "people_accountevent")
REGISTRY = ("governments_government", "governments_domain")

# No underscore, so that no code can name another government's reading role; one DNS label; room for suffixes.
CODE = re.compile(r"[a-z][a-z0-9]{1,30}")
RESERVED = frozenset({"public", "platform", "www", "information"})


def is_code(code: str) -> bool:
    """Whether the text may be a government's code: schema name, subdomain and part of role names."""
    return CODE.fullmatch(code) is not None and code not in RESERVED and not code.startswith("pg")


def role_of(schema: str) -> str:
    """The role that owns a schema; the platform's for ``public``."""
    return PLATFORM if schema == "public" else f"gov_{schema}"


def reading_role_of(schema: str) -> str:
    """The role that may only look into a government's schema."""
    return f"gov_{schema}_ro"


def create_role(name: str, *, inherit: bool = True) -> Composed:
    """Create a role that cannot log in, unless it exists."""
    return SQL(
        "DO $body$ BEGIN CREATE ROLE {name} NOLOGIN {inherit};"
        " EXCEPTION WHEN duplicate_object THEN NULL; END $body$"
    ).format(name=Identifier(name), inherit=SQL("INHERIT" if inherit else "NOINHERIT"))


def lend(role: str, to: str) -> Composed:
    """Let a login become a role by ``SET ROLE``, without having its rights before that."""
    return SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE").format(Identifier(role), Identifier(to))


def join(role: str, group: str) -> Composed:
    """Give a role the rights of a group; it cannot become the group."""
    return SQL("GRANT {} TO {} WITH INHERIT TRUE, SET FALSE").format(Identifier(group), Identifier(role))


def cluster(login: str, password: str, database: str, admin: str) -> list[Composed]:
    """Everything that exists once per cluster and database; may be run again. ``admin``: see ``government``."""
    named = {"login": Identifier(login), "database": Identifier(database), "platform": Identifier(PLATFORM)}
    named |= {"reader": Identifier(READER)}
    texts = [
        "ALTER ROLE {login} LOGIN NOINHERIT NOCREATEDB NOCREATEROLE",
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {database} TO {login}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {platform}, {reader}",
    ]
    statements = [
        create_role(PLATFORM),
        create_role(GOVERNMENT),
        create_role(READER),
        join(GOVERNMENT, READER),
    ]
    statements += [create_role(login, inherit=False), lend(PLATFORM, login)]
    statements += [lend(PLATFORM, admin)] if admin else []
    statements += [SQL(text).format(**named) for text in texts]
    if password:
        statements.append(SQL("ALTER ROLE {} PASSWORD {}").format(Identifier(login), Literal(password)))
    return statements


def registry_grants() -> list[Composed]:
    """Let every government read the registry, and nothing else of it."""
    tables = SQL(", ").join(Identifier("public", table) for table in REGISTRY)
    return [SQL("GRANT SELECT ON {} TO {}").format(tables, Identifier(READER))]


def government(schema: str, login: str, admin: str) -> list[Composed]:
    """The two roles of one government and its empty schema, owned by the first.

    ``admin`` is the administrator's login when it is no superuser: it must be lent what it creates for others.
    """
    owner, reader = role_of(schema), reading_role_of(schema)
    return [
        create_role(owner),
        create_role(reader),
        *([lend(owner, admin)] if admin else []),
        join(owner, GOVERNMENT),
        join(reader, READER),
        lend(owner, login),
        lend(reader, login),
        SQL("CREATE SCHEMA {} AUTHORIZATION {}").format(Identifier(schema), Identifier(owner)),
    ]


def table_grants(schema: str, tables: frozenset[str]) -> list[Composed]:
    """The reading role may look at all tables; nobody, the owner included, changes what only grows."""
    here, owner, reader = Identifier(schema), Identifier(role_of(schema)), Identifier(reading_role_of(schema))
    statements = [
        SQL("GRANT USAGE ON SCHEMA {} TO {}").format(here, reader),
        SQL("GRANT SELECT ON ALL TABLES IN SCHEMA {} TO {}").format(here, reader),
    ]
    statements += [
        SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM PUBLIC, {}").format(Identifier(schema, table), owner)
        for table in APPEND_ONLY
        if table in tables
    ]
    return statements


def rename(spare: str, schema: str, admin: str) -> list[Composed]:
    """Let a spare schema and its two roles become a government's; rights and grants go along with them.

    ``admin`` as for ``government``: to rename it must for this moment have the owner's rights.
    """
    names = [(role_of(spare), role_of(schema)), (reading_role_of(spare), reading_role_of(schema))]
    entitled = [SQL("GRANT {} TO {} WITH INHERIT TRUE").format(Identifier(role_of(spare)), Identifier(admin))]
    statements = entitled if admin else []
    statements.append(SQL("ALTER SCHEMA {} RENAME TO {}").format(Identifier(spare), Identifier(schema)))
    statements += [
        SQL("ALTER ROLE {} RENAME TO {}").format(Identifier(old), Identifier(new)) for old, new in names
    ]
    return [*statements, lend(role_of(schema), admin)] if admin else statements


def drop_schema(schema: str) -> list[Composed]:
    """Remove a schema with everything in it; run as its owner."""
    return [SQL("DROP SCHEMA {} CASCADE").format(Identifier(schema))]


def drop_roles(schema: str) -> list[Composed]:
    """Remove the roles of a government whose schema is gone."""
    return [SQL("DROP ROLE {}, {}").format(Identifier(role_of(schema)), Identifier(reading_role_of(schema)))]
