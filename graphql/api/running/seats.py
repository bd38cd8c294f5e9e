"""The seats that an account was last seen with: a guess that the list's own statement confirms.

Asking for somebody's seats before every list costs a journey to the database. A list is therefore asked for the seats
seen last, together with the question whether they still are what they were; an answer for other seats is thrown away.
Seats that only read are never guessed.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from kernel import json_text
from kernel.actor import Actor
from kernel.statements import AN_ACCOUNT, SOME_SEATS
from people.models import Account
from people.queries import Posts, actor_with, posts_of

MOST = 4096


@dataclass(frozen=True, slots=True)
class Guess:
    """An actor, and the posts that made it one, as the database is asked about them."""

    actor: Actor
    posts: str

    @property
    def values(self) -> dict[Any, Any]:
        """What the statement that confirms it is asked with."""
        return {AN_ACCOUNT: self.actor.account_id, SOME_SEATS: self.posts}


_known: OrderedDict[tuple[str, int], Guess] = OrderedDict()


def seen(government: str, account: Account) -> Actor:
    """The actor that an account is now; remembered for the next time."""
    posts = posts_of(account)
    actor = actor_with(account, posts)
    _remember((government, account.pk), actor, posts)
    return actor


def guess(government: str, account: Account) -> Guess | None:
    """What the account was when it was seen last, if it may write; None when it was not seen yet."""
    found = _known.get((government, account.pk))
    return found if found is not None and found.actor.name == account.name else None


def forget_all() -> None:
    """Guess nobody until they have been seen again."""
    _known.clear()


def _remember(who: tuple[str, int], actor: Actor, posts: Posts) -> None:
    if actor.read_only:
        _known.pop(who, None)
        return
    _known[who] = Guess(actor, json_text.dumps(posts).decode())
    _known.move_to_end(who)
    while len(_known) > MOST:
        _known.popitem(last=False)
