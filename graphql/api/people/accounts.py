"""Accounts as rows of the administrator's table: posts and lock-outs of all of them in two queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.running.context import Context
from kernel.refusals import NotPermitted
from kernel.wording import label
from people.models import Account, Post
from people.queries import current_posts
from people.roles import Role
from signin.tallies import locked_out


def require_administrator(context: Context) -> None:
    """Refuse everybody but the administrator of this government."""
    if Role.ADMINISTRATOR not in context.actor.roles:
        raise NotPermitted("only_administrator")


def account_rows(accounts: Iterable[Account]) -> list[dict[str, Any]]:
    """The rows of these accounts."""
    listed = list(accounts)
    posts: dict[int, list[Post]] = {}
    for post in current_posts().filter(account__in=listed).select_related("unit", "section"):
        posts.setdefault(post.account_id, []).append(post)
    locked = locked_out(one.username for one in listed)
    return [_row(account, posts.get(account.pk, []), account.username in locked) for account in listed]


def _row(account: Account, posts: list[Post], locked: bool) -> dict[str, Any]:
    return {
        "id": account.pk,
        "username": account.username,
        "name": account.name,
        "unit_name": posts[0].unit.name if posts else "",
        "roles": [post.role for post in posts],
        "role_labels": [label("roles", post.role) for post in posts],
        "posts": [_post(post) for post in posts],
        "active": account.is_active,
        "last_login": account.last_login,
        "locked_out": locked,
    }


def _post(post: Post) -> dict[str, Any]:
    return {
        "id": post.pk,
        "unit_name": post.unit.name,
        "section_name": post.section.name if post.section else None,
        "role": post.role,
        "role_label": label("roles", post.role),
        "since": post.since,
    }
