"""Rows of the units' work: assignments, co-opinions, returns, meetings."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.states import AssignmentState, UnitRole
from people.models import Account, Section, Unit


class Assignment(models.Model):
    """A unit's part in a case, with its role and its clocks."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in UnitRole])
    part = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=20, default=AssignmentState.PENDING_SIGN)
    version = models.PositiveIntegerField(default=0)
    round = models.PositiveIntegerField(default=1)
    dispatched_on = models.DateField()
    sign_due_on = models.DateField()
    return_until = models.DateField()
    due_on = models.DateField()
    first_due_on = models.DateField(null=True)  # of round 1, once a later round has moved ``due_on``
    signed_for_at = models.DateTimeField(null=True)
    signed_for_by = models.CharField(max_length=120, blank=True)
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    officer = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    replied_on = models.DateField(null=True)
    waived_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["unit", "state", "case"], name="assignment_work"),
            models.Index(fields=["state", "case"], name="assignment_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "unit"],
                condition=~Q(state__in=["RETURNED", "RECALLED", "CANCELLED"]),
                name="unit_once_in_case",
            )
        ]


class CoOpinion(models.Model):
    """A co-handler's opinion to the lead; one that was bounced stays, the next is a new row."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="co_opinions")
    text = models.TextField()
    result_class = models.CharField(max_length=8, blank=True)
    contact = models.CharField(max_length=80)
    standing = models.CharField(max_length=12, default="SUBMITTED")
    submitted_by = models.CharField(max_length=120)
    submitted_at = models.DateTimeField()
    bounced_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]


class ReturnRequest(models.Model):
    """A unit's reasoned request to be relieved of a case (退回), and what was decided."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="return_requests")
    reason = models.TextField()
    basis = models.CharField(max_length=500)
    proposed_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    late = models.BooleanField(default=False)
    level = models.PositiveSmallIntegerField(default=1, db_default=1)  # of the pack's ladder of adjudication
    judge = models.CharField(max_length=40, blank=True, db_default="")
    statement = models.TextField(blank=True, db_default="")
    adjudicate_due_on = models.DateField()
    requested_by = models.CharField(max_length=120)
    requested_at = models.DateTimeField()
    decision = models.CharField(max_length=10, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]


class ExtensionRequest(models.Model):
    """A unit's request for a later due day (延期), and what was decided."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="extension_requests", db_index=False
    )
    until = models.DateField()
    reason = models.TextField()
    statement = models.TextField(blank=True)
    requested_by = models.CharField(max_length=120)
    requested_at = models.DateTimeField()
    decision = models.CharField(max_length=10, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    told_on = models.DateField(null=True)  # the proposer, where the unit extends itself
    told_way = models.CharField(max_length=12, blank=True, default="", db_default="")

    class Meta:
        ordering = ["id"]


class UrgeNotice(models.Model):
    """A reminder in writing by the general office to a unit (催办), with the day for its word, and that word."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="urge_notices", db_index=False
    )
    text = models.TextField()
    reply_by = models.DateField()
    urged_by = models.CharField(max_length=120)
    urged_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["assignment"], condition=Q(answered_at=None), name="urge_open")]


class Meeting(models.Model):
    """A talk with the proposer before, during or after handling (三见面)."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="meetings")
    stage = models.CharField(max_length=8)
    form = models.CharField(max_length=12)
    held_on = models.DateField()
    place = models.CharField(max_length=80, blank=True)
    unit_people = models.CharField(max_length=200)
    proposer_people = models.CharField(max_length=200)
    summary = models.TextField()

    class Meta:
        ordering = ["held_on", "id"]
