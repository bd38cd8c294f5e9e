"""Rows of rule packs. A pack is never changed: a new version is added, running cases keep theirs."""

from __future__ import annotations

from django.db import models


class RulePack(models.Model):
    """One version of the rules for one kind of case; ``body`` follows ``rules/pack.schema.json``."""

    kind = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=80)
    body = models.JSONField()
    effective_on = models.DateField()

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="pack_version_once")]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"
