"""Changes to people: units, sections, accounts, posts, saved views. Each checks the actor's right itself."""

from __future__ import annotations

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kernel.actor import Actor
from kernel.clock import today
from kernel.refusals import NotPermitted, NotVisible, Refusal
from people.models import Account, Post, SavedFilter, Section, Unit, UnitKind
from people.queries import current_posts
from people.roles import Role

ONE_TIME_BYTES = 9
LONGEST_NAME = 40


def _require_administrator(actor: Actor) -> None:
    if not actor.system and Role.ADMINISTRATOR not in actor.roles:
        raise NotPermitted("only_administrator")


def add_unit(
    actor: Actor,
    *,
    code: str,
    name: str,
    short_name: str,
    kind: str,
    prefix: str = "",
    position: int = 0,
    government: str = "",
) -> Unit:
    """Add a unit, or return the one that already has this code.

    ``government`` is the code of a lower government that uses this system too: cases go to it by the exchange.
    """
    _require_administrator(actor)
    if government and kind != UnitKind.LOWER_GOVERNMENT:
        raise Refusal("not_a_government_unit", field="government")
    unit, _ = Unit.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "short_name": short_name,
            "kind": kind,
            "number_prefix": prefix,
            "position": position,
            "government": government,
        },
    )
    return unit


@transaction.atomic
def link_government(actor: Actor, *, code: str, government: str) -> Unit:
    """Say that the unit ``code`` is a lower government that now uses this system too."""
    _require_administrator(actor)
    unit = Unit.objects.select_for_update().filter(code=code).first()
    if unit is None:
        raise NotVisible("unit_unknown")
    if unit.kind != UnitKind.LOWER_GOVERNMENT:
        raise Refusal("not_a_government_unit", field="government")
    unit.government = government
    unit.save(update_fields=["government"])
    return unit


def add_section(actor: Actor, *, unit: Unit, name: str) -> Section:
    """Add a section to a unit, or return the one of this name."""
    _require_administrator(actor)
    section, _ = Section.objects.get_or_create(unit=unit, name=name)
    return section


@transaction.atomic
def create_account(
    actor: Actor,
    *,
    username: str,
    name: str,
    unit_id: int,
    role: Role,
    section_id: int | None = None,
    password_hash: str | None = None,
) -> tuple[Account, str]:
    """Create an account with one post; returns it with its one-time password (empty when a hash is given)."""
    _require_administrator(actor)
    for field, label, value in (("username", "账号", username), ("name", "姓名", name)):
        if not value.strip():
            raise Refusal("field_required", field=field, label=label)
        if len(value.strip()) > LONGEST_NAME:
            raise Refusal("too_long", field=field, label=label)
    _check_place(unit_id, section_id)
    one_time = "" if password_hash else secrets.token_urlsafe(ONE_TIME_BYTES)
    account = Account(username=username.strip(), name=name.strip(), must_change_password=not password_hash)
    if password_hash:
        account.password = password_hash
    else:
        account.set_password(one_time)
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as error:
        raise Refusal("username_taken", field="username", username=username) from error
    Post.objects.create(account=account, unit_id=unit_id, section_id=section_id, role=role, since=today())
    return account, one_time


def _check_place(unit_id: int, section_id: int | None) -> None:
    if not Unit.objects.filter(pk=unit_id).exists():
        raise NotVisible("unit_unknown", field="unitId")
    if section_id is not None and not Section.objects.filter(pk=section_id, unit_id=unit_id).exists():
        raise Refusal("section_of_other_unit", field="sectionId")


@transaction.atomic
def add_post(
    actor: Actor, account_id: int, *, unit_id: int, role: Role, section_id: int | None = None
) -> Account:
    """Give an account a post from today; one that it already holds is refused."""
    _require_administrator(actor)
    account = _account(account_id)
    _check_place(unit_id, section_id)
    if current_posts().filter(account=account, unit_id=unit_id, role=role).exists():
        raise Refusal("post_held", field="role")
    Post.objects.create(account=account, unit_id=unit_id, section_id=section_id, role=role, since=today())
    return account


@transaction.atomic
def end_post(actor: Actor, post_id: int) -> Account:
    """End a post from today on; the account keeps the rest, and what it did stays under its name."""
    _require_administrator(actor)
    post = (
        current_posts().filter(pk=post_id).select_related("account").select_for_update(of=("self",)).first()
    )
    if post is None:
        raise NotVisible("post_unknown", field="id")
    if post.account_id == actor.account_id and post.role == Role.ADMINISTRATOR:
        raise Refusal("not_your_own_post", field="id")
    if post.since == today():
        post.delete()  # given by mistake a moment ago: it was held on no day
    else:
        post.until = today()
        post.save(update_fields=["until"])
    return post.account


def set_account_active(actor: Actor, account_id: int, *, active: bool) -> Account:
    """Let an account sign in, or stop it; nobody can stop themselves."""
    _require_administrator(actor)
    if account_id == actor.account_id and not active:
        raise Refusal("not_yourself", field="id")
    account = _account(account_id)
    account.is_active = active
    account.save(update_fields=["is_active"])
    return account


def reset_password(actor: Actor, account_id: int) -> str:
    """Give an account a new one-time password and return it; old sessions end because the hash changes."""
    _require_administrator(actor)
    account = _account(account_id)
    one_time = secrets.token_urlsafe(ONE_TIME_BYTES)
    account.set_password(one_time)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    return one_time


def change_password(account: Account, *, old: str, new: str) -> None:
    """Change one's own password after proving the old one; the new one passes the validators."""
    if not account.check_password(old):
        raise Refusal("old_password_wrong", field="oldPassword")
    try:
        validate_password(new, account)
    except ValidationError as error:
        raise Refusal("password_weak", field="newPassword", why="；".join(error.messages)) from error
    account.set_password(new)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])


def save_filter(account: Account, *, name: str, query: str) -> SavedFilter:
    """Keep a work-list view under a name; the same name replaces the old view."""
    if not name.strip():
        raise Refusal("field_required", field="name", label="名称")
    if len(name) > 40 or len(query) > 500:
        raise Refusal("too_long", field="name", label="名称或条件")
    saved, _ = SavedFilter.objects.update_or_create(
        account=account, name=name.strip(), defaults={"query": query}
    )
    return saved


def delete_filter(account: Account, filter_id: int) -> bool:
    """Drop one of one's own saved views; False when there is none."""
    count, _ = SavedFilter.objects.filter(pk=filter_id, account=account).delete()
    return count > 0


def _account(account_id: int) -> Account:
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise NotVisible("account_unknown", field="id")
    return account
