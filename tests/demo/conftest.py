"""Demo city on a server of its own, filled once: its four governments are not the tests' three.

Beside the browser tests it is a copy of what their product filled; alone, the tests fill it themselves.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections

from governments.provisioning.founding import migrate_public, prepare_cluster
from lianban.demo.filling import Filled, fill
from lianban.demo.world import governments
from support.postgres import point_to, test_server
from support.product import Product


@pytest.fixture(scope="module")
def demo_city(shared_product: Product | None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Filled]:
    """All four governments, filled as ``lianban demo`` fills them."""
    with django_db_blocker.unblock(), _elsewhere():
        if shared_product is not None:
            with test_server(shared_product.city):
                yield _told(shared_product)
            return
        with test_server():
            prepare_cluster()
            migrate_public()
            yield fill()


@contextmanager
def _elsewhere() -> Iterator[None]:
    """Another database than that of the tests before and after, if there was any."""
    before = [os.environ.get(name) for name in ("DATABASE_URL", "DATABASE_ADMIN_URL")]
    connections["default"].close()
    connections["default"].close_pool()
    yield
    if all(before):
        point_to(*before)


def _told(product: Product) -> Filled:
    """What the product said while it was filled."""
    codes = [plan.code for plan in governments() if f"{plan.name}：" in product.said]
    return Filled(codes, 0)
