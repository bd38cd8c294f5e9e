"""Django's record of this app."""

from django.apps import AppConfig


class GovernmentsConfig(AppConfig):
    """The registry, in the public schema."""

    name = "governments"
    default_auto_field = "django.db.models.BigAutoField"
