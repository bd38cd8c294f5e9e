"""URLs of the site; every one exists on each government's host and on the platform's.

``/health`` and the sockets are answered before Django (``lianban.asgi``).
"""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path, re_path

from lianban.http.page import board, shell

urlpatterns: list[URLPattern | URLResolver] = []
if find_spec("api") is not None:
    urlpatterns.append(path("", include("api.urls")))
urlpatterns.append(path("board", board, name="board"))
urlpatterns.append(re_path(r"^(?!static/|graphql|health/)", shell, name="shell"))
handler500 = "lianban.http.page.accident"
