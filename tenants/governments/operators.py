"""Platform operators: their accounts, and who of them is signed in; on the platform's own host only."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend
from django.db import IntegrityError, transaction

from governments.models import Operator
from governments.scope import PUBLIC, database
from kernel.refusals import Refusal
from signin.proof import one_time

BACKEND = "governments.operators.OperatorBackend"


def create_operator(username: str, name: str) -> str:
    """Add a platform operator and return the one-time password; raises Refusal when the name is taken."""
    secret = one_time()
    operator = Operator(username=username.strip(), name=name.strip(), must_change_password=True)
    operator.password = secret.hash
    try:
        with transaction.atomic():
            operator.save()
    except IntegrityError as error:
        raise Refusal("username_taken", field="username", username=username) from error
    return secret.password


def operator_named(username: str) -> Operator | None:
    """The operator who may sign in under this name."""
    found: Operator | None = Operator.objects.filter(username=username, is_active=True).first()
    return found


def signed_in_operator(user_id: int) -> Operator | None:
    """The operator of a session of the platform's host; also one who must choose a password first."""
    if database().schema_name != PUBLIC:
        return None
    found: Operator | None = Operator.objects.filter(pk=user_id, is_active=True).first()
    return found


class OperatorBackend(BaseBackend):
    """From a session to its operator; judges no password, so that nothing goes past ``signin.proof``."""

    def get_user(self, user_id: int) -> Operator | None:  # type: ignore[override]  # the stub knows one user model
        """Not one who has only a one-time password: that opens nothing."""
        operator = signed_in_operator(user_id)
        return None if operator is None or operator.must_change_password else operator
