"""Django's record of this app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases and their five machines."""

    name = "cases"
    default_auto_field = "django.db.models.BigAutoField"
