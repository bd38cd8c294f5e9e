"""ASGI application: the caller's address, headers, the gate, health, the interface's files, Django, the boards.

Importing this module prepares a whole web process: settings, logs, error reports. What a request leaves to be done is a
row in the database, so no web process needs the task queue.
"""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianban.settings")
os.environ.setdefault("LIANBAN_ROLE", "web")
django.setup()

from channels.routing import ProtocolTypeRouter  # noqa: E402 - what has models is imported after the setup
from django.conf import settings  # noqa: E402

from kernel.client_address import ClientAddress  # noqa: E402
from lianban.http.gate import RequestGate  # noqa: E402
from lianban.http.headers import SecurityHeaders  # noqa: E402
from lianban.http.health import Health  # noqa: E402
from lianban.http.page import unnamed_proxy  # noqa: E402
from lianban.http.site import Site  # noqa: E402
from lianban.http.static import bundle  # noqa: E402
from lianban.reporting.sentry import watch  # noqa: E402

watch()

_protocols = {"http": bundle(Site(), settings.STATIC_ROOT)}
if find_spec("live") is not None:
    _protocols["websocket"] = import_module("live.routing").application

application = ClientAddress(
    SecurityHeaders(RequestGate(Health(ProtocolTypeRouter(_protocols)))),
    settings.LIANBAN_TRUSTED_PROXIES,
    unnamed_proxy,
)
