"""Django's record of this app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The GraphQL API."""

    name = "api"
