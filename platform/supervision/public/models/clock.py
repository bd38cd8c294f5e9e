"""Rows of the clock: due dates that run, jobs that are due, daily work whose jobs have been queued.

They name a government, a case and an assignment by key and say nothing of what a case holds.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from outbox.models import CurrentGovernment


class ClockKind(models.TextChoices):
    """What a unit must have done by the due day: answer, give its co-opinion, sign for the case."""

    LEAD = "LEAD"
    CO = "CO"
    SIGN = "SIGN"


class Clock(models.Model):
    """One running due date with the days on which it rings. Planned from a government's own rows; see ``planning``."""

    government = models.TextField(db_default=CurrentGovernment(), editable=False)
    case_id = models.BigIntegerField()
    assignment_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    kind = models.CharField(max_length=4, choices=ClockKind.choices)
    due_on = models.DateField()
    rings = ArrayField(models.DateField())
    rungs = ArrayField(models.CharField(max_length=3))
    next_on = models.DateField(null=True)
    unannounced = models.PositiveSmallIntegerField(null=True)

    class Meta:
        db_table = 'public"."supervision_clock'
        ordering = ["id"]
        indexes = [
            models.Index(fields=["next_on"], name="clock_rings_next", condition=Q(next_on__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "case_id", "assignment_id", "kind"], name="clock_once_in_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.government}:{self.assignment_id} {self.due_on}"


class Job(models.Model):
    """One piece of timed work in one government. Done jobs are deleted; dead ones stay with their error."""

    government = models.TextField(db_default=CurrentGovernment(), editable=False)
    task = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    payload = models.JSONField(db_default={})
    due_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(db_default=0)
    last_error = models.TextField(blank=True, db_default="")
    dead_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'public"."supervision_job'
        ordering = ["id"]
        indexes = [
            models.Index(fields=["government", "due_at", "id"], name="job_lane", condition=Q(dead_at=None))
        ]
        constraints = [models.UniqueConstraint(fields=["government", "key"], name="job_once")]

    def __str__(self) -> str:
        return f"{self.task} {self.government}:{self.key}"


class DailyRound(models.Model):
    """A daily task whose jobs have been queued for a day; the platform's own."""

    task = models.CharField(max_length=40)
    day = models.DateField()

    class Meta:
        db_table = 'public"."supervision_dailyround'
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["task", "day"], name="daily_round_once")]


class LastScan(models.Model):
    """When the clocks were last scanned, by the database's clock and ours; one row, the platform's."""

    at = models.DateTimeField()
    day = models.DateField()

    class Meta:
        db_table = 'public"."supervision_lastscan'
        ordering = ["id"]
