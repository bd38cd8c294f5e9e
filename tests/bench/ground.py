"""Ground of the benchmarks: a PostgreSQL of their own with fsync on, one government, its people, its cases.

The server's data lies beside the installation's, on the disk that real data would lie on.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections
from psycopg.sql import SQL, Identifier

from governments.entering.roles import role_of
from governments.entering.scope import database, governing
from governments.models import Tier
from governments.provisioning.founding import migrate_public, prepare_cluster, provision
from lianban.embedded.server import HOME, Server
from people.models import Account
from support.postgres import point_to
from support.world import World, a_world

CODE = "yunzhou"
COPIED = "proposed"  # what distinguishes copies of the model case from it


@dataclass(frozen=True)
class Ground:
    """A running server whose government has its world."""

    server: Server
    world: World

    def account(self, name: str) -> Account:
        """The account of one of the world's actors."""
        return Account.objects.get(pk=self.world.actors[name].account_id or 0)

    def plain(self, role: str = "") -> psycopg.Connection[Any]:
        """A psycopg connection as everybody would open it, in the government's schema under a role of its."""
        opened = psycopg.connect(self.server.url("lianban_app", "lianban"), autocommit=True)
        opened.execute(SQL("SET ROLE {}").format(Identifier(role or role_of(CODE))))
        opened.execute(SQL("SET search_path TO {}").format(Identifier(CODE)))
        return opened


@contextmanager
def ground() -> Iterator[Ground]:
    """The server and the government, gone afterwards; the caller works inside the government."""
    HOME.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=HOME))
    server = Server(folder / "postgres", durable=True)
    try:
        server.start(tied=True, report=lambda _text: None)
        point_to(server.url("lianban_app", "lianban"), server.url(database="lianban"))
        prepare_cluster()
        migrate_public()
        provision(CODE, "云州市", short_name="云州", tier=Tier.CITY)
        with governing(CODE):
            yield Ground(server, a_world())
    finally:
        connections["default"].close()
        database().close_pool()
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
