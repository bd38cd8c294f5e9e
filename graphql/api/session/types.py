"""Viewer, the government, and the role picker."""

from __future__ import annotations

from typing import Any

import graphene
from django.db.models import QuerySet

from api.people.types import AccountChange, Unit
from api.reading.related import acquainted
from api.reading.visible_rows import for_everybody, visible_among
from api.running.context import Context
from api.shapes.enums import CaseKind, Role, Tier, WorkBox
from api.shapes.fields import Row, flag, identity, listed, many, one, text
from api.shapes.refusal import Refusal
from cases.steps.lifecycle import REGISTER
from cases.steps.rights import roles_for
from governments.models import Operator
from kernel.wording import label
from people.account_events import unread_changes
from people.models import Account, AccountEvent, Post
from people.queries import current_posts
from rules.queries import packs_in_force


class Seat(Row):
    """A post that the viewer holds today."""

    role = one(Role, "Its role.")
    role_label = text("Chinese name of the role.")
    unit = graphene.Field(Unit, description="The unit in which it is held.")
    section_name = text("The section, where the post is bound to one.", null=True)


class Viewer(Row):
    """Who is signed in."""

    id = identity("Opaque id of the account.")
    name = text("Name.")
    unit = graphene.Field(Unit, description="Unit of the first seat; null for platform operators.")
    seats = many(Seat, "All posts held today.")
    read_only = flag("Whether the viewer may only look.")
    operator = flag("Whether this is a platform operator, who can read no case.")
    may_register = graphene.Field(
        listed(CaseKind), required=True, description="Kinds of cases the viewer may register."
    )
    home_box = one(WorkBox, "The work-list tab to open first.")
    must_change_password = flag(
        "Whether the password is a one-time one: everything but its change is FORBIDDEN until it is changed."
    )
    account_changes = many(
        AccountChange,
        "What an administrator changed at the own account since one noted it last, newest first.",
    )

    @staticmethod
    def resolve_account_changes(viewer: dict[str, Any], info: Any) -> list[AccountEvent]:
        """None of an operator, or of whoever must choose a password first."""
        if viewer["operator"] or viewer["must_change_password"]:
            return []
        return list(unread_changes(info.context.account.pk))


class Government(Row):
    """The government that this host belongs to."""

    code = text("Code: schema and subdomain.")
    name = text("Full name.")
    short_name = text("Short name.")
    tier = one(Tier, "Administrative level.")
    tier_label = text("Chinese name of the level.")
    parent_name = text("Name of the government above.", null=True)

    @staticmethod
    def resolve_tier_label(government: Any, _info: Any) -> str:
        """From the catalogue."""
        return label("tiers", government.tier.lower())

    @staticmethod
    def resolve_parent_name(government: Any, _info: Any) -> str | None:
        """One look into the registry."""
        return government.parent.name if government.parent_id else None


class DemoSeat(Row):
    """One entry of the role picker."""

    username = text("Account to sign in with.")
    name = text("Fictional person.")
    role_label = text("Chinese name of the role.")
    unit_name = text("Unit.")
    government_code = text("Code of the government; empty for the platform.")
    government_name = text("Name of the government.")
    url = text("Where this seat signs in.")
    note = text("What this seat is good for.")


class Demo(Row):
    """The role picker of a demonstration; everything empty in production."""

    enabled = flag("Whether demonstration mode is on.")
    password = text("The common password of the demonstration accounts; empty when off.")
    seats = many(DemoSeat, "The accounts to choose from.")


class SignInPayload(Row):
    """What signing in answers: exactly one of both."""

    viewer = graphene.Field(Viewer, description="Who is signed in now.")
    refusal = graphene.Field(Refusal, description="Why not.")


class SignOutPayload(Row):
    """What signing out answers."""

    ok = flag("Always true: afterwards nobody is signed in.")


class ChangePasswordPayload(Row):
    """What changing the password answers."""

    ok = flag("Whether it was changed.")
    refusal = graphene.Field(Refusal, description="Why not.")


def viewer_of(context: Context) -> dict[str, Any] | None:
    """The viewer behind a request; None when nobody is signed in here."""
    user = context.user
    if isinstance(user, Operator) and context.government is None:
        return _operator(user)
    if isinstance(user, Account) and context.government is not None:
        return _account(context, user)
    return _without_rights(context.waiting) if context.waiting is not None else None


def _without_rights(person: Account | Operator) -> dict[str, Any]:
    """Who must choose a password first: a name, and nothing that it may do."""
    return {
        "id": person.pk,
        "name": person.name,
        "seats": [],
        "read_only": True,
        "operator": isinstance(person, Operator),
        "may_register": [],
        "home_box": "ALL",
        "must_change_password": True,
    }


def _operator(user: Operator) -> dict[str, Any]:
    return {
        "id": user.pk,
        "name": user.name,
        "seats": [],
        "read_only": False,
        "operator": True,
        "may_register": [],
        "home_box": "ALL",
        "must_change_password": False,
    }


@for_everybody
def _posts(_context: Any) -> QuerySet[Post]:
    """Asked only for the viewer's own."""
    return current_posts().select_related("unit", "section")


def _account(context: Context, account: Account) -> dict[str, Any]:
    posts = visible_among(context, _posts, account=[account.pk])
    acquainted({post.unit for post in posts})
    seats = [
        {
            "role": post.role,
            "role_label": label("roles", post.role),
            "unit": post.unit,
            "section_name": post.section.name if post.section else None,
        }
        for post in posts
    ]
    actor = context.actor
    return {
        "id": account.pk,
        "name": account.name,
        "unit": posts[0].unit if posts else None,
        "seats": seats,
        "read_only": actor.read_only,
        "operator": False,
        "may_register": [
            kind for kind, pack in packs_in_force().items() if roles_for(REGISTER, kind, pack) & actor.roles
        ],
        "home_box": "ALL" if actor.read_only else "TO_DO",
        "must_change_password": False,
    }
