"""Sign-in, sign-out and the own password: changes to a session, not to cases."""

from __future__ import annotations

import unicodedata
from typing import Any

import graphene
from django.conf import settings
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest

from api.context import Context
from api.fields import argument
from api.refusal import told
from api.session.types import ChangePasswordPayload, SignInPayload, SignOutPayload, viewer_of
from governments.models import Operator
from governments.operators import change_operator_password
from kernel.refusals import Refusal
from people.commands import change_password
from people.models import Account

LONGEST_NAME = 40
LONGEST_PASSWORD = 256  # hashing costs by length: strangers must not choose the cost


def _proven(request: HttpRequest, username: str, password: str) -> Any:
    """The user with this password; refused with the same words whether the account exists or not."""
    name = unicodedata.normalize("NFKC", username).strip()
    user = None
    if name and len(name) <= LONGEST_NAME and 0 < len(password) <= LONGEST_PASSWORD:
        user = authenticate(request, username=name, password=password)
    if user is not None:
        return user
    if getattr(request, "axes_locked_out", False):
        request.axes_locked_out = False  # type: ignore[attr-defined]  # axes' middleware would answer instead of us
        minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
        raise Refusal("locked_out", field="username", minutes=minutes)
    raise Refusal("wrong_credentials", field="password")


class SignIn(graphene.Mutation):
    """Sign in on this host: a person of its government, or an operator on the platform's host.

    Failed tries lock the account for the caller's address. A request may hold one sign-in only.
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
            user = _proven(context.request, username, password)
        except Refusal as refusal:
            return {"refusal": told(refusal)}
        context.request.session.flush()  # also when the same person signs in again
        login(context.request, user)
        context.forget()
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
        person: Account | Operator = info.context.person
        try:
            _proven_again(info.context.request, person, old_password)
            if len(new_password) > LONGEST_PASSWORD:
                raise Refusal("too_long", field="newPassword", label="密码")
            if isinstance(person, Operator):
                change_operator_password(person, old=old_password, new=new_password)
            else:
                change_password(person, old=old_password, new=new_password)
        except Refusal as refusal:
            return {"ok": False, "refusal": told(refusal)}
        update_session_auth_hash(info.context.request, person)  # type: ignore[arg-type]  # the stub knows one user model
        return {"ok": True}


def _proven_again(request: HttpRequest, person: Account | Operator, password: str) -> None:
    try:
        _proven(request, person.username, password)
    except Refusal as refusal:
        if refusal.code == "wrong_credentials":
            raise Refusal("old_password_wrong", field="oldPassword") from refusal
        raise


class SessionMutations(graphene.ObjectType):
    """Changes to a session."""

    sign_in = SignIn.Field(required=True)
    sign_out = SignOut.Field(required=True)
    change_password = ChangePassword.Field(required=True)
