"""Sign-in, sign-out and the own password: changes to a session, not to cases."""

from __future__ import annotations

from typing import Any

import graphene
from django.contrib.auth import login, logout

from api.running.context import Context
from api.session.types import ChangePasswordPayload, SignInPayload, SignOutPayload, viewer_of
from api.shapes.fields import argument
from api.shapes.refusal import told
from governments import operators
from governments.models import Operator
from kernel.refusals import Refusal
from people import sign_in
from people.commands import change_password, note_changes_seen
from people.models import Account
from signin.callers import Caller, digest_of, remember_device
from signin.proof import prove


def _proven(context: Context, username: str, password: str) -> Account | Operator:
    """The person of this host with this password."""
    caller = Caller.of(context.request)
    person: Account | Operator
    if context.government is None:
        person = prove(caller, username, password, operators.operator_named)
    else:
        person = prove(caller, username, password, sign_in.account_named)
    remember_device(context.request, caller, digest_of(person.username))
    return person


def _let_in(context: Context, person: Account | Operator) -> None:
    """A new session, whose key nobody knew before; with a one-time password it opens nothing but its change."""
    context.request.session.flush()  # also when the same person signs in again
    backend = operators.BACKEND if isinstance(person, Operator) else sign_in.BACKEND
    login(context.request, person, backend)  # type: ignore[arg-type]  # the stub knows one user model
    context.forget()


class SignIn(graphene.Mutation):
    """Sign in on this host: a person of its government, or an operator on the platform's host.

    Failed tries lock the account for the caller's address (an IPv6 /64), or for the device that it has signed in with
    before; many of them slow down an address, and an account. A process hashes few passwords at a time: beyond that
    the refusal is ``sign_in_busy``, at once. A request may hold one sign-in only. A one-time password opens nothing
    but ``changePassword``.
    """

    class Arguments:
        username = argument(graphene.String, "Account name.")
        password = argument(graphene.String, "Password.")

    Output = SignInPayload

    @staticmethod
    def mutate(_root: None, info: Any, username: str, password: str) -> dict[str, Any]:
        """Rotates the session's key, so that a key planted before is worthless."""
        context: Context = info.context
        try:
            person = _proven(context, username, password)
        except Refusal as refusal:
            return {"refusal": told(refusal)}
        _let_in(context, person)
        return {"viewer": viewer_of(context)}


class SignOut(graphene.Mutation):
    """Sign out: the session ends, here and on its sockets."""

    Output = SignOutPayload

    @staticmethod
    def mutate(_root: None, info: Any) -> dict[str, Any]:
        """Also when nobody is signed in."""
        logout(info.context.request)
        info.context.forget()
        return {"ok": True}


class ChangePassword(graphene.Mutation):
    """Change the own password, an operator's on the platform's host too; other sessions of the account end."""

    class Arguments:
        old_password = argument(graphene.String, "The present password.")
        new_password = argument(
            graphene.String, "The new password: at least 10 characters, not a common one."
        )

    Output = ChangePasswordPayload

    @staticmethod
    def mutate(_root: None, info: Any, old_password: str, new_password: str) -> dict[str, Any]:
        """Wrong old passwords count as failed sign-ins."""
        context: Context = info.context
        try:
            person = _renewed(_proven_again(context, old_password), old_password, new_password)
        except Refusal as refusal:
            return {"ok": False, "refusal": told(refusal)}
        _let_in(context, person)
        return {"ok": True}


def _renewed(person: Account | Operator, old: str, new: str) -> Account | Operator:
    if isinstance(person, Operator):
        return operators.change_operator_password(person, old=old, new=new)
    return change_password(person, old=old, new=new)


def _proven_again(context: Context, password: str) -> Account | Operator:
    try:
        return _proven(context, context.person.username, password)
    except Refusal as refusal:
        if refusal.code == "wrong_credentials":
            raise Refusal("old_password_wrong", field="oldPassword") from refusal
        raise


class NoteAccountChanges(graphene.Mutation):
    """Note that one has read what was changed at the own account; of all seats, those that only read too."""

    Output = SignOutPayload

    @staticmethod
    def mutate(_root: None, info: Any) -> dict[str, Any]:
        """One's own."""
        note_changes_seen(info.context.account)
        return {"ok": True}


class SessionMutations(graphene.ObjectType):
    """Changes to a session."""

    sign_in = SignIn.Field(required=True)
    sign_out = SignOut.Field(required=True)
    change_password = ChangePassword.Field(required=True)
    note_account_changes = NoteAccountChanges.Field(required=True)
