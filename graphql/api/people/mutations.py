"""Changes to saved views and accounts, each by one command of ``people``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene

from api.people.accounts import account_rows
from api.people.types import AccountPayload, DeletedPayload, ResetPasswordPayload, SavedFilterPayload
from api.running.context import Context
from api.shapes.command import refuse_read_only
from api.shapes.enums import Role
from api.shapes.fields import argument, given
from api.shapes.ids import chosen_id, row_id
from api.shapes.refusal import told
from kernel.refusals import NotPermitted, NotVisible, Refusal
from people import commands


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


class SaveFilter(graphene.Mutation):
    """Keep a work-list view under a name; the same name replaces the old one. For all but read-only seats."""

    class Arguments:
        name = argument(graphene.String, "Its name, at most 40 characters.")
        query = argument(graphene.String, "URL search string of the list page, at most 500 characters.")

    Output = SavedFilterPayload

    @staticmethod
    def mutate(_root: None, info: Any, name: str, query: str) -> dict[str, Any]:
        """One's own."""
        context: Context = info.context
        return answered(
            context, lambda: {"filter": commands.save_filter(context.account, name=name, query=query)}
        )


class DeleteFilter(graphene.Mutation):
    """Drop one of one's own saved views. For all but read-only seats."""

    class Arguments:
        id = argument(graphene.ID, "Id of the view.")

    Output = DeletedPayload

    @staticmethod
    def mutate(_root: None, info: Any, id: str) -> dict[str, Any]:
        """Others' views are not found."""
        context: Context = info.context
        return answered(context, lambda: {"ok": commands.delete_filter(context.account, row_id(id))})


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

    Output = AccountPayload

    @staticmethod
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """The password is shown this once."""
        context: Context = info.context

        section = input.get("section_id")

        def change() -> dict[str, Any]:
            account, password = commands.create_account(
                context.actor,
                username=input["username"],
                name=input["name"],
                unit_id=chosen_id(input["unit_id"], "unit_unknown", "unitId"),
                section_id=section and chosen_id(section, "section_of_other_unit", "sectionId"),
                role=input["role"],
            )
            return {"account": account_rows([account])[0], "one_time_password": password}

        return answered(context, change)


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

    Output = AccountPayload

    @staticmethod
    def mutate(_root: None, info: Any, id: str, input: Any) -> dict[str, Any]:
        """What is already held is refused."""
        context: Context = info.context
        section = input.get("section_id")

        def change() -> dict[str, Any]:
            account = commands.add_post(
                context.actor,
                row_id(id),
                unit_id=chosen_id(input["unit_id"], "unit_unknown", "unitId"),
                section_id=section and chosen_id(section, "section_of_other_unit", "sectionId"),
                role=input["role"],
            )
            return {"account": account_rows([account])[0]}

        return answered(context, change)


class EndPost(graphene.Mutation):
    """End a post from today on, on sockets too. For the administrator."""

    class Arguments:
        id = argument(graphene.ID, "Id of the post.")

    Output = AccountPayload

    @staticmethod
    def mutate(_root: None, info: Any, id: str) -> dict[str, Any]:
        """Not the own post as administrator."""
        context: Context = info.context
        return answered(
            context, lambda: {"account": account_rows([commands.end_post(context.actor, row_id(id))])[0]}
        )


class SetAccountActive(graphene.Mutation):
    """Let an account sign in, or stop it at once, on sockets too. For the administrator."""

    class Arguments:
        id = argument(graphene.ID, "Id of the account.")
        active = argument(graphene.Boolean, "Whether it may sign in.")

    Output = AccountPayload

    @staticmethod
    def mutate(_root: None, info: Any, id: str, active: bool) -> dict[str, Any]:
        """Not one's own."""
        context: Context = info.context

        def change() -> dict[str, Any]:
            account = commands.set_account_active(context.actor, row_id(id), active=active)
            return {"account": account_rows([account])[0]}

        return answered(context, change)


class ResetPassword(graphene.Mutation):
    """Give an account a new one-time password; its sessions end. For the administrator."""

    class Arguments:
        id = argument(graphene.ID, "Id of the account.")

    Output = ResetPasswordPayload

    @staticmethod
    def mutate(_root: None, info: Any, id: str) -> dict[str, Any]:
        """The password is shown this once."""
        context: Context = info.context
        return answered(
            context, lambda: {"one_time_password": commands.reset_password(context.actor, row_id(id))}
        )


class PeopleMutations(graphene.ObjectType):
    """Changes to people."""

    save_filter = SaveFilter.Field(required=True)
    delete_filter = DeleteFilter.Field(required=True)
    create_account = CreateAccount.Field(required=True)
    add_post = AddPost.Field(required=True)
    end_post = EndPost.Field(required=True)
    set_account_active = SetAccountActive.Field(required=True)
    reset_password = ResetPassword.Field(required=True)
