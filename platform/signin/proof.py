"""Proof of identity: queue, count, hash without a database connection; and changing a password."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from kernel.refusals import Refusal
from signin.callers import Caller
from signin.hashing import hashed, matches, queue
from signin.models import SignsIn
from signin.password_rules import width_variants
from signin.tallies import Attempt

LONGEST_NAME = 40
LONGEST_PASSWORD = 256  # hashing costs by length: strangers must not choose the cost
ONE_TIME_BYTES = 9
FORMER = 4  # passwords before the present one that are not taken again

P = TypeVar("P", bound=SignsIn)


class OneTime(NamedTuple):
    """A password for one sign-in: its text for the person, and its stored hash."""

    password: str
    hash: str


def one_time() -> OneTime:
    """Make one; hashing comes before any transaction."""
    password = secrets.token_urlsafe(ONE_TIME_BYTES)
    return OneTime(password, hashed(password))


def prove(caller: Caller, username: str, password: str, find: Callable[[str], P | None]) -> P:
    """The person with this name and password; refused with the same words whether the account exists or not."""
    name = unicodedata.normalize("NFKC", username).strip()
    wrong = Refusal("wrong_credentials", field="password")
    if not 0 < len(name) <= LONGEST_NAME or not 0 < len(password) <= LONGEST_PASSWORD:
        raise wrong
    with queue().slot(caller.network):
        attempt = Attempt(caller, name)
        person = find(name)
        stored = person.password if person is not None else None
        right, renewed = queue().run(lambda: matches(password, stored))
        person = find(name) if right else None  # stopped or changed meanwhile?
        if person is None or person.password != stored:
            raise wrong
        attempt.succeeded()
        if renewed:
            person.password = renewed
            person.save(update_fields=["password"])
    return person


def choose_password(person: P, *, old: str, new: str, noting: Callable[[P], None] = lambda _: None) -> P:
    """Change one's own password after proving the old one; the person as kept now.

    The new one passes the validators and is neither the present one nor one of those before it. ``noting`` writes the
    change down in its transaction.
    """
    if len(new) > LONGEST_PASSWORD or len(old) > LONGEST_PASSWORD:
        raise Refusal("too_long", field="newPassword", label="密码")
    try:
        for one in width_variants(new):
            validate_password(one, person)  # type: ignore[arg-type]  # the stub knows one user model
    except ValidationError as error:
        raise Refusal("password_weak", field="newPassword", why="；".join(error.messages)) from error
    stored = person.password
    former = [stored, *_former(person)]
    with queue().slot(f"{type(person).__name__} {person.pk}"):
        fresh = queue().run(lambda: _checked_hash(old, new, stored, former))
    with transaction.atomic():
        row = type(person)._default_manager.select_for_update().get(pk=person.pk)
        if row.password != stored:
            raise Refusal("old_password_wrong", field="oldPassword")
        row.password, row.must_change_password = fresh, False
        row.former_passwords = former[:FORMER]
        row.save(update_fields=["password", "must_change_password", "former_passwords"])
        noting(row)
    return row


def _former(person: SignsIn) -> Sequence[str]:
    return list(person.former_passwords)


def _checked_hash(old: str, new: str, stored: str, former: Sequence[str]) -> str:
    """The new password's hash; in the queue's thread."""
    if not check_password(old, stored):
        raise Refusal("old_password_wrong", field="oldPassword")
    if any(check_password(each, one) for each in width_variants(new) for one in former):
        raise Refusal("password_old", field="newPassword")
    return make_password(new)
