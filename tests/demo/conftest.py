"""The demo city, filled once for the module on a server of its own: its four governments are not the tests' three."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.db import connections

from governments.provisioning import migrate_public, prepare_cluster
from lianban.demo.filling import Filled, fill
from support.postgres import point_to, test_server


@pytest.fixture(scope="module")
def demo_city(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Filled]:
    """All four governments, filled as ``lianban demo`` fills them."""
    before = os.environ["DATABASE_URL"], os.environ["DATABASE_ADMIN_URL"]
    with django_db_blocker.unblock():
        connections["default"].close()
        connections["default"].close_pool()
        with test_server():
            prepare_cluster()
            migrate_public()
            yield fill()
        point_to(*before)
