"""Shared record: an envelope and its events. Both governments render these rows; nothing is mirrored.

The tables lie in ``public`` under forced row level security: a government meets its own envelopes only,
and the platform's role meets none.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Func, Q

from cases.states import UnitRole
from transfers.states import EnvelopeKind, EnvelopeState


class WritingGovernment(Func):
    """The government whose database role writes the row (``gov_<code>`` -> code)."""

    template = "split_part(current_user::text, '_', 2)"
    output_field = models.TextField()


class Envelope(models.Model):
    """A matter that crosses: who to whom, exactly what is shared, by when. It refers, it does not join."""

    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in EnvelopeKind])
    sender = models.TextField(db_default=WritingGovernment(), editable=False)
    receiver = models.TextField()
    state = models.CharField(max_length=20, default=EnvelopeState.SENT)
    version = models.PositiveIntegerField(default=0)
    sender_case = models.BigIntegerField()
    sender_assignment = models.BigIntegerField(null=True)
    receiver_case = models.BigIntegerField(null=True)
    unit_role = models.CharField(max_length=12, blank=True)
    request_type = models.CharField(max_length=20, blank=True)
    subject = models.JSONField()
    files = models.JSONField(default=list)
    sent_on = models.DateField()
    sign_due_on = models.DateField()
    return_until = models.DateField()
    due_on = models.DateField()

    class Meta:
        db_table = 'public"."transfers_envelope'
        ordering = ["id"]
        indexes = [
            models.Index(fields=["receiver", "state", "due_on"], name="envelope_inbox"),
            models.Index(fields=["sender", "sender_case"], name="envelope_of_case"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "sender_assignment"],
                condition=~Q(state__in=["RETURNED", "DECLINED", "RECALLED"]),
                name="envelope_once_for_assignment",
            ),
            models.UniqueConstraint(
                fields=["receiver", "receiver_case"],
                condition=Q(receiver_case__isnull=False),
                name="envelope_once_for_linked_case",
            ),
            models.CheckConstraint(condition=~Q(sender=F("receiver")), name="envelope_crosses"),
        ]

    @property
    def asks_opinion(self) -> bool:
        """Whether the receiver is a co-handler, who gives an opinion (domain.md T2)."""
        return self.unit_role == UnitRole.CO

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class EnvelopeEvent(models.Model):
    """What one side did to an envelope: only ever added.

    ``worded`` is no column: whether who reads it sees reason and words too.
    """

    worded = False

    envelope = models.ForeignKey(
        Envelope, on_delete=models.PROTECT, related_name="events", db_index=False, db_constraint=True
    )
    version = models.PositiveIntegerField()
    step = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    government = models.TextField(db_default=WritingGovernment(), editable=False)
    actor = models.CharField(max_length=120)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        db_table = 'public"."transfers_envelopeevent'
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["envelope", "version"], name="envelope_event_once"),
            models.UniqueConstraint(fields=["government", "key"], name="envelope_key_once"),
        ]
