"""Context of a request: who asks, and where. One for each request, read by every resolver and command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from structlog.contextvars import bind_contextvars

from api.running.budget import Budget
from api.running.errors import FORBIDDEN, ApiError, unauthenticated
from api.running.waiting import waiting_in
from governments.entering.scope import governing
from governments.models import Government, Operator
from kernel.actor import Actor
from kernel.clock import today
from people.models import Account
from people.queries import account_is_read_only, actor_of


class Context:
    """One request's viewer and government (None on the platform's host). Reads the database when asked."""

    def __init__(self, request: HttpRequest, government: Government | None) -> None:
        self.request = request
        self.government = government
        self.budget = Budget()
        self.plans: dict[int, Any] = {}  # the running document's; see ``executor``

    @cached_property
    def day(self) -> date:
        """Today, the same for all fields of one answer."""
        return today()

    @property
    def user(self) -> object:
        """Whoever the session says; may be nobody, an account, or an operator. Nobody with a one-time password."""
        user = self.request.user
        return None if getattr(user, "must_change_password", False) else user

    @cached_property
    def waiting(self) -> Account | Operator | None:
        """Who is signed in with a one-time password, which opens nothing but its change."""
        return waiting_in(self.request.session, on_platform=self.government is None)

    @property
    def account(self) -> Account:
        """The signed-in account of this government; UNAUTHENTICATED when there is none."""
        if isinstance(self.user, Account) and self.government is not None:
            return self.user
        raise self._nobody()

    @property
    def known(self) -> Account | Operator:
        """Whoever is signed in on this host with a password of their own: an account, or an operator."""
        if isinstance(self.user, Operator) and self.government is None:
            return self.user
        return self.account

    @property
    def person(self) -> Account | Operator:
        """The same, or who is to change a one-time password first: for that change alone."""
        return self.waiting or self.known

    def require_seat(self) -> None:
        """Refuse those who are not signed in to this government."""
        _ = self.account

    def require_operator(self) -> None:
        """Refuse everybody but a platform operator on the platform's host."""
        if isinstance(self.user, Operator) and self.government is None:
            bind_contextvars(role="OPERATOR")
            return
        raise ApiError(FORBIDDEN, "only_operator") if self.signed_in else self._nobody()

    @property
    def signed_in(self) -> bool:
        """Whether anybody is."""
        return isinstance(self.user, Account | Operator)

    @cached_property
    def actor(self) -> Actor:
        """The account with the seats it holds today; from here on log lines and error reports name its roles."""
        actor = actor_of(self.account)
        bind_contextvars(role="+".join(sorted(actor.roles)) or "NONE")
        return actor

    @property
    def code(self) -> str:
        """The government's code, empty on the platform's host."""
        return str(self.government.code) if self.government else ""

    def forget(self) -> None:
        """Somebody has signed in or out: who asks is read anew."""
        self.__dict__.pop("actor", None)
        self.__dict__.pop("waiting", None)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Where a step runs: read-only accounts under the role, and in the transaction, that cannot write."""
        if self.government is not None and account_is_read_only(self.account):
            with governing(self.government, read_only=True):
                yield
            return
        yield

    def _nobody(self) -> ApiError:
        if self.signed_in:
            return ApiError(FORBIDDEN, "only_in_government")
        if self.waiting is not None:
            return ApiError(FORBIDDEN, "password_first")
        return unauthenticated()
