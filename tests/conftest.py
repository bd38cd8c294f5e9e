"""Real PostgreSQL with three governments for the whole session; each test leaves it as it was."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from governments.entering.registry import clear
from governments.entering.scope import governing
from governments.models import Government
from lianban.cli.main import GARBAGE
from rules.calendar import in_force as calendar
from support import governments
from support.kept_server import KEPT, kept_server
from support.postgres import test_server
from support.product import Product
from support.room import room

LONG = {
    "test_bench_contract.py",
    "test_killed.py",
    "test_who_sees_what.py",
    "test_mutations_of_what_is_hidden.py",
    "test_hidden_steps_change_nothing.py",
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where workers share the files: first the few tests that take long, then the files with many tests."""
    if hasattr(config, "workerinput"):
        many = Counter(item.path for item in items)
        items.sort(key=lambda item: (item.path.name not in LONG, -many[item.path]))


def pytest_collection_finish() -> None:
    """What is loaded and collected stays; garbage is looked for as in a process of the product (``lianban.cli``)."""
    gc.freeze()
    gc.set_threshold(*GARBAGE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Where workers share a product, each test, with all that it sets up, is in it beside others or alone."""
    product = _shared_product(item.config)
    if product is None:
        return (yield)
    with room(product.home, alone=item.get_closest_marker("alone") is not None):
        return (yield)


# No test is judged by time: a busy machine takes longer to think of examples, and that says nothing of the product.
settings.register_profile("lianban", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lianban")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Instead of pytest-django's test database: our own server, cluster roles, public schema, governments."""
    kept = os.environ.get(KEPT)
    with django_db_blocker.unblock(), kept_server(Path(kept)) if kept else test_server():
        if not kept:
            governments.found_governments()
        yield


@pytest.fixture(scope="session")
def shared_product(request: pytest.FixtureRequest) -> Product | None:
    """The product of all workers, when they share one (tests/e2e/conftest.py)."""
    return _shared_product(request.config)


def _shared_product(config: pytest.Config) -> Product | None:
    told = getattr(config, "workerinput", {}).get("product")
    return Product(told["port"], Path(told["home"]), told["said"]) if told else None


@pytest.fixture(scope="session")
def photograph(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> governments.Photograph:
    """The rows that every test starts with."""
    with django_db_blocker.unblock():
        return governments.Photograph.taken()


@pytest.fixture
def city(db: None) -> Government:
    """云州市."""
    return governments.government(governments.CITY)


@pytest.fixture
def district(db: None) -> Government:
    """滨江区, a district of 云州市."""
    return governments.government(governments.DISTRICT)


@pytest.fixture
def county(db: None) -> Government:
    """鹤山县, a county under 云州市."""
    return governments.government(governments.COUNTY)


@pytest.fixture
def governed(db: None) -> Iterator[Government]:
    """Inside 云州市, in a transaction that is rolled back; deferred triggers fire on SET CONSTRAINTS only."""
    governments.swept_now_and_then()
    with governing(governments.CITY) as row:
        yield row


@pytest.fixture
def committed(
    photograph: governments.Photograph, django_db_blocker: pytest.FixtureRequest
) -> Iterator[Government]:
    """Inside 云州市 with real commits, for races and processes; all four schemas are put back afterwards."""
    with django_db_blocker.unblock():
        try:
            with governing(governments.CITY) as row:
                yield row
        finally:
            photograph.restore()
            governments.swept_now_and_then()
            clear()
            calendar.forget()
