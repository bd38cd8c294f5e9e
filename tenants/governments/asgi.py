"""The government of a WebSocket, by the same rule as for requests."""

from __future__ import annotations

from collections.abc import Iterable

from governments.hosts import Addressee, addressee_of
from governments.scope import platform_scope


def addressee_of_socket(headers: Iterable[tuple[bytes, bytes]]) -> Addressee:
    """Whom a connection's Host header addresses. Synchronous: call it in a thread.

    Two Host headers address nobody. The caller refuses ``not known`` and governments that are not ``served``,
    then works in ``governing(addressee.government)`` (or ``platform_scope()``), inside each thread call.
    """
    hosts = [value.decode("latin-1") for name, value in headers if name.lower() == b"host"]
    if len(hosts) != 1:
        return Addressee(host="")
    with platform_scope():
        return addressee_of(hosts[0])
