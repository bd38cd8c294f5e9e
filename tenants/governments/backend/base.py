"""Database connection under exactly one role: a government, its reading role, or the platform.

django-tenants sets the search path only and goes on when that fails. Here role and path change together, and a
failure is an error: the query after it would run as whoever came before.

The only module with names that django-tenants does not document; ``tests/unit/test_library_names.py`` states what
is relied on of each.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.utils import OperationalError
from django_tenants.postgresql_backend import base
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.sql import SQL, Identifier, Literal

from governments.backend.shares import NOBODY, Lease, Shares
from governments.entering.roles import reading_role_of, role_of

OWNER = "none"  # what PostgreSQL calls the login itself
ROLES = 8192  # of which a process keeps the text; two for each government

# One round trip. The last of the three fails with "schema does not exist" where a search path would stay silent.
# Settings are plain commands here: functions of a query would have to be planned, and their result made.
BECOME = SQL("SET ROLE {role}; SET search_path = {schema}; SELECT has_schema_privilege({named}, 'USAGE')")

# One round trip too. Both end with the transaction, so that the session afterwards is whoever it was before.
LOOK = SQL("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL ROLE {role}")

SHARES = Shares()  # of this process
FakeTenant = base.FakeTenant  # anything that has a schema's name
PUBLIC = "public"


class ScopeRefused(OperationalError):
    """The connection could not become what was asked: the role or the schema is missing or not granted."""

    sqlstate = "42501"  # insufficient privilege: the fault is that government's, not the database's


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose every cursor runs under the role and the schema chosen last."""

    schema_name: str
    search_path_set_schemas: list[str] | None
    read_only = False
    as_owner = False
    _lease: Lease = NOBODY
    _changes = 0  # how often the session has become somebody

    def connect(self) -> None:
        """Connect (perhaps to a pooled session that was somebody else): nothing is set yet."""
        self.search_path_set_schemas = None
        super().connect()

    def get_new_connection(self, conn_params: Any) -> Any:
        """A session out of the pool, and a place in the share of the government that it is for; raises Crowded."""
        lease = SHARES.take(self._share, self._most)
        try:
            made = super().get_new_connection(conn_params)
        except BaseException:
            SHARES.give(lease)
            raise
        self._lease = lease
        return made

    def _close(self) -> Any:
        try:
            return super()._close()
        finally:
            lease, self._lease = self._lease, NOBODY
            SHARES.give(lease)

    @property
    def _share(self) -> str:
        """Whose share a session is taken from: a government's, or nobody's."""
        free = self.as_owner or self.schema_name == PUBLIC or not self._most
        return "" if free else self.schema_name

    @property
    def _most(self) -> int:
        """Half of the pool may be one government's; 0 where there is no pool."""
        pool = self.settings_dict["OPTIONS"].get("pool")
        return max(1, pool["max_size"] // 2) if pool else 0

    def _change_share(self) -> None:
        """A session that is open goes over to another share; where that is full, it is given back."""
        if self.connection is None or self._lease.name == self._share:
            return
        moved = SHARES.move(self._lease, self._share, self._most, must=self.in_atomic_block)
        if moved is None:
            self.close()  # what comes next waits for its turn without one
        else:
            self._lease = moved

    def be_ready(self) -> None:
        """Be connected, and whom the scope says: for a cursor that is not Django's own."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        self._handle_search_path()

    def enter(self, tenant: Any, *, read_only: bool = False, as_owner: bool = False) -> None:
        """Choose a tenant (anything with ``schema_name``) for the cursors to come; no query is made.

        ``read_only`` takes the role that may only look; ``as_owner`` stays the login (administration only).
        """
        if (tenant.schema_name, read_only, as_owner) == (self.schema_name, self.read_only, self.as_owner):
            self.tenant = tenant  # the same role and path: what the session is, it stays
            return
        self.set_tenant(tenant, include_public=False)
        self.read_only, self.as_owner = read_only, as_owner
        self._change_share()

    def set_tenant(self, tenant: Any, include_public: bool = False) -> None:
        """django-tenants' way in; always the writing role and never public behind the schema."""
        self.read_only = self.as_owner = False
        super().set_tenant(tenant, include_public=False)

    @contextmanager
    def snapshot(self, *, read_only: bool) -> Iterator[None]:
        """A transaction of the chosen scope that sees one moment and cannot write; none may be open already.

        ``read_only`` takes the role that may only look. Begun in one round trip; raises ScopeRefused.
        """
        self.be_ready()
        before, changes = self.read_only, self._changes
        self.read_only = read_only
        try:
            with transaction.atomic(self.alias):
                self._ask_driver(_looking(self.role), f"cannot look as {self.role}")
                yield
        finally:
            self.read_only = before
            if self._changes != changes:  # another scope was entered meanwhile, which the end does not undo
                self.search_path_set_schemas = None

    @property
    def role(self) -> str:
        """The database role of the chosen scope."""
        if self.as_owner:
            return OWNER
        return reading_role_of(self.schema_name) if self.read_only else role_of(self.schema_name)

    def savepoint_rollback(self, sid: str) -> None:
        """Roll back to a savepoint, which needs no role: in an aborted transaction none could be set."""
        self._setting_search_path = True
        super().savepoint_rollback(sid)

    def _handle_search_path(self, cursor: Any = None) -> None:
        """Become the chosen role in the chosen schema, unless this session already is."""
        if self._setting_search_path or self.search_path_set_schemas:
            return
        self._become()

    def _become(self) -> None:
        schema, role = self.schema_name, self.role
        self._changes += 1
        self._ask_driver(_becoming(schema, role), f"cannot become {role} in schema {schema}")
        self.search_path_set_schemas = [schema]

    def _ask_driver(self, text: bytes, refused: str) -> None:
        """Asked of the driver itself: this goes before all else, and each layer costs more than the answer."""
        with self.make_debug_cursor(None).debug_sql(text.decode()) if self.queries_logged else nullcontext():
            answer = self._answered(text)
        if answer is not True:
            lost = self.connection.pgconn.status != ConnStatus.OK
            self._discard()
            if lost:
                raise OperationalError(str(answer))
            raise ScopeRefused(f"{refused}: {answer}")

    def _answered(self, text: bytes) -> bool | str:
        """Whether PostgreSQL grants what was asked for, or why it does not."""
        try:
            result = self.connection.pgconn.exec_(text)
        except base.psycopg.DatabaseError as error:
            return str(error)
        if result.status == ExecStatus.COMMAND_OK:
            return True
        if result.status != ExecStatus.TUPLES_OK:
            return str(result.get_error_message())
        return result.get_value(0, 0) == b"t" or "not granted"

    def _discard(self) -> None:
        """Leave no session behind that still is whoever came before; a transaction is lost as a whole."""
        self.search_path_set_schemas = None
        if self.in_atomic_block:
            self.needs_rollback = True
        else:
            self.close()


@lru_cache(ROLES)
def _becoming(schema: str, role: str) -> bytes:
    """The text that makes a session this role in this schema."""
    base._check_schema_name(schema)
    return BECOME.format(role=Identifier(role), schema=Identifier(schema), named=Literal(schema)).as_bytes(
        None
    )


@lru_cache(ROLES)
def _looking(role: str) -> bytes:
    """The text that begins a transaction of one moment as this role, which cannot write."""
    return LOOK.format(role=Identifier(role)).as_bytes(None)
