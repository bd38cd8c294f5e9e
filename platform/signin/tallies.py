"""Rate of sign-ins: an account is locked for a place and slowed down everywhere else; a network is slowed down.

Every try is counted before its password is looked at, so that tries at once are no more tries than one after the
other; a right password takes its count back. A refused try writes nothing: rows do not grow while somebody knocks.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, LiteralString, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from kernel.clock import now
from kernel.refusals import Refusal
from signin.callers import Caller, digest_of
from signin.models import AttemptSubject, SignInTally

FREE = {AttemptSubject.ACCOUNT: 20, AttemptSubject.NETWORK: 60}  # failures before one is slowed down
LONGEST_WAIT = 60  # seconds between tries of what is slowed down
KNOWN_FOR = timedelta(days=90)

# One row, one statement: it is counted only if a try is allowed, whoever else tries in this moment.
COUNT: LiteralString = """
INSERT INTO signin_tally AS tally (subject, account, place, failures, last)
VALUES (%(subject)s, %(account)s, %(place)s, 1, %(now)s)
ON CONFLICT (account, place, subject) DO UPDATE
SET failures = CASE WHEN tally.last <= %(quiet)s THEN 1 ELSE tally.failures + 1 END, last = %(now)s
WHERE tally.last <= %(quiet)s OR tally.failures < %(free)s
    OR tally.last + least(%(longest)s, greatest(%(shortest)s, 2 ^ least(tally.failures - %(free)s, 30)))
        * interval '1 second' <= %(now)s
RETURNING 1
"""


class AttemptCount(NamedTuple):
    """One count of a try."""

    subject: AttemptSubject
    account: str
    place: str

    @property
    def free(self) -> int:
        """Failures that cost nothing."""
        return FREE.get(self.subject) or int(settings.LIANBAN_SIGN_IN_FAILURES)

    @property
    def waits(self) -> tuple[float, float]:
        """The shortest and the longest wait after them, in seconds; doubling with each failure in between."""
        lock = _lock().total_seconds()
        return (1, LONGEST_WAIT) if self.subject in FREE else (lock, lock)


class Attempt:
    """One try of one account from one caller: counted when it is made."""

    def __init__(self, caller: Caller, username: str) -> None:
        self._account = digest_of(username)
        self._caller = caller
        self._counts = tuple(self._kinds())
        moment = now()
        with transaction.atomic():
            for one in self._counts:
                if not _count(one, moment):
                    transaction.set_rollback(True)
                    refused = one
                    break
            else:
                return
        raise self._refusal(refused, moment)

    def _kinds(self) -> Iterable[AttemptCount]:
        """What this try counts for: with a known device for that alone."""
        if self._caller.knows(self._account):
            yield AttemptCount(AttemptSubject.PAIR, self._account, self._caller.device)
            return
        network = self._caller.network
        yield AttemptCount(AttemptSubject.PAIR, self._account, network)
        yield AttemptCount(AttemptSubject.NETWORK, "", network)
        if not self._is_known(network):
            yield AttemptCount(AttemptSubject.ACCOUNT, self._account, "")

    def _is_known(self, network: str) -> bool:
        known = SignInTally.objects.filter(subject=AttemptSubject.KNOWN, account=self._account, place=network)
        return known.filter(last__gt=now() - KNOWN_FOR).exists()

    def succeeded(self) -> None:
        """The password was right: what was counted is taken back, and the network is known to the account."""
        pair, *others = self._counts
        with transaction.atomic():
            _rows([pair]).delete()
            if others:
                _rows(others).filter(failures__gt=0).update(failures=F("failures") - 1)
            _note(AttemptCount(AttemptSubject.KNOWN, self._account, self._caller.network))

    def _refusal(self, refused: AttemptCount, moment: datetime) -> Refusal:
        row = _rows([refused]).first()
        over = min(max(row.failures - refused.free, 0), 30) if row else 0
        shortest, longest = refused.waits
        wait = min(longest, max(shortest, 2.0**over))
        left = (row.last + timedelta(seconds=wait) - moment).total_seconds() if row else 0
        if refused.subject is AttemptSubject.PAIR:
            return Refusal("locked_out", field="username", minutes=max(1, math.ceil(left / 60)))
        return Refusal("slow_down", field="username", seconds=max(1, math.ceil(left)))


def locked_out(usernames: Iterable[str]) -> set[str]:
    """Which of these accounts are locked now, at some place."""
    names = {digest_of(name): name for name in usernames}
    locked = SignInTally.objects.filter(
        subject=AttemptSubject.PAIR,
        account__in=names,
        failures__gte=settings.LIANBAN_SIGN_IN_FAILURES,
        last__gt=now() - _lock(),
    )
    return {names[account] for account in locked.values_list("account", flat=True)}


def unlock(username: str) -> None:
    """Forget the failures of an account, everywhere."""
    SignInTally.objects.filter(account=digest_of(username)).exclude(subject=AttemptSubject.KNOWN).delete()


def clear_tallies() -> None:
    """Remove what counts no more, in the present scope: failures after a day, known networks after their time."""
    moment = now()
    failures = ~Q(subject=AttemptSubject.KNOWN) & Q(last__lt=moment - max(_lock(), timedelta(days=1)))
    SignInTally.objects.filter(failures | Q(last__lt=moment - KNOWN_FOR)).delete()


def _lock() -> timedelta:
    return timedelta(minutes=settings.LIANBAN_SIGN_IN_LOCK_MINUTES)


def _count(one: AttemptCount, moment: datetime) -> bool:
    shortest, longest = one.waits
    values: dict[str, Any] = {
        "now": moment,
        "quiet": moment - _lock(),
        "free": one.free,
        "shortest": shortest,
        "longest": longest,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values | one._asdict())
        return cursor.fetchone() is not None


def _note(one: AttemptCount) -> None:
    SignInTally.objects.update_or_create(**one._asdict(), defaults={"last": now(), "failures": 0})


def _rows(counts: Iterable[AttemptCount]) -> QuerySet[SignInTally]:
    wanted = Q(pk__in=())
    for one in counts:
        wanted |= Q(**one._asdict())
    return SignInTally.objects.filter(wanted)
