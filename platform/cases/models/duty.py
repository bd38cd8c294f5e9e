"""Rows of duties: what is to be done about a case, by whom, since when and until when. They follow from the case."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.handling import Assignment
from people.models import Account, Unit


class CaseDuty(models.Model):
    """One duty of a case as its last step left it; the door keeps the rows, the judgement of steps says them.

    ``seats`` are keys of those who may act (``cases.steps.rights``), none where another government is waited for.
    Before ``begins_on`` the duty is only followed. ``due_on`` is the day by which these seats must have acted.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="duties", db_index=False)
    duty = models.CharField(max_length=20)
    step = models.CharField(max_length=24)
    machine = models.CharField(max_length=12)
    subject = models.BigIntegerField()
    part = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    seats = ArrayField(models.CharField(max_length=40))
    person = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    since = models.DateTimeField()
    due_on = models.DateField(null=True)
    begins_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [GinIndex(fields=["seats"], name="duty_seats")]
        constraints = [
            models.UniqueConstraint(fields=["case", "duty", "machine", "subject"], name="duty_once")
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.case_id}"


def begun(day: object) -> Q:
    """Duties that exist on a day."""
    return Q(begins_on=None) | Q(begins_on__lte=day)
