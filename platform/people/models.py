"""Rows of units, sections, accounts and posts of one government."""

from __future__ import annotations

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import F, Q

from people.roles import Role
from signin.models import SignsIn


class UnitKind(models.TextChoices):
    """What kind of body a unit is; codes are named in the catalogue."""

    GENERAL_OFFICE = "GENERAL_OFFICE"
    BUREAU = "BUREAU"
    TOWN = "TOWN"
    LOWER_GOVERNMENT = "LOWER_GOVERNMENT"
    NPC_OFFICE = "NPC_OFFICE"
    CPPCC_OFFICE = "CPPCC_OFFICE"
    OTHER = "OTHER"


class Unit(models.Model):
    """A body that dispatches, handles or watches cases (承办单位, 政府办, 代表工委, 提案委)."""

    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=80, unique=True)
    short_name = models.CharField(max_length=24)
    kind = models.CharField(max_length=20, choices=UnitKind.choices, default=UnitKind.BUREAU)
    number_prefix = models.CharField(max_length=24, blank=True)
    position = models.PositiveIntegerField(default=0)
    active = models.BooleanField(default=True)
    # For a lower government that uses this system too: its code. Cases go to it through the exchange.
    government = models.CharField(max_length=40, blank=True, default="", db_default="")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["government"], condition=~Q(government=""), name="unit_of_a_government_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """An internal office of a unit that drafts (承办科室)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="sections")
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="section_once")]

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """What Django's sign-in asks of a user model."""


class Account(SignsIn):
    """A person who may sign in to this government."""

    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    is_active = models.BooleanField(default=True)
    changes_seen = models.BigIntegerField(
        default=0, db_default=0
    )  # the newest ``AccountEvent`` the person has noted

    objects = AccountManager()
    USERNAME_FIELD = "username"

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A role that an account holds in a unit, from a day until (excluding) another or for good."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="posts", db_index=False
    )
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "unit", "role"], condition=Q(until=None), name="post_held_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="post_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.role}"


class AccountChangeKind(models.TextChoices):
    """What an administrator does to an account; codes are named in the catalogue."""

    CREATED = "CREATED"
    POST_GIVEN = "POST_GIVEN"
    POST_ENDED = "POST_ENDED"
    STOPPED = "STOPPED"
    ALLOWED = "ALLOWED"
    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105 - a code


class AccountEvent(models.Model):
    """One change to an account (账号变动): only added; the database refuses to alter or remove it."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="events")
    change = models.CharField(max_length=16, choices=AccountChangeKind.choices)
    post = models.CharField(max_length=160, blank=True)  # unit, section and role as they were called then
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    by_label = models.CharField(max_length=130)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.change} {self.account_id}"


class SavedFilter(models.Model):
    """A work-list view that an account has kept: its name and the page's query string."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="filter_named_once")]

    def __str__(self) -> str:
        return self.name


class KeyedChange(models.Model):
    """A change that was made for a caller's key, so that a repeated request has no second effect."""

    step = models.CharField(max_length=24)
    row = models.BigIntegerField()  # what it was about; of which table, the step says
    at = models.DateTimeField()
    key = models.CharField(max_length=100, unique=True)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.step} {self.row}"
