"""Signing in with name and password, and who is signed in: asked for every request, by a statement made once."""

from __future__ import annotations

from functools import cache

from django.contrib.auth.backends import ModelBackend
from django.db import connection

from kernel.statements import A_KEY, Statement
from people.models import Account


class AccountBackend(ModelBackend):
    """Django's own way to judge a password, with a quicker way to the account of a session."""

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session, unless it was stopped."""
        found = _account().rows({A_KEY: user_id})
        account = Account.from_db(connection.alias, _columns(), found[0]) if found else None
        return account if account is not None and self.user_can_authenticate(account) else None


@cache
def _account() -> Statement:
    return Statement.of(Account.objects.filter(pk=A_KEY).order_by().values_list(*_columns()))


@cache
def _columns() -> list[str]:
    return [one.attname for one in Account._meta.concrete_fields]
