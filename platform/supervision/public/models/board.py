"""Rows of the boards: counters that writing transactions move, and the figures aggregated from them."""

from __future__ import annotations

from django.db import models

from outbox.models import CurrentGovernment


class Tally(models.Model):
    """A change of one count: the count itself is the sum of its rows. Written by triggers, never altered.

    Without a unit it counts cases (``stage`` is the case's state), with one the unit's parts in cases.
    ``due_on`` is there while a clock runs; ``year`` is that of the case's session, or of its registration between two.
    """

    government = models.TextField(db_default=CurrentGovernment(), editable=False)
    unit_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=12, blank=True, db_default="")
    pack_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=12, blank=True, db_default="")
    stage = models.CharField(max_length=20)
    due_on = models.DateField(null=True)
    year = models.PositiveIntegerField(null=True)
    n = models.IntegerField()

    class Meta:
        db_table = 'public"."supervision_tally'
        ordering = ["id"]
        indexes = [models.Index(fields=["government"], name="tally_of_government")]


class Share(models.TextChoices):
    """For whom a board's row is: the government itself, or the one above it."""

    OWN = "OWN"
    UP = "UP"


class Board(models.Model):
    """The figures of one government as they were aggregated last, in one row to be read by key.

    ``seq`` counts the changes of ``body`` since ``epoch`` began; lights are those of ``day``.
    """

    government = models.TextField(db_default=CurrentGovernment(), editable=False)
    share = models.CharField(max_length=4, choices=Share.choices)
    epoch = models.CharField(max_length=12)
    seq = models.BigIntegerField(default=0)
    day = models.DateField()
    at = models.DateTimeField()
    body = models.JSONField()

    class Meta:
        db_table = 'public"."supervision_board'
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["government", "share"], name="board_once")]
