"""Rows of holiday notices (放假安排通知). They are added and never altered: the newest of a year holds."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from outbox.models import CurrentGovernment


class HolidayNotice(models.Model):
    """The State Council's arrangement of one year's holidays, as it was uploaded; a day belongs to one notice.

    ``days_off`` is a day's holiday by day, ``make_up`` the weekend days on which offices are open (调休上班). Both may
    hold days of the December before. ``corrects`` is the notice of the same year that it replaces.
    """

    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=120)
    issued_on = models.DateField(null=True)
    days_off = models.JSONField()
    make_up = models.JSONField()
    uploaded_by = models.CharField(max_length=60)
    uploaded_at = models.DateTimeField(db_default=Now())
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections", db_index=False
    )
    reason = models.TextField(blank=True)
    key = models.CharField(max_length=80, unique=True)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        db_table = 'public"."rules_holidaynotice'
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"], name="notice_first_of_year", condition=Q(corrects__isnull=True)
            ),
            models.UniqueConstraint(fields=["corrects"], name="notice_corrected_once"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.title}"


class CalendarTrial(models.Model):
    """How many running due days of one government an arrangement would move: counted by that government, for a preview.

    Says numbers only, so that whoever may read no case learns nothing of any.
    """

    government = models.TextField(db_default=CurrentGovernment(), editable=False)
    fingerprint = models.CharField(max_length=64)
    cases = models.PositiveIntegerField()
    days = models.PositiveIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = 'public"."rules_calendartrial'
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["fingerprint", "government"], name="trial_once")]

    def __str__(self) -> str:
        return f"{self.government} {self.days}"
