"""Rows of what happened and of numbers given out."""

from __future__ import annotations

from django.db import models

from cases.models.case import Case


class CaseEvent(models.Model):
    """What happened: one row per step, never changed or removed. ``key`` is the caller's idempotency key."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events", db_index=False)
    version = models.PositiveIntegerField()
    step = models.CharField(max_length=24)
    machine = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=120)
    unit_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    internal = models.BooleanField(default=False)
    key = models.CharField(max_length=100, unique=True)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="event_once")]


class Counter(models.Model):
    """The last number given out in one series; taken under a row lock, so numbers have no gaps."""

    series = models.CharField(max_length=80, unique=True)
    last = models.PositiveIntegerField(default=0)
