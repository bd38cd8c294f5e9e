"""Rows of the paper itself: session, proposers, the case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cases.states import FOR_OPINION, CaseState, Origin
from people.models import Unit
from rules.models import RulePack


class CaseKind(models.TextChoices):
    """What a case is by law; the two kinds have rules of their own."""

    SUGGESTION = "SUGGESTION"
    PROPOSAL = "PROPOSAL"


class Period(models.TextChoices):
    """Whether a paper was handed in around a meeting or between two (闭会期间); named in the catalogue."""

    IN_SESSION = "IN_SESSION"
    BETWEEN_SESSIONS = "BETWEEN_SESSIONS"


class CaseSession(models.Model):
    """The meeting a case belongs to (届次), e.g. 市十六届人大四次会议."""

    kind = models.CharField(max_length=12, choices=CaseKind.choices)
    name = models.CharField(max_length=80, unique=True)
    year = models.PositiveIntegerField()
    opened_on = models.DateField()

    class Meta:
        ordering = ["-year", "id"]

    def __str__(self) -> str:
        return self.name


class Proposer(models.Model):
    """Who files: a deputy, a member, or a collective (代表团, 党派, 界别, ...)."""

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    group = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["name", "kind", "group"], name="proposer_once")]

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    """One suggestion or proposal. ``state`` moves only through the door; ``version`` counts its events."""

    kind = models.CharField(max_length=12, choices=CaseKind.choices)
    session = models.ForeignKey(CaseSession, on_delete=models.PROTECT, null=True, related_name="cases")
    pack = models.ForeignKey(RulePack, on_delete=models.PROTECT, db_index=False, related_name="+")
    registration_no = models.CharField(max_length=40)
    case_no = models.CharField(max_length=40, null=True, unique=True)
    title = models.CharField(max_length=200)
    body = models.TextField()
    category = models.CharField(max_length=40, blank=True)
    period = models.CharField(max_length=16, default=Period.IN_SESSION)
    proposed_unit = models.CharField(max_length=80, blank=True)
    publish_consent = models.BooleanField(default=True)
    protect_proposer = models.BooleanField(default=False)
    lead_proposer_name = models.CharField(max_length=80)
    proposer_count = models.PositiveIntegerField(default=1)

    state = models.CharField(max_length=20, default=CaseState.REGISTERED)
    version = models.PositiveIntegerField(default=0)
    registered_on = models.DateField()
    filed_on = models.DateField(null=True)
    dispatched_on = models.DateField(null=True)
    co_due_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    replied_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    complex = models.BooleanField(default=False)
    requirements = models.TextField(blank=True)
    lead_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="led_cases")
    not_filed_ground = models.CharField(max_length=20, blank=True)
    disposal = models.CharField(max_length=20, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged_cases")
    result_class = models.CharField(max_length=8, blank=True)
    origin = models.CharField(max_length=8, default=Origin.OWN, db_default=Origin.OWN.value)
    envelope = models.BigIntegerField(null=True, unique=True)
    upper_due_on = models.DateField(null=True)
    reported_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    source_key = models.CharField(max_length=64, null=True, unique=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "session", "registration_no"], name="registration_no_once"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="case_work"),
            models.Index(fields=["due_on", "id"], name="case_by_due"),
            models.Index(fields=["registered_on", "id"], name="case_by_registration"),
        ]

    def __str__(self) -> str:
        return f"{self.case_no or self.registration_no} {self.title}"

    @property
    def linked(self) -> bool:
        """Whether the case came from another government, which receives its answer."""
        return self.origin != Origin.OWN

    @property
    def asked_opinion(self) -> bool:
        """Whether that government wants an opinion, and no answer to the proposer."""
        return self.origin in FOR_OPINION

    @property
    def consulted(self) -> bool:
        """Whether it is a consultation (征求会办意见): all that is said of it speaks of an opinion (T2)."""
        return self.origin == Origin.CONSULT


class CaseProposer(models.Model):
    """A proposer of a case, in the order of signing; exactly one leads."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="case_proposers", db_index=False)
    proposer = models.ForeignKey(Proposer, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    is_lead = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="proposer_position_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(is_lead=True), name="one_lead_proposer"),
        ]
