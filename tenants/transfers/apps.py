"""Django's record of this app."""

from django.apps import AppConfig


class TransfersConfig(AppConfig):
    """Envelopes and what happened to them."""

    name = "transfers"
    default_auto_field = "django.db.models.BigAutoField"
