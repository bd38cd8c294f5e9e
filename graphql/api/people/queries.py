"""Questions about units, saved views and accounts."""

from __future__ import annotations

from typing import Any

import graphene

from api.people.accounts import account_rows, require_administrator
from api.people.types import AccountChange, AccountRow, SavedFilter, Unit
from api.reading.related import acquainted
from api.shapes.cursors import KeysetOrder
from api.shapes.fields import Row, argument, many, one, row_id, text
from api.shapes.pages import Page, PageInfo, PageWanted, after_argument, first_argument
from people.account_events import changes_of
from people.models import Account
from people.models import SavedFilter as SavedFilterRow
from people.models import Unit as UnitRow
from people.queries import handling_units


class AccountChangeEdge(Row):
    """A change at its place in the list."""

    cursor = text("The place after this change.")
    node = one(AccountChange, "The change.")


class AccountChangeConnection(Row):
    """A page of changes to an account."""

    edges = many(AccountChangeEdge, "The changes of this page, newest first.")
    page_info = one(PageInfo, "Where it ends.")


class PeopleQueries(graphene.ObjectType):
    """Questions about people."""

    units = many(
        Unit,
        "The units of this government, in display order.",
        include_inactive=argument(
            graphene.Boolean, "Also those no longer in use.", null=True, default_value=False
        ),
        handling=argument(
            graphene.Boolean, "Only those that cases can be dispatched to.", null=True, default_value=False
        ),
    )
    saved_filters = many(SavedFilter, "The viewer's own saved work-list views.")
    accounts = many(AccountRow, "All accounts of this government; for its administrator.")
    account_changes = one(
        AccountChangeConnection,
        "Changes to one account, the newest first; for the administrator, and for everybody of the own account.",
        id=argument(graphene.ID, "Id of the account."),
        first=first_argument(),
        after=after_argument(),
    )

    @staticmethod
    def resolve_units(
        _root: None, info: Any, include_inactive: bool | None = False, handling: bool | None = False
    ) -> list[UnitRow]:
        """Every signed-in person may know the units."""
        info.context.require_seat()
        if handling:
            return acquainted(handling_units())
        units = UnitRow.objects.all()
        return acquainted(units if include_inactive else units.filter(active=True))

    @staticmethod
    def resolve_saved_filters(_root: None, info: Any) -> list[SavedFilterRow]:
        """One's own."""
        return list(SavedFilterRow.objects.filter(account=info.context.account))

    @staticmethod
    def resolve_accounts(_root: None, info: Any) -> list[dict[str, Any]]:
        """FORBIDDEN for everybody but the administrator."""
        require_administrator(info.context)
        return account_rows(Account.objects.order_by("username"))

    @staticmethod
    def resolve_account_changes(
        _root: None, info: Any, id: str, first: int | None = None, after: str | None = None
    ) -> Page:
        """Others' are FORBIDDEN; a cursor serves the account that it was given out for."""
        account_id = row_id(id)
        if account_id != info.context.account.pk:
            require_administrator(info.context)
        order = KeysetOrder(f"ACCOUNT_CHANGES:{account_id}", "id", descending=True, nullable=False, read=int)
        wanted = PageWanted.of(info.context, order, first, after)
        return wanted.served(wanted.read(changes_of(account_id)))
