"""Django's record of this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Units, sections, accounts and posts."""

    name = "people"
    default_auto_field = "django.db.models.BigAutoField"
