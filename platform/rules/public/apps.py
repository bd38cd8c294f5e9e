"""Django's record of this app."""

from django.apps import AppConfig


class RulesPublicConfig(AppConfig):
    """Holiday notices: written by the platform, read by every government."""

    name = "rules.public"
    label = "rules_public"
    default_auto_field = "django.db.models.BigAutoField"
