"""Django's record of this app."""

from django.apps import AppConfig


class RulesConfig(AppConfig):
    """Rule packs."""

    name = "rules"
    default_auto_field = "django.db.models.BigAutoField"
