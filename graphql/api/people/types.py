"""Units and the people in them, as a viewer may see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import graphene
from django.db.models import QuerySet

from api.governments.names import name_of
from api.reading.related import computed, related
from api.reading.visible_rows import ViewerContext, for_everybody
from api.running.context import Context
from api.shapes.enums import AccountChangeKind, Role, UnitKind
from api.shapes.fields import Row, day, flag, identity, listed, many, moment, one, text
from api.shapes.refusal import Refusal
from cases.reading.queries import sees_everything
from kernel.wording import label
from people.models import AccountEvent, Post
from people.models import Section as SectionRow
from people.models import Unit as UnitRow
from people.queries import current_posts
from people.roles import Role as RoleCode
from people.roles import roles_of


class Section(Row):
    """An internal office of a unit (科室)."""

    id = identity()
    name = text("Name.")


class Person(Row):
    """Somebody who holds a post."""

    id = identity("Opaque id of the account.")
    name = text("Name.")
    roles = graphene.Field(listed(Role), required=True, description="Roles held in the unit.")
    role_label = text("The same in Chinese.")
    section_name = text("Name of the section of the first post.", null=True)


def people_of(posts: Sequence[Post]) -> list[dict[str, Any]]:
    """One person per account, with the roles of all its posts."""
    found: dict[int, dict[str, Any]] = {}
    for post in posts:
        role = label("roles", post.role)
        section = post.section.name if post.section else None
        person = found.setdefault(
            post.account_id,
            {
                "id": post.account_id,
                "name": post.account.name,
                "roles": [],
                "role_label": "",
                "section_name": section,
            },
        )
        person["roles"].append(post.role)
        person["role_label"] = f"{person['role_label']}、{role}".lstrip("、")
    return list(found.values())


@for_everybody
def _sections(_context: ViewerContext) -> QuerySet[SectionRow]:
    return SectionRow.objects.all()


def _staff(context: Context, units: Sequence[UnitRow]) -> dict[int, list[dict[str, Any]]]:
    """Staff of the units whose staff the viewer may see: the own ones; the general office sees all."""
    actor = context.actor
    shown = [unit.pk for unit in units if sees_everything(actor) or unit.pk in actor.unit_ids]
    posts = current_posts().filter(unit_id__in=shown, account__is_active=True)
    held: dict[int, list[Post]] = {}
    for post in posts.select_related("account", "section"):
        held.setdefault(post.unit_id, []).append(post)
    return {unit_id: people_of(posts) for unit_id, posts in held.items()}


class MirroredGovernment(Row):
    """A government below, for which a unit of this one stands."""

    code = text("Its code: its schema, and the name of its host.")
    name = text("Its name.")


def _mirrored(_context: Context, units: Sequence[UnitRow]) -> dict[int, dict[str, str]]:
    """By their links, and the registry that the process has in memory."""
    return {
        one.pk: {"code": one.government, "name": name_of(one.government)} for one in units if one.government
    }


class Unit(Row):
    """A body that dispatches, handles or watches cases."""

    id = identity()
    code = text("Short code, unique in the government.")
    name = text("Full name.")
    short_name = text("Name as lists show it.")
    kind = one(UnitKind, "Kind of body.")
    kind_label = text("The same in Chinese.")
    roles = graphene.Field(
        listed(Role), required=True, description="The roles that can be held in a unit of its kind."
    )
    lower_government = flag("Whether it stands for a government below, to which cases go by the exchange.")
    government = one(
        MirroredGovernment,
        "The government below that it stands for; null for a body of this government.",
        null=True,
        resolver=computed(_mirrored),
    )
    sections = many(Section, "Its sections.", resolver=related("sections", _sections))
    staff = many(
        Person,
        "Who holds a post there today; shown to the unit itself and the general office.",
        resolver=computed(_staff, ()),
    )

    @staticmethod
    def resolve_kind_label(unit: UnitRow, _info: Any) -> str:
        """From the catalogue."""
        return label("unit_kinds", unit.kind)

    @staticmethod
    def resolve_roles(unit: UnitRow, _info: Any) -> list[RoleCode]:
        """By its kind."""
        return roles_of(unit.kind)

    @staticmethod
    def resolve_lower_government(unit: UnitRow, _info: Any) -> bool:
        """By its link."""
        return bool(unit.government)


class SavedFilter(Row):
    """A work-list view that the viewer has kept."""

    id = identity()
    name = text("Its name.")
    query = text("URL search string of the list page.")


class HeldPost(Row):
    """A post that an account holds today, as the administrator sees it."""

    id = identity()
    unit_name = text("The unit.")
    section_name = text("The section, where the post is bound to one.", null=True)
    role = one(Role, "The role.")
    role_label = text("The same in Chinese.")
    since = day("From which day.")


class AccountRow(Row):
    """An account, as the administrator sees it."""

    id = identity()
    username = text("What the person signs in with.")
    name = text("The person's name.")
    unit_name = text("Unit of the first post held today; empty without one.")
    roles = graphene.Field(listed(Role), required=True, description="Roles held today.")
    role_labels = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="The same in Chinese."
    )
    posts = many(HeldPost, "The posts held today.")
    active = flag("Whether it may sign in.")
    last_login = moment("When it last signed in.", null=True)
    locked_out = flag("Whether too many failed sign-ins have locked it for a while.")


class AccountChange(Row):
    """One change to an account; on record for good."""

    id = identity()
    change = one(AccountChangeKind, "What was done.")
    change_label = text("What was done, in Chinese.")
    post = text("The post that was given or ended, as it was called then; empty for other changes.")
    by_label = text("Who did it: name and unit, as they were called then.")
    at = moment("When.")

    @staticmethod
    def resolve_change_label(event: AccountEvent, _info: Any) -> str:
        """From the catalogue."""
        return label("account_changes", event.change)


class SavedFilterPayload(Row):
    """What saving a view answers: exactly one of both."""

    filter = graphene.Field(SavedFilter, description="The view as kept.")
    refusal = graphene.Field(Refusal, description="Why it was refused.")


class DeletedPayload(Row):
    """What deleting answers."""

    ok = flag("Whether there was something to delete.")


class AccountPayload(Row):
    """What a change to an account answers."""

    account = graphene.Field(AccountRow, description="The account as it now is.")
    one_time_password = text("Password for the first sign-in, shown this once.", null=True)
    refusal = graphene.Field(Refusal, description="Why it was refused.")


class ResetPasswordPayload(Row):
    """What resetting a password answers: exactly one of both."""

    one_time_password = text("Password for the next sign-in, shown this once.", null=True)
    refusal = graphene.Field(Refusal, description="Why it was refused.")
