"""Registry cache: governments by code and by host, kept for a few seconds in this process.

A request must not pay a registry query each time; a suspended government must stop within seconds.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from threading import Lock

from governments.entering.refusals import GovernmentNotServed
from governments.migration.compiled import newest_version
from governments.models import Government

SECONDS = 5.0
MOST = 4096  # hosts are chosen by strangers: the memory is bounded

_cache: OrderedDict[tuple[str, str], tuple[float, Government | None]] = OrderedDict()
_lock = Lock()


def government_by_code(code: str) -> Government:
    """The served government with this code; raises GovernmentNotServed. At most 5 s old."""
    found = _look_up("code", code)
    if found is None:
        raise GovernmentNotServed("government_unknown", code)
    return served(found)


def find_government(code: str) -> Government | None:
    """The government with this code, served or not, or None. At most 5 s old."""
    return _look_up("code", code)


def government_by_host(host: str) -> Government | None:
    """The government (served or not) that answers to an exact host name, or None. At most 5 s old."""
    return _look_up("domains__domain", host)


def at_hand(host: str) -> tuple[Government | None] | None:
    """What ``government_by_host`` would say without asking the database; None when it would have to ask."""
    with _lock:
        cached = _cache.get(("domains__domain", host))
    return (cached[1],) if cached is not None and time.monotonic() - cached[0] < SECONDS else None


def served(government: Government) -> Government:
    """The same government, unless it is suspended or its tables are not this program's; raises GovernmentNotServed."""
    refused = why_not_served(government)
    if refused is not None:
        raise refused
    return government


def why_not_served(government: Government) -> GovernmentNotServed | None:
    """Why nobody may enter: it is suspended, or its tables wait for an upgrade (or are those of a newer program)."""
    if not government.served:
        return GovernmentNotServed("government_suspended", government.name)
    if government.schema_version != newest_version():
        return GovernmentNotServed("government_upgraded", government.name)
    return None


def clear() -> None:
    """Drop what is remembered: the registry was changed by this process."""
    with _lock:
        _cache.clear()


def _look_up(by: str, value: str) -> Government | None:
    key, now = (by, value), time.monotonic()
    with _lock:
        cached = _cache.get(key)
    if cached is not None and now - cached[0] < SECONDS:
        return cached[1]
    found: Government | None = Government.objects.filter(**{by: value}).first()
    with _lock:
        _cache[key] = (now, found)
        _cache.move_to_end(key)
        while len(_cache) > MOST:
            _cache.popitem(last=False)
    return found
