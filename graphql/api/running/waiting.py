"""Sessions with a one-time password: seen by ``me`` and ``changePassword``, anonymous to everything else.

A session's backend does not give such a person out (``people.sign_in``, ``governments.operators``), so every other way,
sockets and files too, is closed by itself.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.utils.crypto import constant_time_compare

from governments.models import Operator
from governments.operators import signed_in_operator
from people.models import Account
from people.sign_in import signed_in


def waiting_in(session: Any, *, on_platform: bool) -> Account | Operator | None:
    """The person of a session who must choose a password first; None for everybody else."""
    key = session.get(SESSION_KEY)
    if key is None:
        return None
    person: Account | Operator | None = signed_in_operator(int(key)) if on_platform else signed_in(int(key))
    if person is None or not person.must_change_password:
        return None
    same = constant_time_compare(session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())
    return person if same else None
