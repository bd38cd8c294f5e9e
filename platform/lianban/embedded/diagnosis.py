"""Diagnosis of a failed start of the embedded PostgreSQL: the server's log since the start, and a sentence for it.

Only what the server itself says of its files is reported as damage. What has no known reason is reported in the
server's own words, and nothing of it ever asks to give data away.
"""

from __future__ import annotations

import re
from pathlib import Path

from lianban.cli.trouble import Trouble, operations_text

# What the server writes when it gives up -> the sentence for the person. The first that fits counts.
SYMPTOMS = {
    "is still in use": "pg_in_use",
    'lock file "postmaster.pid" already exists': "pg_in_use",
    'lock file "postmaster.pid" is empty': "pg_in_use",
    "No space left on device": "disk_full",
    "incompatible with server": "pg_version",
    "database files are incompatible": "pg_version",
    "Permission denied": "pg_unwritable",
    "has wrong ownership": "pg_unwritable",
    "has invalid permissions": "pg_unwritable",
    "Read-only file system": "pg_unwritable",
    "Cannot allocate memory": "pg_memory",
    "global/pg_control": "pg_broken",
    "incorrect checksum in control file": "pg_broken",
    "could not locate a valid checkpoint record": "pg_broken",
    "could not locate required checkpoint record": "pg_broken",
    "invalid page in block": "pg_broken",
}
LAST_WORDS = re.compile(r"(?:FATAL|PANIC|ERROR):\s*(.+)")


class Transcript:
    """What a server has written since it was started: to its console, and to the log in its data folder."""

    def __init__(self, folder: Path, data: Path) -> None:
        self._console = folder / "start.log"
        self._data = data
        self._before = {path: path.stat().st_size for path in self._logs()}

    def trouble(self) -> Trouble:
        """The sentence for it. What the log says of other days is not its reason now."""
        return diagnosis(self._output(), self._data, (self._logs() or [self._console])[-1])

    def _logs(self) -> list[Path]:
        return sorted((self._data / "log").glob("*.log"), key=lambda path: path.stat().st_mtime)

    def _output(self) -> str:
        output = [self._console.read_text(errors="replace")] if self._console.exists() else []
        for path in self._logs():
            text = path.read_bytes()
            before = self._before.get(path, 0)
            output.append((text[before:] if len(text) >= before else text).decode(errors="replace"))
        return "\n".join(output)


def diagnosis(output: str, data: Path, log: Path) -> Trouble:
    """The sentence for what a server or its maker said."""
    code = next((code for symptom, code in SYMPTOMS.items() if symptom in output), "pg_failed")
    words = LAST_WORDS.findall(output) or [line for line in output.splitlines() if line.strip()] or ["-"]
    facts = {"reason": operations_text("why_EACCES"), "found": "?", "wanted": "18", "said": words[-1].strip()}
    return Trouble(code, folder=data, log=log, **facts)
