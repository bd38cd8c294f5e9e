"""Rows of assessment: schemes, runs, scores with their items, and the evidence behind every point.

Evidence names cases, parts and events by key alone (they are never deleted) and stands once for each thing measured,
however many items of a scheme use it: an item finds its evidence by run, unit and basis.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.models import Unit


class SubjectGroup(models.TextChoices):
    """Who is ranked together; bodies of two groups are never compared."""

    BUREAUS = "BUREAUS"
    LOWER_GOVERNMENTS = "LOWER_GOVERNMENTS"


class RunState(models.TextChoices):
    """A trial may be replaced by a later one; a frozen run never changes (the database refuses)."""

    DRAFT = "DRAFT"
    SUPERSEDED = "SUPERSEDED"
    FROZEN = "FROZEN"


class Outcome(models.TextChoices):
    """What a row of evidence does to the item: adds, takes away, or is listed without effect."""

    COUNTED = "COUNTED"
    LOST = "LOST"
    EXCLUDED = "EXCLUDED"


class Scheme(models.Model):
    """One version of a scoring scheme for one year; never changed, only followed by another version."""

    code = models.CharField(max_length=40)
    year = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    body = models.JSONField()
    # As its author wrote it, with remarks and in their order; empty for versions from before texts were kept.
    text = models.TextField(blank=True, default="")
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=120)
    note = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        ordering = ["-year", "code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "year", "version"], name="scheme_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year} v{self.version}"


class Run(models.Model):
    """One scoring of a group by a scheme as things stood at the end of ``cut_off``; ``digest`` is of its inputs."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="runs", db_index=False)
    year = models.PositiveIntegerField()
    cut_off = models.DateField()
    subject_group = models.CharField(max_length=20, choices=SubjectGroup.choices)
    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.DRAFT)
    digest = models.CharField(max_length=64)
    started_by = models.CharField(max_length=120)
    started_at = models.DateTimeField()
    frozen_by = models.CharField(max_length=120, blank=True)
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "year", "subject_group", "cut_off"],
                condition=Q(state="FROZEN"),
                name="frozen_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme_id} {self.subject_group} {self.cut_off}"

    @property
    def of_a_whole_day(self) -> bool:
        """Whether the cut-off day had ended when it was scored: otherwise it can be tried, and not frozen."""
        return timezone.localdate(self.started_at) > self.cut_off


class Entry(models.Model):
    """What was done with schemes and runs, by whom and when; never changed. ``key`` is the caller's."""

    step = models.CharField(max_length=24)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=120)
    at = models.DateTimeField()
    key = models.CharField(max_length=100, unique=True)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]


class Score(models.Model):
    """What one unit got in one run. A unit that is not ranked (不参评) has a reason and neither total nor rank."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="scores", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    total = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    rank = models.PositiveIntegerField(null=True)
    not_ranked = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["rank", "id"]
        constraints = [models.UniqueConstraint(fields=["run", "unit"], name="score_once")]


class ScoreItem(models.Model):
    """One item of a score: the fraction measured, the weight as it applied, and the points.

    ``exact`` is the points before rounding, as a fraction; ``denominator`` is null for what only counts events.
    """

    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="items", db_index=False)
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    basis = models.PositiveIntegerField()
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField(null=True)
    weight = models.DecimalField(max_digits=12, decimal_places=6)
    points = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    exact = models.CharField(max_length=80)
    explanation = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["score", "position"], name="score_item_once")]


class Evidence(models.Model):
    """One part of one case, or one event, behind what was measured. ``reason`` is a code of the catalogue."""

    run_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    basis = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reason = models.CharField(max_length=20)
    case_id = models.BigIntegerField()
    assignment_id = models.BigIntegerField()
    event_id = models.BigIntegerField(null=True)
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["run_id", "unit_id", "basis", "id"], name="evidence_of_score")]
