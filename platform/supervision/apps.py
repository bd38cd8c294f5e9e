"""Django's record of this app."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """What one government keeps of its supervision: reminders and who has seen them."""

    name = "supervision"
    default_auto_field = "django.db.models.BigAutoField"
