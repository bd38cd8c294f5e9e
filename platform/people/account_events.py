"""Account changes (账号变动): written with every change, never removed, notified to the person."""

from __future__ import annotations

from django.db.models import Q, QuerySet, Subquery

from kernel.actor import Actor
from kernel.clock import now
from kernel.wording import label
from people.models import Account, AccountChangeKind, AccountEvent, Post

UNREAD_SHOWN = 20  # of the newest


def note(actor: Actor, account: Account, change: AccountChangeKind, post: Post | None = None) -> None:
    """Write one change down, in the transaction that makes it."""
    AccountEvent.objects.create(
        account=account,
        change=change,
        post=_described(post) if post else "",
        by_id=actor.account_id,
        by_label=actor.label,
        at=now(),
    )


def _described(post: Post) -> str:
    section = f" {post.section.name}" if post.section else ""
    return f"{post.unit.name}{section} {label('roles', post.role)}"


def changes_of(account_id: int) -> QuerySet[AccountEvent]:
    """All changes to one account, the newest first."""
    return AccountEvent.objects.filter(account_id=account_id).order_by("-id")


def unread_changes(account_id: int) -> QuerySet[AccountEvent]:
    """Changes to the own account that the person has not noted yet; not what one did oneself."""
    seen = Account.objects.filter(pk=account_id).values("changes_seen")
    unread = changes_of(account_id).filter(pk__gt=Subquery(seen)).exclude(change=AccountChangeKind.CREATED)
    return unread.filter(~Q(by=account_id) | Q(by=None))[:UNREAD_SHOWN]
