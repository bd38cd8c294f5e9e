"""Rows of imports that were run: which file, by whom, with what result."""

from __future__ import annotations

from django.db import models


class ImportRun(models.Model):
    """One import that was not a dry run; ``problems`` are its row errors as they were shown."""

    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    sessions = models.JSONField(default=list)
    actor = models.CharField(max_length=120)
    at = models.DateTimeField()
    added = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    problems = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.file_name} +{self.added}"
