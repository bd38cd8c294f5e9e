"""Registry: governments, the hosts they answer to, and the platform's own operators.

Tables are named with their schema, because a government's search path does not contain ``public``.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import F, Q
from django_tenants.models import DomainMixin, TenantMixin

from governments.entering.roles import reading_role_of, role_of
from signin.models import SignsIn


class Tier(models.TextChoices):
    """Administrative level of a government (codes are named in the catalogue)."""

    CITY = "CITY"
    DISTRICT = "DISTRICT"
    COUNTY = "COUNTY"


class State(models.TextChoices):
    """Whether a government is served."""

    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"


class Government(TenantMixin):
    """One government: its schema, roles and place in the hierarchy. ``code`` is schema name and subdomain."""

    auto_create_schema = (
        False  # governments.provisioning.founding builds it, in one transaction with this row
    )
    auto_drop_schema = False

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80, unique=True)
    short_name = models.CharField(max_length=24)
    # 发文机关代字 of letters in the government's own name, e.g. 滨政; empty: those of its general office
    number_prefix = models.CharField(max_length=24, blank=True, default="", db_default="")
    tier = models.CharField(max_length=10, choices=Tier.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    schema_version = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = 'public"."governments_government'
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(schema_name=F("code")), name="schema_is_named_by_code")
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def role_name(self) -> str:
        """The database role that owns the schema."""
        return role_of(str(self.schema_name))

    @property
    def reading_role_name(self) -> str:
        """The database role that may only look."""
        return reading_role_of(str(self.schema_name))

    @property
    def served(self) -> bool:
        """Whether it is in service; ``registry.why_not_served`` looks at its tables too."""
        return self.state == State.ACTIVE


class Domain(DomainMixin):
    """A host name that a government answers to: lower case, no port."""

    class Meta:
        db_table = 'public"."governments_domain'


class Spare(models.Model):
    """A schema that is built and belongs to nobody yet; handed out by ``governments.provisioning.spares``."""

    schema_version = models.CharField(max_length=64)
    built_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = 'public"."governments_spare'
        ordering = ["id"]

    def __str__(self) -> str:
        return self.schema_name

    @property
    def schema_name(self) -> str:
        """What the schema is called until it is handed out."""
        return f"spare_{self.pk:04d}"


class OperatorManager(BaseUserManager["Operator"]):
    """What Django's sign-in asks of a user model."""


class Operator(SignsIn):
    """A platform operator (平台管理员): exists in public only and can read no case."""

    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[Any] = OperatorManager()
    USERNAME_FIELD = "username"

    class Meta:
        db_table = 'public"."governments_operator'
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class OperatorChangeKind(models.TextChoices):
    """What is done to an operator's account; codes are named in the catalogue."""

    CREATED = "CREATED"
    STOPPED = "STOPPED"
    ALLOWED = "ALLOWED"
    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105 - a code
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105 - a code


class OperatorEvent(models.Model):
    """One change to an operator's account: only added; the database refuses to alter or remove it."""

    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="events")
    change = models.CharField(max_length=16, choices=OperatorChangeKind.choices)
    by_label = models.CharField(max_length=60)  # the operator, or the machine's login at the terminal
    at = models.DateTimeField()

    class Meta:
        db_table = 'public"."governments_operatorevent'
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.change} {self.operator_id}"
