"""Django's record of this app."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Messages written with the work they follow from."""

    name = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
