"""The embedded database: made, adopted, recovered, and honest about why it cannot start."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from kernel.wording import section
from lianban.cli.trouble import Trouble
from lianban.embedded import server as postgres
from lianban.embedded.server import Server

STARTED: list[Server] = []


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder; every server started by the test is stopped."""
    yield tmp_path_factory.mktemp("installation") / "postgres"
    while STARTED:
        STARTED.pop().stop()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a server that has run and was stopped: making a database costs more than most that is done to it."""
    server = Server(tmp_path_factory.mktemp("made") / "postgres")
    server.start(report=lambda _text: None)
    server.stop()
    return server.data


@pytest.fixture
def used(folder: Path, made: Path) -> Path:
    """A data folder that is not new."""
    shutil.copytree(made, folder / "data")
    return folder


def _server(folder: Path) -> Server:
    server = Server(folder)
    STARTED.append(server)
    server.start(report=lambda _text: None)
    return server


def _write(server: Server, text: str) -> None:
    with psycopg.connect(server.url()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (text text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [text])


def _read(server: Server) -> list[str]:
    with psycopg.connect(server.url()) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM kept ORDER BY text").fetchall()]


def _kill(server: Server) -> None:
    process = psutil.Process(server.pid())
    family = [process, *process.children()]
    process.kill()
    psutil.wait_procs(family, timeout=60)


def test_what_was_written_is_there_after_the_next_start(folder: Path) -> None:
    server = _server(folder)
    _write(server, "建议")
    server.stop()

    again = _server(folder)

    assert _read(again) == ["建议"]


def test_what_was_committed_survives_a_killed_server(used: Path) -> None:
    server = _server(used)
    _write(server, "提案")
    _kill(server)

    again = _server(used)

    assert _read(again) == ["提案"]


def test_a_running_server_is_adopted(used: Path) -> None:
    first = _server(used)

    second = _server(used)

    assert second.pid() == first.pid()


def test_the_last_user_stops_the_server(used: Path) -> None:
    first, second = _server(used), _server(used)

    first.stop()
    after_first = second.pid()
    second.stop()

    assert after_first is not None
    assert second.pid() is None


def test_a_pid_file_of_another_process_is_not_believed(used: Path) -> None:
    server = _server(used)
    server.stop()
    (server.data / "postmaster.pid").write_text(f"{psutil.Process().pid}\n{server.data}\n")

    again = _server(used)

    assert again.pid() not in (None, psutil.Process().pid)


def test_nobody_else_may_look_into_the_data_or_knock_at_the_socket(folder: Path) -> None:
    server = _server(folder)

    assert folder.stat().st_mode & 0o077 == 0
    with psycopg.connect(server.url()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_commits_are_durable(used: Path) -> None:
    with psycopg.connect(_server(used).url()) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_a_folder_whose_path_is_too_long_for_a_socket_works(folder: Path) -> None:
    server = _server(folder / ("很长的目录名" * 8) / "postgres")

    _write(server, "长路径")

    assert _read(server) == ["长路径"]


def test_a_broken_data_folder_is_named(used: Path) -> None:
    server = _server(used)
    server.stop()
    (server.data / "global" / "pg_control").write_bytes(b"broken")

    with pytest.raises(Trouble) as told:
        _server(used)

    assert told.value.code == "pg_broken"
    assert str(server.data) in told.value.message


def test_a_reason_that_nobody_knows_is_told_in_the_server_s_own_words(used: Path) -> None:
    server = Server(used)
    server.settings = {**server.settings, "shared_buffers": "many"}

    with pytest.raises(Trouble) as told:
        server.start(report=lambda _text: None)

    assert told.value.code == "pg_failed"
    assert 'invalid value for parameter "shared_buffers"' in told.value.message


def test_what_the_log_says_of_another_day_is_not_the_reason_of_today(used: Path) -> None:
    server = Server(used)
    server.settings = {**server.settings, "shared_buffers": "many"}
    (server.data / "log").mkdir(exist_ok=True)
    (server.data / "log" / "postgres-Mon.log").write_text("PANIC:  No space left on device\n")

    with pytest.raises(Trouble) as told:
        server.start(report=lambda _text: None)

    assert told.value.code == "pg_failed"


def test_no_sentence_of_the_database_asks_to_give_data_away() -> None:
    said = {
        code: text for code, text in section("operations").items() if code.startswith(("pg_", "database_"))
    }

    asking = re.compile(r"(?<!勿)(?<!不要)(删除|清空|移走后|改名)|空库")
    assert [code for code, text in said.items() if asking.search(text)] == []


def test_a_folder_of_another_version_is_left_alone(used: Path) -> None:
    server = _server(used)
    server.stop()
    (server.data / "PG_VERSION").write_text("17\n")

    with pytest.raises(Trouble, match="PostgreSQL 17"):
        _server(used)


def test_foreign_files_in_the_folder_are_left_alone(folder: Path) -> None:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "letter.docx").write_text("keep me")

    with pytest.raises(Trouble) as told:
        _server(folder)

    assert told.value.code == "pg_foreign"
    assert (folder / "data" / "letter.docx").read_text() == "keep me"


def test_a_file_in_the_place_of_the_folder_is_told_as_unwritable(tmp_path: Path) -> None:
    (tmp_path / "postgres").write_text("")

    with pytest.raises(Trouble) as told:
        Server(tmp_path / "postgres").start(report=lambda _text: None)

    assert told.value.code == "pg_unwritable"
    assert "（已有同名文件）" in told.value.message


def test_a_full_disk_is_told_before_anything_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "ENOUGH_SPACE", 2**62)

    with pytest.raises(Trouble) as told:
        _server(folder)

    assert told.value.code == "disk_full"
    assert not (folder / "data").exists()


def test_an_interrupted_first_start_leaves_nothing_half_made(folder: Path) -> None:
    (folder / "data.new" / "base").mkdir(parents=True)

    server = _server(folder)

    assert server.pid() is not None


def test_an_external_database_starts_none_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://lianban_app@db.example/lianban")

    assert postgres.embedded() is None


def test_our_own_address_in_the_environment_is_still_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", Server(postgres.HOME / "postgres").url("lianban_app", "lianban"))

    assert postgres.embedded() is not None
