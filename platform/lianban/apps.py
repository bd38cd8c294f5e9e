"""Django's record of the composition root: wires the apps together once all of them are loaded."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class LianbanConfig(AppConfig):
    """The outermost ring."""

    name = "lianban"

    def ready(self) -> None:
        """Connect what the rings leave open."""
        import_module("lianban.wiring")
