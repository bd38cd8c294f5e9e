"""Django's record of this app."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    """Live changes over WebSocket."""

    name = "live"
