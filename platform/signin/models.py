"""Rows of failed sign-ins, and the base of accounts that sign in with a password."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils.crypto import salted_hmac

# Django's own: no session ends by our update.
KEY_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"


class AttemptSubject(models.TextChoices):
    """What is counted: an account from one place, a network, an account from everywhere; where it is known."""

    PAIR = "P"
    NETWORK = "N"
    ACCOUNT = "A"
    KNOWN = "K"


class SignInTally(models.Model):
    """Failures of one subject since it was quiet: one row, however many tries there are."""

    subject = models.CharField(max_length=1, choices=AttemptSubject.choices)
    account = models.CharField(
        max_length=32, blank=True
    )  # a keyed digest: people type passwords into name fields
    place = models.CharField(max_length=50, blank=True)
    failures = models.PositiveIntegerField(default=0)
    last = models.DateTimeField()

    class Meta:
        db_table = "signin_tally"
        constraints = [models.UniqueConstraint(fields=["account", "place", "subject"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.subject} {self.failures}"


class SignsIn(AbstractBaseUser):
    """Somebody who signs in with a password: an account of a government, or an operator of the platform."""

    username: Any
    is_active: Any
    must_change_password = models.BooleanField(default=False)
    former_passwords = models.JSONField(default=list, db_default=[], blank=True)
    session_epoch = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        abstract = True

    def get_session_auth_hash(self) -> str:
        """Django's, which ends sessions with the password, and with an epoch, which ends them when one is stopped."""
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same with each secret that was in use before."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str | bytes | None) -> str:
        epoch = f":{self.session_epoch}" if self.session_epoch else ""
        value = f"{self.password}{epoch}"
        return salted_hmac(KEY_SALT, value, secret=secret, algorithm="sha256").hexdigest()

    def end_sessions(self) -> None:
        """No session that is open now counts any more; the caller saves ``session_epoch``."""
        self.session_epoch += 1
