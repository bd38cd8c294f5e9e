"""Rows of imports that were run: which file, by whom, with what result."""

from __future__ import annotations

from django.db import models


class ImportState(models.TextChoices):
    """Whether an import came to its end; INTERRUPTED ones left whole batches, which a further run completes."""

    RUNNING = "RUNNING"
    DONE = "DONE"
    INTERRUPTED = "INTERRUPTED"


class ImportRun(models.Model):
    """One import that was not a dry run, from its beginning; ``problems`` are its row errors as they were shown."""

    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    sessions = models.JSONField(default=list)
    actor = models.CharField(max_length=120)
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=ImportState.choices, default=ImportState.RUNNING)
    ended_at = models.DateTimeField(null=True)
    added = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.file_name} +{self.added}"
