"""Reading rule packs: the one in force for a kind, the standing of each version, the typed pack of a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from django.db.models import Func, QuerySet, TextField

from kernel import json_text
from kernel.clock import today
from kernel.refusals import Refusal
from kernel.sql.rows import Reading
from kernel.sql.statements import DAY_PARAM, TEXT_PARAM
from rules.models import RulePack
from rules.pack import Pack, parse


class PackStatus(StrEnum):
    """Where an issued version stands on a day."""

    SCHEDULED = "SCHEDULED"  # in force from a later day
    IN_FORCE = "IN_FORCE"
    FORMER = "FORMER"
    REPLACED = "REPLACED"  # another was issued before it came into force, or on that very day


@dataclass(frozen=True, slots=True)
class Placed:
    """An issued version with its standing, and the day from which another is in force (None: not known)."""

    row: RulePack
    standing: PackStatus
    until: date | None


class Stamp(Func):
    """Identity of a row of issued packs beside its key, among all that this server ever held: it never changes."""

    template = (
        "(SELECT concat_ws(':', one.tableoid, one.xmin, one.id) FROM rules_rulepack AS one"
        " WHERE one.id = %(expressions)s)"
    )
    output_field = TextField()


def stamped() -> QuerySet[RulePack]:
    """Packs without their bodies, which ``pack_of`` knows after the first time."""
    return RulePack.objects.annotate(stamp=Stamp("id")).defer("body")


def pack_in_force(kind: str, day: date | None = None) -> RulePack:
    """The newest pack of this kind that is in force on a day (today); refused when none is loaded."""
    found = _newest().rows({TEXT_PARAM: kind, DAY_PARAM: day or today()})
    if not found:
        raise Refusal("pack_missing")
    return found[0]


@cache
def _newest() -> Reading[RulePack]:
    """The version of a kind that is in force on a day."""
    begun = stamped().filter(kind=TEXT_PARAM, effective_on__lte=DAY_PARAM)
    return Reading.of(begun.order_by("-version")[:1])


def packs_in_force() -> dict[str, Pack]:
    """The typed pack in force today of each kind that has one, by kind; one query."""
    return {row.kind: pack_of(row) for row in _newest_of_each().rows({DAY_PARAM: today()})}


@cache
def _newest_of_each() -> Reading[RulePack]:
    """The version of each kind that is in force on a day."""
    begun = stamped().filter(effective_on__lte=DAY_PARAM)
    return Reading.of(begun.order_by("kind", "-version").distinct("kind"))


def placed(rows: Iterable[RulePack], day: date | None = None) -> list[Placed]:
    """Issued versions of one kind, all of them and the newest first, with where each stands."""
    found: list[Placed] = []
    until: date | None = None
    for row in rows:
        found.append(Placed(row, _standing(row.effective_on, until, day or today()), until))
        until = min(until or row.effective_on, row.effective_on)
    return found


def _standing(begins: date, until: date | None, day: date) -> PackStatus:
    if until is not None and until <= begins:
        return PackStatus.REPLACED
    if begins > day:
        return PackStatus.SCHEDULED
    return PackStatus.FORMER if until is not None and until <= day else PackStatus.IN_FORCE


def pack_of(row: RulePack) -> Pack:
    """The typed pack of a row; of one with a stamp, remembered."""
    stamp = getattr(row, "stamp", None)
    return _of_stamp(stamp, row.pk) if stamp else _of_body(row.body)


@lru_cache(maxsize=4096)
def _of_stamp(_stamp: str, pk: int) -> Pack:
    return _of_body(RulePack.objects.values_list("body", flat=True).get(pk=pk))


def _of_body(body: Mapping[str, Any]) -> Pack:
    return _parsed(json_text.canonical(body))


@lru_cache(maxsize=256)
def _parsed(body: bytes) -> Pack:
    return parse(json_text.loads(body))
