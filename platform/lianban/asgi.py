"""The ASGI application: health first, HTTP by Django, WebSocket by the live boards.

Importing this module prepares a whole web process: settings, logs, error reports.
"""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

from lianban.health_asgi import Health
from lianban.sentry import watch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianban.settings")
os.environ.setdefault("LIANBAN_ROLE", "web")
watch()
_http = get_asgi_application()  # sets Django up; what has models is imported after it

_protocols = {"http": _http}
if find_spec("live") is not None:
    _protocols["websocket"] = import_module("live.routing").application

application = Health(ProtocolTypeRouter(_protocols))
