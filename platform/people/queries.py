"""Reading people: the actor behind an account, units, staff of a unit."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from kernel.actor import Actor, Seat
from kernel.clock import today
from people.models import Account, Post, Section, Unit
from people.roles import READ_ONLY, Role


def current_posts() -> QuerySet[Post]:
    """Posts held today."""
    day = today()
    return Post.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


def actor_of(account: Account) -> Actor:
    """The actor an account is today; read-only when every post it holds only reads."""
    posts = list(current_posts().filter(account=account).select_related("unit"))
    return Actor(
        account_id=account.pk,
        name=account.name,
        seats=tuple(Seat(post.role, post.unit_id, post.section_id) for post in posts),
        read_only=all(Role(post.role) in READ_ONLY for post in posts),
        unit_name=posts[0].unit.name if posts else "",
    )


def account_is_read_only(account: Account) -> bool:
    """Whether the account's units of work must run under the read-only database role."""
    roles = set(current_posts().filter(account=account).values_list("role", flat=True))
    return not roles - {role.value for role in READ_ONLY}


def handling_units() -> QuerySet[Unit]:
    """Active units that cases can be dispatched to, in display order."""
    return Unit.objects.filter(active=True).exclude(kind__in=["NPC_OFFICE", "CPPCC_OFFICE"])


def unit_by_name(name: str) -> Unit | None:
    """The unit with this full or short name, or None."""
    return Unit.objects.filter(Q(name=name) | Q(short_name=name)).order_by("id").first()


def staff_of(unit_id: int) -> QuerySet[Post]:
    """Posts held today in one unit by active accounts."""
    return (
        current_posts().filter(unit_id=unit_id, account__is_active=True).select_related("account", "section")
    )


def sections_of(unit_id: int) -> QuerySet[Section]:
    """Sections of one unit."""
    return Section.objects.filter(unit_id=unit_id)
