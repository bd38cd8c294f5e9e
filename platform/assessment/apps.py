"""Django's record of this app."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Schemes, runs and scores of one government."""

    name = "assessment"
    default_auto_field = "django.db.models.BigAutoField"
