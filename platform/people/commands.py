"""Changes to people: units, sections, accounts, posts, saved views. Each checks the actor's right itself."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from kernel.actor import Actor
from kernel.clock import today
from kernel.plain_text import checked_name, checked_word
from kernel.refusals import NotPermitted, NotVisible, Refusal
from kernel.wording import label
from people.account_events import note
from people.models import Account, AccountChangeKind, Post, SavedFilter, Section, Unit, UnitKind
from people.prefixes import checked_prefix
from people.queries import current_posts
from people.roles import Role, fits
from signin.proof import FORMER, LONGEST_NAME, OneTime, choose_password, one_time
from signin.tallies import unlock

LONGEST_OF_UNIT = {"code": 24, "name": 80, "short_name": 24}  # the columns
LONGEST_SECTION = 60


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
    code, name, short_name = _named(code, name, short_name)
    letters = checked_prefix(prefix) if prefix else ""
    if government and kind != UnitKind.LOWER_GOVERNMENT:
        raise Refusal("not_a_government_unit", field="government")
    existing: Unit | None = Unit.objects.filter(code=code).first()
    if existing is not None:
        return existing
    _check_new_unit(name)
    if government:
        _check_unlinked(code, government)
    return Unit.objects.create(
        code=code,
        name=name,
        short_name=short_name,
        kind=kind,
        number_prefix=letters,
        position=position,
        government=government,
    )


def _named(code: str, name: str, short_name: str) -> tuple[str, str, str]:
    """Code, name and short name of a unit, each as it is kept."""
    longest = LONGEST_OF_UNIT
    return (
        checked_word(code, field="code", label="单位代码", longest=longest["code"]),
        checked_name(name, field="name", label="单位名称", longest=longest["name"]),
        checked_name(short_name, field="short_name", label="简称", longest=longest["short_name"]),
    )


def _check_new_unit(name: str) -> None:
    other = Unit.objects.filter(name=name).first()
    if other is not None:
        raise Refusal("unit_name_taken", field="name", unit=name, known=other.code)


def _check_unlinked(code: str, government: str) -> None:
    """A lower government is one unit only: its cases would otherwise go two ways."""
    other = Unit.objects.filter(government=government).exclude(code=code).first()
    if other is not None:
        raise Refusal("government_linked", field="government", unit=other.short_name, known=other.code)


@transaction.atomic
def link_government(actor: Actor, *, code: str, government: str) -> Unit:
    """Say that the unit ``code`` is a lower government that now uses this system too."""
    _require_administrator(actor)
    unit = Unit.objects.select_for_update().filter(code=code).first()
    if unit is None:
        raise NotVisible("unit_unknown")
    if unit.kind != UnitKind.LOWER_GOVERNMENT:
        raise Refusal("not_a_government_unit", field="government")
    _check_unlinked(code, government)
    unit.government = government
    unit.save(update_fields=["government"])
    return unit


def add_section(actor: Actor, *, unit: Unit, name: str) -> Section:
    """Add a section to a unit, or return the one of this name."""
    _require_administrator(actor)
    plain = checked_name(name, field="section", label="科室", longest=LONGEST_SECTION)
    section, _ = Section.objects.get_or_create(unit=unit, name=plain)
    return section


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
    word = checked_word(username, field="username", label="账号", longest=LONGEST_NAME)
    person = checked_name(name, field="name", label="姓名", longest=LONGEST_NAME)
    secret = OneTime("", password_hash) if password_hash else one_time()
    account = Account(username=word, name=person, must_change_password=bool(secret.password))
    account.password = secret.hash
    with transaction.atomic():
        _check_place(unit_id, section_id, role)
        _save_new(account)
        post = Post(account=account, unit_id=unit_id, section_id=section_id, role=role, since=today())
        post.save()
        note(actor, account, AccountChangeKind.CREATED, post)
    return account, secret.password


def _save_new(account: Account) -> None:
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as error:
        raise Refusal("username_taken", field="username", username=account.username) from error


def _check_place(unit_id: int, section_id: int | None, role: Role) -> None:
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NotVisible("unit_unknown", field="unitId")
    if section_id is not None and not Section.objects.filter(pk=section_id, unit_id=unit_id).exists():
        raise Refusal("section_of_other_unit", field="sectionId")
    if not fits(role, unit.kind):
        kind, named = label("unit_kinds", unit.kind), label("roles", role)
        raise Refusal("role_not_of_unit", field="role", unit=unit.short_name, kind=kind, role=named)


@transaction.atomic
def add_post(
    actor: Actor, account_id: int, *, unit_id: int, role: Role, section_id: int | None = None
) -> Account:
    """Give an account a post from today; one that it already holds is refused."""
    _require_administrator(actor)
    account = _account(account_id)
    _check_place(unit_id, section_id, role)
    if current_posts().filter(account=account, unit_id=unit_id, role=role).exists():
        raise Refusal("post_held", field="role")
    post = Post.objects.create(
        account=account, unit_id=unit_id, section_id=section_id, role=role, since=today()
    )
    note(actor, account, AccountChangeKind.POST_GIVEN, post)
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
    post.until = today()
    post.save(update_fields=["until"])
    note(actor, post.account, AccountChangeKind.POST_ENDED, post)
    return post.account


@transaction.atomic
def set_account_active(actor: Actor, account_id: int, *, active: bool) -> Account:
    """Let an account sign in, or stop it, which ends its sessions for good; nobody can stop themselves."""
    _require_administrator(actor)
    if account_id == actor.account_id and not active:
        raise Refusal("not_yourself", field="id")
    account = _account(account_id)
    if account.is_active == active:
        return account
    account.is_active = active
    if not active:
        account.end_sessions()
    account.save(update_fields=["is_active", "session_epoch"])
    note(actor, account, AccountChangeKind.ALLOWED if active else AccountChangeKind.STOPPED)
    return account


def reset_password(actor: Actor, account_id: int) -> str:
    """Give an account a new one-time password and return it: its sessions end, and it is locked nowhere."""
    _require_administrator(actor)
    _account(account_id)
    secret = one_time()
    with transaction.atomic():
        account = _account(account_id)
        if not account.must_change_password:
            account.former_passwords = [account.password, *account.former_passwords][:FORMER]
        account.password, account.must_change_password = secret.hash, True
        account.save(update_fields=["password", "must_change_password", "former_passwords"])
        unlock(account.username)
        note(actor, account, AccountChangeKind.PASSWORD_RESET)
    return secret.password


def change_password(account: Account, *, old: str, new: str) -> Account:
    """Change one's own password after proving the old one; the new one passes the validators and is new."""
    return choose_password(account, old=old, new=new)


def note_changes_seen(account: Account) -> None:
    """The person has noted what was changed at the own account."""
    newest = account.events.order_by("-id").values_list("id", flat=True).first()
    Account.objects.filter(pk=account.pk).update(changes_seen=newest or 0)


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


def own_filter(account: Account, filter_id: int) -> SavedFilter:
    """One of one's own saved views."""
    found = SavedFilter.objects.filter(pk=filter_id, account=account).first()
    if found is None:
        raise NotVisible
    return found


def delete_filter(account: Account, filter_id: int) -> bool:
    """Drop one of one's own saved views; False when there is none."""
    count, _ = SavedFilter.objects.filter(pk=filter_id, account=account).delete()
    return count > 0


def _account(account_id: int) -> Account:
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise NotVisible("account_unknown", field="id")
    return account
