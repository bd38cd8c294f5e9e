"""Signed-in account of a request, by one prepared statement. Passwords are proven in ``signin.proof``."""

from __future__ import annotations

from functools import cache

from django.contrib.auth.backends import BaseBackend
from django.db import connection

from kernel.sql.django_private import concrete_fields
from kernel.sql.statements import KEY_PARAM, Statement
from people.models import Account

BACKEND = "people.sign_in.AccountBackend"
SELDOM = frozenset({"former_passwords", "changes_seen"})  # not read for every request


class AccountBackend(BaseBackend):
    """From a session to its account; judges no password, so that nothing goes past ``signin.proof``."""

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session, unless it was stopped, or has only a one-time password: that opens nothing."""
        account = signed_in(user_id)
        return None if account is None or account.must_change_password else account


def signed_in(user_id: int) -> Account | None:
    """The account of a session unless it was stopped; also one that must choose a password first."""
    found = _account().rows({KEY_PARAM: user_id})
    account = Account.from_db(connection.alias, _columns(), found[0]) if found else None
    return account if account is not None and account.is_active else None


def account_named(username: str) -> Account | None:
    """The account that may sign in under this name."""
    return Account.objects.filter(username=username, is_active=True).first()


@cache
def _account() -> Statement:
    return Statement.of(Account.objects.filter(pk=KEY_PARAM).order_by().values_list(*_columns()))


@cache
def _columns() -> list[str]:
    return [one.attname for one in concrete_fields(Account) if one.attname not in SELDOM]
