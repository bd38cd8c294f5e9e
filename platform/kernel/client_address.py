"""Client address of a request, decided once: forwarded headers count only from proxies that the operator named.

Read by everything that counts or limits by caller: sign-in, limits of requests, health.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

UNKNOWN = "unknown"
LOCAL = "lianban.local"  # in the ASGI scope: asked from this machine itself, through no proxy
FURTHEST = 32  # entries of X-Forwarded-For that are looked at, from the nearest
ONE_SUBSCRIBER = 64  # bits: whoever has one IPv6 address has its whole /64
FORWARDED = frozenset({b"x-forwarded-for", b"forwarded", b"x-real-ip", b"via"})

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
ConnectionScope = MutableMapping[str, Any]
Application = Callable[[Any, Any, Any], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Trust:
    """Which proxies are believed: those in some networks, or so many hops in front of us; by default none."""

    networks: tuple[Network, ...] = ()
    hops: int = 0

    @classmethod
    def of(cls, setting: str) -> Trust:
        """From LIANBAN_TRUSTED_PROXIES: empty, a number of hops, or networks parted by commas; else ValueError."""
        parts = [part.strip() for part in setting.split(",") if part.strip()]
        if len(parts) == 1 and parts[0].isdecimal():
            return cls(hops=int(parts[0]))
        return cls(networks=tuple(ip_network(part, strict=False) for part in parts))

    def __bool__(self) -> bool:
        return bool(self.networks or self.hops)

    def client(self, peer: str, forwarded: Iterable[str]) -> str:
        """The address of the caller: the first from our side that no trusted proxy has, or the peer itself."""
        chain = [peer, *reversed([part for line in forwarded for part in line.split(",")][-FURTHEST:])]
        believed = _read(peer)
        for place, entry in enumerate(chain):
            address = _read(entry)
            if address is None:
                break  # what cannot be read was not written by a proxy of ours
            believed = address
            if not self._trusts(address, place):
                break
        return str(believed) if believed is not None else peer or UNKNOWN

    def _trusts(self, address: Address, place: int) -> bool:
        return place < self.hops or any(address in network for network in self.networks)


def network_of(address: str) -> str:
    """What counts as one caller: an IPv4 address, or the /64 of an IPv6 address."""
    found = _read(address)
    if found is None:
        return UNKNOWN
    if isinstance(found, IPv4Address):
        return str(found)
    return str(ip_network((found, ONE_SUBSCRIBER), strict=False))


def is_local(scope: Mapping[str, Any]) -> bool:
    """Whether somebody on this machine asks, and no proxy on it for somebody else."""
    return bool(scope.get(LOCAL))


class ClientAddress:
    """The outermost ASGI application: puts the caller's own address into the scope for all behind it."""

    def __init__(self, inner: Application, trust: Trust, warn: Callable[[str], None]) -> None:
        self._inner = inner
        self._trust = trust
        self._warn = warn
        self._warned = False

    async def __call__(self, scope: ConnectionScope, receive: Any, send: Any) -> None:
        """Every request and every socket."""
        if "headers" in scope:
            scope = self._addressed(scope)
        await self._inner(scope, receive, send)

    def _addressed(self, scope: ConnectionScope) -> ConnectionScope:
        peer, port = scope.get("client") or ("", 0)
        through = [(name, value) for name, value in scope["headers"] if name.lower() in FORWARDED]
        forwarded = [value.decode("latin-1") for name, value in through if name.lower() == b"x-forwarded-for"]
        client = self._trust.client(peer, forwarded)
        if forwarded and client == peer and not self._warned:
            self._warned = True
            self._warn(peer)
        here = _read(peer)
        local = here is not None and here.is_loopback and not through
        return {**scope, "client": (client, port if client == peer else 0), LOCAL: local}


def _read(text: str) -> Address | None:
    """The address in a text, also with a port, in brackets, or as IPv4 within IPv6."""
    plain = text.strip().strip('"')
    if plain.startswith("["):
        plain = plain[1:].partition("]")[0]
    elif plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        address = ip_address(plain.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
