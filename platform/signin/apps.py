"""Django's record of this app."""

from django.apps import AppConfig


class SigninConfig(AppConfig):
    """Tallies of failed sign-ins: one table in each government's schema, one in public for operators."""

    name = "signin"
    default_auto_field = "django.db.models.BigAutoField"
