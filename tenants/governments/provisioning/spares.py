"""Pool of spares: schemas that were built before anybody asked, handed out by renaming them.

A spare is a schema ``spare_0001`` with its two roles and a row in ``public`` that says which version its tables have.
No registry row names it, so nothing can enter it; no government's code can contain an underscore, so none can be
called like it. Handing out renames schema and roles within the transaction that makes the government: two who ask
at once get two spares, one who is killed has got none.
"""

from __future__ import annotations

from psycopg.sql import SQL

from governments.backend.base import DatabaseWrapper, FakeTenant
from governments.entering import roles
from governments.models import Spare
from governments.owner import login_of, run

NAMES = (
    "SELECT 1 FROM pg_roles WHERE rolname IN (%s, %s) UNION ALL SELECT 1 FROM pg_namespace WHERE nspname = %s"
)


def hand_out(owner: DatabaseWrapper, schema: str, version: str) -> bool:
    """Let a spare of exactly this version become the schema; False when there is none, or a name is taken.

    Within the caller's transaction; afterwards the connection is the administrator in ``public``.
    """
    owner.enter(FakeTenant("public"))
    spares = Spare.objects.select_for_update(skip_locked=True).filter(schema_version=version)
    spare = None if _taken(owner, schema) else spares.order_by("id").first()
    name = str(spare.schema_name) if spare is not None else ""
    if spare is not None:
        spare.delete()
    owner.enter(FakeTenant("public"), as_owner=True)
    if name:
        run(owner, [SQL("; ").join(roles.rename(name, schema, login_of(owner)))])  # in one round trip
    return bool(name)


def _taken(owner: DatabaseWrapper, schema: str) -> bool:
    """Whether something of this name is left from before: then the careful way of building is right."""
    with owner.cursor() as cursor:
        cursor.execute(NAMES, [roles.role_of(schema), roles.reading_role_of(schema), schema])
        return cursor.fetchone() is not None
