"""A new version on the tables of an old one upgrades them, or names the command that does; nothing serves meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db.models.functions import Now
from django.test import Client
from psycopg.conninfo import make_conninfo

from governments.entering.registry import clear
from governments.entering.scope import platform_scope
from governments.models import Government
from governments.owner import owner_connection, run
from lianban.cli import processes as cli_processes
from lianban.cli import relay as cli_relay
from lianban.cli import run as cli_run
from lianban.cli import web as cli_web
from lianban.cli.processes import scheduler, worker
from lianban.cli.relay import relay
from lianban.cli.setup import setup
from lianban.cli.trouble import Trouble
from lianban.cli.web import web
from lianban.health.checks import report
from lianban.tables import require_tables
from lianban.wiring import wired_relay
from outbox.models import Message
from supervision.public.models import Job
from support.asking import Asking
from support.clocks import a_worker
from support.governments import COUNTY

OLDER = "DELETE FROM public.django_migrations WHERE app = 'signin'"
NEWER = "INSERT INTO public.django_migrations (app, name, applied) VALUES ('cases', '9999_of_a_newer_program', now())"
GIVEN_UP = "INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0001_initial', now())"
NOT_UPGRADED = f"UPDATE public.governments_government SET schema_version = 'older' WHERE code = '{COUNTY}'"
BROKEN = f"INSERT INTO {COUNTY}.django_migrations (app, name, applied) VALUES ('people', '9999_newer', now())"


@pytest.fixture(autouse=True)
def ground(committed: Government, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tables that are committed, as the processes would find them; nothing is remembered of the registry."""
    monkeypatch.setattr(settings, "DATABASE_URL", os.environ["DATABASE_URL"])
    clear()
    yield
    clear()


def done_to_tables(*statements: str) -> None:
    """What another version of the program has left."""
    with owner_connection() as owner:
        run(owner, list(statements))
    clear()


class Started(Exception):
    """The process would now have begun its work."""


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The commands of the processes; what they do first when they serve ends them."""

    def begins(*_: Any, **__: Any) -> None:
        raise Started

    monkeypatch.setattr(cli_web, "listen", begins)
    monkeypatch.setattr(cli_relay, "presence_of", begins)
    monkeypatch.setattr(cli_processes, "presence_of", begins)
    return {"web": web, "relay": relay, "worker": worker, "scheduler": scheduler}


@pytest.mark.parametrize("name", ["web", "relay", "worker", "scheduler"])
@pytest.mark.parametrize(("done", "said"), [(OLDER, "lianban setup"), (NEWER, "改用新版本的程序")])
def test_no_process_works_on_tables_of_another_version(
    processes: dict[str, Any], name: str, done: str, said: str
) -> None:
    done_to_tables(done)

    told = CliRunner().invoke(processes[name])

    assert told.exit_code == 1
    assert said in told.output


@pytest.mark.parametrize("name", ["web", "relay", "worker", "scheduler"])
def test_on_its_own_tables_a_process_begins(processes: dict[str, Any], name: str) -> None:
    done_to_tables(GIVEN_UP)  # what an app that is no more has left is nobody's concern

    assert isinstance(CliRunner().invoke(processes[name]).exception, Started)


def test_a_database_that_does_not_answer_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATABASE_URL", "postgres://lianban_app@127.0.0.1:1/lianban")

    require_tables()


def test_an_empty_database_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        settings, "DATABASE_URL", make_conninfo(settings.DATABASE_ADMIN_URL, dbname="postgres")
    )

    with pytest.raises(Trouble) as told:
        require_tables()

    assert told.value.code == "tables_none"


def test_health_names_tables_of_a_newer_program() -> None:
    done_to_tables(NEWER)

    found = report()["schemas"]

    assert (found.ok, found.required) == (False, True)
    assert "newer program" in found.detail


def test_up_brings_the_tables_to_its_own_version_before_anything_serves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps: list[Any] = []
    monkeypatch.setattr(cli_run, "_run_supervised", lambda _port, given, _hosts: steps.extend(given))

    CliRunner().invoke(cli_run.up, [])

    assert [step.argv[-2:] for step in steps] == [("setup", "--if-needed")]
    assert steps[0].once is None


def test_a_government_whose_tables_wait_for_the_upgrade_is_not_served_and_says_so() -> None:
    done_to_tables(NOT_UPGRADED)

    page = Client(headers={"host": "heshan.localhost"}).get("/")
    other = Client(headers={"host": "yunzhou.localhost"}).get("/login")

    assert page.status_code == 503
    assert "正在升级" in page.content.decode()
    assert "lianban fleet migrate" in page.content.decode()
    assert "正在升级" not in other.content.decode()


def test_setup_upgrades_what_is_behind_and_it_is_served_again() -> None:
    done_to_tables(NOT_UPGRADED)

    told = CliRunner().invoke(setup, ["--if-needed"])

    assert told.exit_code == 0, told.output
    assert "正在升级数据表：heshan（1/1）" in told.output
    assert Asking(government=COUNTY).data(None, "{ government { name } }") == {"name": "鹤山县"}


def test_what_waited_for_the_upgrade_is_done_afterwards() -> None:
    done_to_tables(NOT_UPGRADED)
    with platform_scope():
        Message.objects.create(
            government=COUNTY, topic="case.dispatch", payload={"case": 1, "version": 1, "step": "x"}
        )
        Job.objects.create(government=COUNTY, task="replan", key="replan:today")
        wired_relay().drain()
        a_worker().work(most=5)
        waiting = [*Message.objects.values_list("attempts"), *Job.objects.values_list("attempts")]

    CliRunner().invoke(setup, ["--if-needed"])
    with platform_scope():
        Job.objects.update(due_at=Now())  # its pause is over
        wired_relay().drain()
        a_worker().work(most=5)

        assert waiting == [(0,), (0,)]
        assert not Message.objects.exists()
        assert not Job.objects.exists()


def test_one_government_that_cannot_be_upgraded_keeps_nobody_else_out() -> None:
    done_to_tables(NOT_UPGRADED, BROKEN)

    told = CliRunner().invoke(setup)

    assert told.exit_code == 0, told.output
    assert "暂不提供服务，其余政府照常使用：heshan" in told.output
    assert Client(headers={"host": "heshan.localhost"}).get("/").status_code == 503
    assert Government.objects.get(code=COUNTY).schema_version == "older"


def test_where_no_government_could_be_upgraded_the_setup_fails() -> None:
    everybody = "UPDATE public.governments_government SET schema_version = 'older'"
    broken = [BROKEN.replace(COUNTY, code) for code in ("yunzhou", "binjiang", COUNTY)]
    done_to_tables(everybody, *broken)

    told = CliRunner().invoke(setup)

    assert told.exit_code == 1
    assert "未能升级：binjiang、heshan、yunzhou" in told.output


def test_an_older_program_leaves_newer_tables_alone() -> None:
    done_to_tables(NEWER, NOT_UPGRADED)

    told = CliRunner().invoke(setup)

    assert told.exit_code == 1
    assert "改用新版本的程序" in told.output
    assert Government.objects.get(code=COUNTY).schema_version == "older"


@pytest.mark.parametrize(("done", "code"), [("SELECT 1", 0), (OLDER, 1)])
def test_without_an_administrator_s_connection_it_only_looks(
    monkeypatch: pytest.MonkeyPatch, done: str, code: int
) -> None:
    done_to_tables(done)

    with monkeypatch.context() as without:
        without.setattr(settings, "DATABASE_ADMIN_URL", "")
        told = CliRunner().invoke(setup, ["--if-needed"])

    assert told.exit_code == code
    assert told.output == "" or "DATABASE_ADMIN_URL" in str(told.exception)
