"""All addresses of the site; every one exists on each government's host and on the platform's."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
