"""Sign-in of platform operators: on the platform's own host only, where nobody else can sign in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from governments.models import Operator
from governments.scope import PUBLIC, database


class OperatorBackend(BaseBackend):
    """Judges every sign-in on the platform's host; those on a government's go to the next backend."""

    def authenticate(  # type: ignore[override]  # the stub knows one user model; operators are a second
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> Operator | None:
        """The operator with this password, or PermissionDenied, which stops the further backends."""
        if not _on_platform():
            return None
        operator: Operator | None = Operator.objects.filter(username=username, is_active=True).first()
        if operator is None:
            Operator().set_password(password)  # same time whether the account exists or not
        elif operator.check_password(password or ""):
            return operator
        raise PermissionDenied

    def get_user(self, user_id: int) -> Operator | None:  # type: ignore[override]  # as above
        """The operator of a session of the platform's host."""
        if not _on_platform():
            return None
        operator: Operator | None = Operator.objects.filter(pk=user_id, is_active=True).first()
        return operator


def _on_platform() -> bool:
    return database().schema_name == PUBLIC
