"""Changes to saved views and accounts, each by one command of ``people``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene

from api.people.accounts import account_rows, require_administrator
from api.people.types import AccountPayload, DeletedPayload, ResetPasswordPayload, SavedFilterPayload
from api.running.context import Context
from api.shapes.command import KEY, refuse_read_only
from api.shapes.enums import Role
from api.shapes.fields import argument, chosen_id, given, row_id
from api.shapes.refusal import told
from kernel.refusals import NotPermitted, NotVisible, Refusal
from people import commands
from people.keyed import Keyed, carry_out
from people.models import Account


def answered(context: Context, change: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The answer of a change, or its refusal; NotPermitted and NotVisible of an object stay errors."""
    try:
        refuse_read_only(context)
        with context.writing():
            return change()
    except (NotPermitted, NotVisible) as error:
        if isinstance(error, NotPermitted) or error.field in ("", "id"):
            raise
        return {"refusal": told(error)}
    except Refusal as refusal:
        return {"refusal": told(refusal)}


def once_answered(context: Context, key: str | None, asked: Callable[[], Keyed]) -> dict[str, Any]:
    """The same, and the change once only for its key."""
    return answered(context, lambda: carry_out(context.actor, key, asked()))


def key_argument() -> graphene.Argument:
    """The key; may be left out until the next minor version, when it is required as of all steps."""
    return argument(graphene.String, f"{KEY} Send one: it will be required.", null=True)


def _account(pk: int) -> dict[str, Any]:
    return {"account": account_rows(Account.objects.filter(pk=pk))[0]}


def _by_administrator(
    context: Context,
    key: str | None,
    step: str,
    inputs: object,
    change: Callable[[], tuple[dict[str, Any], int]],
) -> dict[str, Any]:
    """A change to an account, for which a repeated request is answered with the account as it is now."""

    def require() -> None:
        require_administrator(context)

    return once_answered(context, key, lambda: Keyed(step, inputs, require, change, _account))


class SaveFilter(graphene.Mutation):
    """Keep a work-list view under a name; the same name replaces the old one. For all but read-only seats."""

    class Arguments:
        name = argument(graphene.String, "Its name, at most 40 characters.")
        query = argument(graphene.String, "URL search string of the list page, at most 500 characters.")
        key = key_argument()

    Output = SavedFilterPayload

    @staticmethod
    def mutate(_root: None, info: Any, name: str, query: str, key: str | None = None) -> dict[str, Any]:
        """One's own."""
        context: Context = info.context

        def change() -> tuple[dict[str, Any], int]:
            saved = commands.save_filter(context.account, name=name, query=query)
            return {"filter": saved}, saved.pk

        def again(pk: int) -> dict[str, Any]:
            return {"filter": commands.own_filter(context.account, pk)}

        return once_answered(
            context, key, lambda: Keyed("save_filter", [name, query], context.require_seat, change, again)
        )


class DeleteFilter(graphene.Mutation):
    """Drop one of one's own saved views. For all but read-only seats."""

    class Arguments:
        id = argument(graphene.ID, "Id of the view.")
        key = key_argument()

    Output = DeletedPayload

    @staticmethod
    def mutate(_root: None, info: Any, id: str, key: str | None = None) -> dict[str, Any]:
        """Others' views are not found."""
        context: Context = info.context

        def change() -> tuple[dict[str, Any], int]:
            gone = commands.delete_filter(context.account, row_id(id))
            return {"ok": gone}, int(gone)

        def again(gone: int) -> dict[str, Any]:
            return {"ok": bool(gone)}

        return once_answered(
            context, key, lambda: Keyed("delete_filter", [id], context.require_seat, change, again)
        )


class AccountInput(graphene.InputObjectType):
    """A new account with one post."""

    username = given(graphene.String, "What the person will sign in with.")
    name = given(graphene.String, "The person's name.")
    unit_id = given(graphene.ID, "Unit of the post.")
    section_id = given(graphene.ID, "Section of the post.", null=True)
    role = given(Role, "Role of the post.")


class CreateAccount(graphene.Mutation):
    """Create an account with one post. For the administrator; answers with a one-time password."""

    class Arguments:
        input = argument(AccountInput, "The account.")
        key = key_argument()

    Output = AccountPayload

    @staticmethod
    def mutate(_root: None, info: Any, input: Any, key: str | None = None) -> dict[str, Any]:
        """The password is shown this once."""
        context: Context = info.context
        section = input.get("section_id")

        def change() -> tuple[dict[str, Any], int]:
            account, password = commands.create_account(
                context.actor,
                username=input["username"],
                name=input["name"],
                unit_id=chosen_id(input["unit_id"], "unit_unknown", "unitId"),
                section_id=section and chosen_id(section, "section_of_other_unit", "sectionId"),
                role=input["role"],
            )
            return {"account": account_rows([account])[0], "one_time_password": password}, account.pk

        return _by_administrator(context, key, "create_account", sorted(input.items()), change)


class PostInput(graphene.InputObjectType):
    """A further post of an account."""

    unit_id = given(graphene.ID, "Unit of the post.")
    section_id = given(graphene.ID, "Section of the post.", null=True)
    role = given(Role, "Role of the post.")


class AddPost(graphene.Mutation):
    """Give an account a further post from today. For the administrator."""

    class Arguments:
        id = argument(graphene.ID, "Id of the account.")
        input = argument(PostInput, "The post.")
        key = key_argument()

    Output = AccountPayload

    @staticmethod
    def mutate(_root: None, info: Any, id: str, input: Any, key: str | None = None) -> dict[str, Any]:
        """What is already held is refused."""
        context: Context = info.context
        section = input.get("section_id")

        def change() -> tuple[dict[str, Any], int]:
            account = commands.add_post(
                context.actor,
                row_id(id),
                unit_id=chosen_id(input["unit_id"], "unit_unknown", "unitId"),
                section_id=section and chosen_id(section, "section_of_other_unit", "sectionId"),
                role=input["role"],
            )
            return {"account": account_rows([account])[0]}, account.pk

        return _by_administrator(context, key, "add_post", [id, sorted(input.items())], change)


class EndPost(graphene.Mutation):
    """End a post from today on, on sockets too. For the administrator."""

    class Arguments:
        id = argument(graphene.ID, "Id of the post.")
        key = key_argument()

    Output = AccountPayload

    @staticmethod
    def mutate(_root: None, info: Any, id: str, key: str | None = None) -> dict[str, Any]:
        """Not the own post as administrator."""
        context: Context = info.context

        def change() -> tuple[dict[str, Any], int]:
            account = commands.end_post(context.actor, row_id(id))
            return {"account": account_rows([account])[0]}, account.pk

        return _by_administrator(context, key, "end_post", [id], change)


class SetAccountActive(graphene.Mutation):
    """Let an account sign in, or stop it at once, on sockets too. For the administrator."""

    class Arguments:
        id = argument(graphene.ID, "Id of the account.")
        active = argument(graphene.Boolean, "Whether it may sign in.")
        key = key_argument()

    Output = AccountPayload

    @staticmethod
    def mutate(_root: None, info: Any, id: str, active: bool, key: str | None = None) -> dict[str, Any]:
        """Not one's own."""
        context: Context = info.context

        def change() -> tuple[dict[str, Any], int]:
            account = commands.set_account_active(context.actor, row_id(id), active=active)
            return {"account": account_rows([account])[0]}, account.pk

        return _by_administrator(context, key, "set_account_active", [id, active], change)


class ResetPassword(graphene.Mutation):
    """Give an account a new one-time password; its sessions end. For the administrator."""

    class Arguments:
        id = argument(graphene.ID, "Id of the account.")
        key = key_argument()

    Output = ResetPasswordPayload

    @staticmethod
    def mutate(_root: None, info: Any, id: str, key: str | None = None) -> dict[str, Any]:
        """The password is shown this once: not again for the same key."""
        context: Context = info.context

        def change() -> tuple[dict[str, Any], int]:
            return {"one_time_password": commands.reset_password(context.actor, row_id(id))}, row_id(id)

        return _by_administrator(context, key, "reset_password", [id], change)


class PeopleMutations(graphene.ObjectType):
    """Changes to people."""

    save_filter = SaveFilter.Field(required=True)
    delete_filter = DeleteFilter.Field(required=True)
    create_account = CreateAccount.Field(required=True)
    add_post = AddPost.Field(required=True)
    end_post = EndPost.Field(required=True)
    set_account_active = SetAccountActive.Field(required=True)
    reset_password = ResetPassword.Field(required=True)
