"""Row of the registry."""

from __future__ import annotations

from typing import Any

from api.shapes.enums import GovernmentState, Tier
from api.shapes.fields import Row, one, text
from kernel.wording import label


class GovernmentRow(Row):
    """A government, as the platform operator's list shows it. Says nothing about its cases."""

    code = text("Code: schema and subdomain.")
    name = text("Full name.")
    tier = one(Tier, "Its level.")
    tier_label = text("The same in Chinese.")
    parent_name = text("Name of the government above.", null=True)
    host = text("The host name it answers to.")
    state = one(GovernmentState, "Whether it is served.")
    state_label = text("The same in Chinese.")
    schema_version = text("Version of its tables.")

    @staticmethod
    def resolve_tier_label(government: Any, _info: Any) -> str:
        """From the catalogue."""
        return label("tiers", government.tier.lower())

    @staticmethod
    def resolve_parent_name(government: Any, _info: Any) -> str | None:
        """Loaded with the list."""
        return government.parent.name if government.parent else None

    @staticmethod
    def resolve_host(government: Any, _info: Any) -> str:
        """The primary one."""
        hosts = sorted(government.domains.all(), key=lambda one: (not one.is_primary, one.pk))
        return hosts[0].domain if hosts else ""

    @staticmethod
    def resolve_state_label(government: Any, _info: Any) -> str:
        """From the catalogue."""
        return label("government_states", government.state)
