"""Rows of one government's supervision."""

from __future__ import annotations

from django.db import models

from cases.aspects import Aspect
from cases.models import Assignment, Case
from people.models import Unit
from supervision.public.models import ClockKind


class RecipientGroup(models.TextChoices):
    """Audience: the unit, the general office, the committee of the case's side."""

    UNIT = "UNIT"
    OFFICE = "OFFICE"
    SIDE = "SIDE"


class Reminder(models.Model):
    """One rung of a clock that has rung (提醒), exactly one for each; ``seen`` says by whom of each audience."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reminders")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=4, choices=ClockKind.choices)
    rung = models.CharField(max_length=3)
    due_on = models.DateField()
    light = models.CharField(max_length=6)
    working_days = models.IntegerField()
    unannounced = models.PositiveSmallIntegerField(null=True)
    told = models.JSONField(default=list)
    seen = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["unit", "id"], name="reminder_of_unit")]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "kind", "rung", "due_on"], name="reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.rung} {self.due_on}"


class Notice(models.Model):
    """A notice, written once (通知): moved days, a new rule pack. ``key`` makes it one; ``seen`` by whom.

    Without a unit it is for all units, without a kind for both sides. ``thing`` is the aspect of its case it is about:
    by it the visibility table decides who reads it.
    """

    key = models.CharField(max_length=80, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, blank=True)
    thing = models.CharField(max_length=12, default=Aspect.PARTS)
    subject = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    told = models.JSONField(default=list)
    seen = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.key


class DisplaySeat(models.Model):
    """A wall or lobby screen (展示席位) that shows the general office's board and nothing else, until it is revoked.

    Who holds the key is the seat: the key is shown once, and stored as a digest only. Rows stay as the record.
    """

    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    revoked_by = models.CharField(max_length=120, blank=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(revoked_at=None), name="display_named_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
