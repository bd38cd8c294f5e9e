"""Packs by id, remembered in this process: a pack is never changed, only followed by another version.

What a case says is called as its own pack calls it: ``pack_of_row`` and ``worded``.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

from api.reading.related import computed
from api.running.context import Context
from governments.entering.scope import current_government
from kernel.wording import called, section
from rules.explaining.sentences import in_words_of
from rules.models import RulePack
from rules.pack import Pack
from rules.queries import pack_of

MOST = 4096

# By the government's key, which is never given again: another one of the same code has packs of its own.
_known: OrderedDict[tuple[int, int], Pack] = OrderedDict()


def packs_by_id(ids: Iterable[int]) -> dict[int, Pack]:
    """The packs of these ids in the current government; one query, and mostly none."""
    wanted, here = set(ids), current_government()
    place = here.pk if here else 0
    found = {pk: pack for pk in wanted if (pack := _known.get((place, pk))) is not None}
    missing = wanted - found.keys()
    if missing:
        for row in RulePack.objects.filter(pk__in=missing):
            found[row.pk] = _known[place, row.pk] = pack_of(row)
        while len(_known) > MOST:
            _known.popitem(last=False)
    return found


def packs_of(_context: Context, rows: Sequence[Any]) -> dict[int, Pack]:
    """The rule pack of the case that each row belongs to."""
    packs = packs_by_id(one.case.pack_id for one in rows)
    return {one.pk: packs[one.case.pack_id] for one in rows}


pack_of_row = computed(packs_of)


def worded(row: Any, info: Any, group: str, code: str, *, opinion: bool = False) -> str | None:
    """A text of the catalogue about a row, its roles called as the pack of the row's case does; None for no text.

    ``opinion``: the row is about what is asked for an opinion.
    """
    if code not in section(group):
        return None
    return in_words_of(pack_of_row(row, info), called(group, code, opinion=opinion))
