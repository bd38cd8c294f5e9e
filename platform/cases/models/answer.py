"""Rows of the answer: replies and their versions, feedback rounds, commitments."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.handling import Assignment
from cases.states import CommitmentState, FeedbackState, ReplyState


class Reply(models.Model):
    """One reply to one case, from draft to delivery; after issue its text never changes."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="replies")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="replies")
    round = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=20, default=ReplyState.DRAFT)
    version = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=200)
    addressee = models.CharField(max_length=300)
    body = models.TextField()
    class_declared = models.CharField(max_length=8)
    class_reviewed = models.CharField(max_length=8, blank=True)
    publish_mode = models.CharField(max_length=12, default="FULL")
    contact_name = models.CharField(max_length=40)
    contact_phone = models.CharField(max_length=40)
    points = models.JSONField(default=list)
    unsaid = models.TextField(
        blank=True, default="", db_default=""
    )  # numbers of points that the text lacks, e.g. 1、3
    checklist = models.JSONField(default=list)
    returned_times = models.PositiveIntegerField(default=0)
    signed_by = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=60, null=True, unique=True)
    issued_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "assignment"], name="reply_work")]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "case", "round"], condition=~Q(state="VOID"), name="one_reply_a_round"
            )
        ]


class ReplyVersion(models.Model):
    """The text of a reply as it was saved once; never changed."""

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    body = models.TextField()
    edited_by = models.CharField(max_length=120)
    edited_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["reply", "number"], name="reply_version_once")]


class FeedbackRound(models.Model):
    """One round of asking the proposer about one unit's reply, on two axes."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="feedback_rounds")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="feedback_rounds")
    reply = models.OneToOneField(Reply, on_delete=models.PROTECT, related_name="feedback")
    round = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12, default=FeedbackState.SENT)
    version = models.PositiveIntegerField(default=0)
    sent_on = models.DateField()
    due_on = models.DateField()
    returned_on = models.DateField(null=True)
    attitude = models.CharField(max_length=12, blank=True)
    result = models.CharField(max_length=12, blank=True)
    opinion = models.TextField(blank=True)
    channel = models.CharField(max_length=12, blank=True)
    entered_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "due_on"], name="feedback_work")]


class Commitment(models.Model):
    """A promise taken from a point of an issued reply, followed until it is settled."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="commitments")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="commitments")
    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="+", db_index=False)
    content = models.TextField()
    state = models.CharField(max_length=12, default=CommitmentState.OPEN)
    version = models.PositiveIntegerField(default=0)
    promised_on = models.DateField()
    original_promised_on = models.DateField()
    progress = models.TextField(blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "promised_on"], name="commitment_work")]
