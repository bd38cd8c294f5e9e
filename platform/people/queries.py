"""Reading people: the actor behind an account, units, staff of a unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from django.db.models import Q, QuerySet

from kernel.actor import Actor, Seat
from kernel.clock import today
from kernel.sql.rows import Reading
from kernel.sql.statements import (
    ACCOUNT_PARAM,
    DAY_PARAM,
    KEY_PARAM,
    KEYS_PARAM,
    Statement,
)
from people.models import Account, Post, Section, Unit
from people.roles import READ_ONLY, Role

Posts = Sequence[tuple[str, int, int | None, str]]  # role, unit, section and the unit's name


def current_posts(day: date | None = None) -> QuerySet[Post]:
    """Posts held on a day (today)."""
    day = day or today()
    return Post.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


def actor_of(account: Account) -> Actor:
    """The actor an account is today; read-only when every post it holds only reads."""
    posts = _posts_of(account)
    return Actor(
        account_id=account.pk,
        name=account.name,
        seats=tuple(Seat(role, unit, section) for role, unit, section, _ in posts),
        read_only=all(Role(role) in READ_ONLY for role, *_ in posts),
        unit_name=posts[0][3] if posts else "",
    )


def _posts_of(account: Account) -> Posts:
    """The posts that an account holds today, as rows."""
    return _seats_on(today()).rows({KEY_PARAM: account.pk})


@lru_cache(maxsize=2)
def _seats_on(_day: date) -> Statement:
    """Role, unit, section and unit's name of the posts that an account holds on the present day."""
    posts = current_posts().filter(account=KEY_PARAM)
    return Statement.of(posts.values_list("role", "unit_id", "section_id", "unit__name"))


def account_is_read_only(account: Account) -> bool:
    """Whether the account's units of work must run under the read-only database role."""
    return all(Role(role) in READ_ONLY for role, *_ in _posts_of(account))


def handling_units() -> QuerySet[Unit]:
    """Active units that cases can be dispatched to, in display order."""
    return Unit.objects.filter(active=True).exclude(kind__in=["NPC_OFFICE", "CPPCC_OFFICE"])


def handling_units_of(keys: Sequence[int]) -> dict[int, Unit]:
    """Those of these units that cases can be dispatched to, by key."""
    return {unit.pk: unit for unit in _handling().rows({KEYS_PARAM: list(keys)})}


@cache
def _handling() -> Reading[Unit]:
    return Reading.of(handling_units().filter(pk__in=[KEYS_PARAM]))


def general_office() -> Unit | None:
    """The government's general office: the first, where there are several."""
    return Unit.objects.filter(kind="GENERAL_OFFICE", active=True).first()


def unit_by_name(name: str) -> Unit | None:
    """The unit with this full or short name, or None."""
    return Unit.objects.filter(Q(name=name) | Q(short_name=name)).order_by("id").first()


def staff_of(unit_id: int, day: date | None = None) -> QuerySet[Post]:
    """Posts held today (on a day) in one unit by active accounts."""
    posts = current_posts(day).filter(unit_id=unit_id, account__is_active=True)
    return posts.select_related("account", "section")


class PostHolder(NamedTuple):
    """The post of somebody: name, and the section where the post is in one."""

    name: str
    section_id: int | None
    section: str


def post_of(unit_id: int, account_id: int) -> PostHolder | None:
    """The first post that an active account holds today in a unit, or None."""
    values = {KEY_PARAM: unit_id, ACCOUNT_PARAM: account_id, DAY_PARAM: today()}
    return next((PostHolder(name, pk, section or "") for name, pk, section in _post().rows(values)), None)


@cache
def _post() -> Statement:
    posts = staff_of(KEY_PARAM, DAY_PARAM).filter(account_id=ACCOUNT_PARAM)
    return Statement.of(posts.values_list("account__name", "section_id", "section__name"))


def sections_of(unit_id: int) -> QuerySet[Section]:
    """Sections of one unit."""
    return Section.objects.filter(unit_id=unit_id)
