"""Government's own document numbers (文号, GB/T 9704-2012 7.2.5): their prefix, and from where this year's go on.

Set by the platform's operator: a government that kept its register on paper until now goes on from there.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from cases.changing.counters import coming_number, raise_series
from cases.exchange import own_series
from cases.models import CaseKind
from governments.entering.refusals import GovernmentNotServed
from governments.entering.registry import clear
from governments.entering.scope import administering, platform_scope
from governments.models import Government
from kernel.clock import today
from kernel.refusals import Refusal
from people.models import Unit
from people.prefixes import checked_prefix
from rules.queries import pack_in_force, pack_of


def set_numbers(
    code: str, prefix: str, *, start: int | None = None, kinds: Collection[str] = CaseKind.values
) -> list[str]:
    """Set a government's prefix and let this year's registers of ``kinds`` go on from ``start``; all or nothing.

    Returns the coming number of each kind. Raises GovernmentNotServed for an unknown code, Refusal for a prefix that
    is none or a unit's, and for a start below what was given out: a number is never given twice.
    """
    prefix = checked_prefix(prefix)
    with transaction.atomic(), platform_scope():
        row = Government.objects.select_for_update().filter(code=code).first()
        if row is None:
            raise GovernmentNotServed("government_unknown", code)
        row.number_prefix = prefix
        row.save(update_fields=["number_prefix"])
        with administering(row):
            _check_free(prefix)
            coming = [_register(kind, prefix, start if kind in kinds else None) for kind in CaseKind.values]
    clear()
    return coming


def _check_free(prefix: str) -> None:
    """A unit counts in a register of its own, so the same prefix would give the same numbers."""
    unit = Unit.objects.filter(number_prefix=prefix).first()
    if unit is not None:
        raise Refusal("prefix_of_a_unit", field="prefix", prefix=prefix, unit=unit.short_name)


def _register(kind: str, prefix: str, start: int | None) -> str:
    """The coming number of a kind's register, after it was raised to ``start``."""
    pack, year = pack_of(pack_in_force(kind)), today().year
    series = own_series(pack.case_word, year)
    if start is not None and not raise_series(series, start):
        given = pack.reply_number(prefix, year, start)
        raise Refusal("number_given", field="next", number=given, least=coming_number(series))
    return pack.reply_number(prefix, year, coming_number(series))
