"""Rows of rule packs: issued versions, which never change, drafts of the next ones, and who did what with them."""

from __future__ import annotations

from django.db import models


class RulePack(models.Model):
    """One issued version of the rules for one kind of case; ``body`` follows ``rules/pack.schema.json``.

    Never changed: a newer version follows it. From ``effective_on`` on new cases are registered under it, until a
    later version takes over. ``running_go_over``: whether cases that run on that day go over to it, too.
    """

    kind = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=80)
    body = models.JSONField()
    effective_on = models.DateField()
    issued_by = models.CharField(max_length=120, blank=True, default="", db_default="")
    issued_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=400, blank=True, default="", db_default="")
    running_go_over = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="pack_version_once")]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"


class PackDraft(models.Model):
    """A pack that is being written: may hold problems, has no version number, and no case ever follows it.

    ``revision`` counts its savings, so that nobody overwrites what another has saved meanwhile.
    """

    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=80)
    body = models.JSONField()
    origin = models.CharField(max_length=200)
    revision = models.PositiveIntegerField(default=1)
    saved_by = models.CharField(max_length=120)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.title} ({self.revision})"


class PackEntry(models.Model):
    """What was done with packs and drafts, by whom and when; never changed. ``key`` is the caller's."""

    step = models.CharField(max_length=24)
    draft_id = models.BigIntegerField()
    pack = models.ForeignKey(RulePack, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=120)
    at = models.DateTimeField()
    key = models.CharField(max_length=100, unique=True)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
