"""Sign-in of platform operators: on the platform's own host only, where nobody else can sign in."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from governments.models import Operator
from governments.scope import PUBLIC, database
from kernel.refusals import Refusal

ONE_TIME_BYTES = 9


def create_operator(username: str, name: str) -> str:
    """Add a platform operator and return the one-time password; raises Refusal when the name is taken."""
    one_time = secrets.token_urlsafe(ONE_TIME_BYTES)
    operator = Operator(username=username.strip(), name=name.strip(), must_change_password=True)
    operator.set_password(one_time)
    try:
        with transaction.atomic():
            operator.save()
    except IntegrityError as error:
        raise Refusal("username_taken", field="username", username=username) from error
    return one_time


def change_operator_password(operator: Operator, *, old: str, new: str) -> None:
    """Change one's own password after proving the old one; the new one passes the validators."""
    if not operator.check_password(old):
        raise Refusal("old_password_wrong", field="oldPassword")
    try:
        validate_password(new, operator)  # type: ignore[arg-type]  # the stub knows one user model
    except ValidationError as error:
        raise Refusal("password_weak", field="newPassword", why="；".join(error.messages)) from error
    operator.set_password(new)
    operator.must_change_password = False
    operator.save(update_fields=["password", "must_change_password"])


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
