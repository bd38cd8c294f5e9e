"""Packs by id, remembered in this process: a pack is never changed, only followed by another version."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from governments.scope import database
from rules.models import RulePack
from rules.pack import Pack
from rules.queries import pack_of

MOST = 4096

_known: OrderedDict[tuple[str, int], Pack] = OrderedDict()


def packs_by_id(ids: Iterable[int]) -> dict[int, Pack]:
    """The packs of these ids in the current government; one query, and mostly none."""
    wanted, schema = set(ids), database().schema_name
    found = {pk: pack for pk in wanted if (pack := _known.get((schema, pk))) is not None}
    missing = wanted - found.keys()
    if missing:
        for row in RulePack.objects.filter(pk__in=missing):
            found[row.pk] = _known[schema, row.pk] = pack_of(row)
        while len(_known) > MOST:
            _known.popitem(last=False)
    return found
