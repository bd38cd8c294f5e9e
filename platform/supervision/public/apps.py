"""Django's record of this app."""

from django.apps import AppConfig


class SupervisionPublicConfig(AppConfig):
    """Rows that one statement finds for all governments, each under row level security."""

    name = "supervision.public"
    label = "supervision_public"
    default_auto_field = "django.db.models.BigAutoField"
