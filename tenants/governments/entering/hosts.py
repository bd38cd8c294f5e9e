"""Hosts and origins: the government that a Host header names, and the pages that may send requests to it.

A host is compared as the exact name, lower case, without port and trailing dot.
``X-Forwarded-Host`` is not looked at: the proxy in front passes Host on unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http.request import split_domain_port

from governments.entering.registry import at_hand, government_by_host
from governments.models import Government


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a host name addresses: a government, or the platform (``government`` is None), or nobody."""

    host: str
    government: Government | None = None
    platform: bool = False

    @property
    def known(self) -> bool:
        """Whether the host name is one of ours (its government may still be suspended)."""
        return self.platform or self.government is not None


def addressee_of(host_header: str) -> Addressee:
    """Whom a raw Host header addresses; reads the registry in the caller's scope. Odd input is nobody."""
    host, _port = split_domain_port(host_header.strip().lower())
    if not host or host in settings.LIANBAN_PLATFORM_HOSTS:
        return Addressee(host=host, platform=bool(host))
    return Addressee(host=host, government=government_by_host(host))


def addressee_remembered(host_header: str) -> Addressee | None:
    """The same without the database: None when the registry would have to be asked."""
    host, _port = split_domain_port(host_header.strip().lower())
    if not host or host in settings.LIANBAN_PLATFORM_HOSTS:
        return Addressee(host=host, platform=bool(host))
    found = at_hand(host)
    return None if found is None else Addressee(host=host, government=found[0])


def is_our_page(origin: str | None, host: str) -> bool:
    """Whether a browser's Origin is a page of this host; no Origin at all is a program, which names none.

    Behind HTTPS a page that was loaded by plain HTTP is not ours: somebody on the way may have written it.
    """
    if origin is None:
        return True
    schemes = ("https",) if settings.LIANBAN_HTTPS else ("http", "https")
    return origin.lower() in {f"{scheme}://{host.lower()}" for scheme in schemes}
