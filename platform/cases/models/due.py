"""Rows of due days: each with how it was counted. They are added and never altered: the newest of a kind holds."""

from __future__ import annotations

from django.db import models

from cases.models.case import Case
from cases.models.handling import Assignment


class DueKind(models.TextChoices):
    """What is due by the day; the rule it follows is the reckoning's ``deadline``."""

    DISPATCH = "DISPATCH"  # a paper handed in between sessions is dispatched
    INFORM = "INFORM"  # the proposer is informed that the paper was taken up
    SIGN = "SIGN"
    RETURN = "RETURN"
    CONTACT = "CONTACT"
    ANSWER = "ANSWER"  # the reply or the co-opinion: the assignment's ``due_on``
    ADJUDICATE = "ADJUDICATE"  # subject: the request to be relieved
    FEEDBACK = "FEEDBACK"  # subject: the feedback round
    PUBLISH = "PUBLISH"  # subject: the reply
    FULFILMENT = "FULFILMENT"  # subject: the promise whose keeping is judged
    URGE = "URGE"  # subject: the reminder in writing that the unit answers


class DueDay(models.Model):
    """A due day (办理期限) as it was set under a version of its case, with how it was counted (``rules.counting``)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="due_days")
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, related_name="due_days", db_index=False
    )
    what = models.CharField(max_length=12, choices=DueKind.choices)
    subject = models.BigIntegerField(null=True)
    day = models.DateField()
    reckoning = models.JSONField()
    version = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.what} {self.day}"
