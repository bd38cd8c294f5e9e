"""Django's record of this app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Imports and what came of them."""

    name = "intake"
    default_auto_field = "django.db.models.BigAutoField"
