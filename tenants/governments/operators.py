"""Sign-in of platform operators: on the platform's own host only, where nobody else can sign in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest

from governments.models import Operator


class OperatorBackend(BaseBackend):
    """Judges every sign-in made in the public schema; leaves those on a government's host to the next backend."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> Operator | None:
        """The operator with this password, or PermissionDenied, which stops the further backends."""
        if not _on_platform():
            return None
        operator = Operator.objects.filter(username=username, is_active=True).first()
        if operator is None:
            Operator().set_password(password)  # same time whether the account exists or not
        elif operator.check_password(password or ""):
            return operator
        raise PermissionDenied

    def get_user(self, user_id: int) -> Operator | None:
        """The operator of a session of the platform's host."""
        if not _on_platform():
            return None
        return Operator.objects.filter(pk=user_id, is_active=True).first()


def _on_platform() -> bool:
    return connection.schema_name == "public"
