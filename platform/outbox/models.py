"""Message: what has happened, as ids, versions and steps; never what a case says."""

from __future__ import annotations

from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Now

PLATFORM = ""  # ``Message.government`` of what the platform itself posts


class CurrentGovernment(Func):
    """The government whose database role writes the row: ``gov_<code>`` -> code, any other role -> empty."""

    template = "(CASE WHEN left(current_user, 4) = 'gov_' THEN substr(current_user, 5) ELSE '' END)"
    output_field = models.TextField()


class Message(models.Model):
    """One thing to do after commit. Handled messages are deleted; dead ones stay with their error.

    Those of one ``line`` of a government are handed on in order, one after another.
    """

    government = models.TextField(db_default=CurrentGovernment(), editable=False)
    topic = models.CharField(max_length=60)
    payload = models.JSONField()
    line = models.CharField(max_length=60, blank=True, db_default="")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    attempts = models.PositiveSmallIntegerField(db_default=0)
    not_before = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True, db_default="")
    dead_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'public"."outbox_message'
        ordering = ["id"]
        indexes = [
            models.Index(fields=["government", "id"], name="outbox_lane", condition=Q(dead_at=None)),
            models.Index(fields=["government", "line", "id"], name="outbox_line", condition=~Q(line="")),
        ]

    def __str__(self) -> str:
        return f"{self.topic} #{self.pk}"
