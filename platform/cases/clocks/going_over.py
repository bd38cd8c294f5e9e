"""Cases that cannot change to another rule pack: replies given under one keep the meaning of their classes."""

from __future__ import annotations

from collections.abc import Iterable

from cases.models import Case, Reply
from cases.states import ReplyState
from rules.pack import Pack
from rules.queries import pack_of
from rules.values import ResultClass


def bound(cases: Iterable[Case], pack: Pack) -> set[int]:
    """Keys of the cases whose replies name a class that the pack calls otherwise, or has not; one query.

    The cases come with their packs.
    """
    current = {case.pk: {one.code: one for one in pack_of(case.pack).result_classes} for case in cases}
    new = {one.code: one for one in pack.result_classes}
    rows = Reply.objects.filter(case__in=current).exclude(state=ReplyState.VOID)
    return {
        case
        for case, *classes, points in rows.values_list("case", "class_declared", "class_reviewed", "points")
        if _differ({*classes, *(one["result_class"] for one in points)} - {""}, current[case], new)
    }


def _differ(codes: set[str], current: dict[str, ResultClass], new: dict[str, ResultClass]) -> bool:
    return any(_meaning(current, code) != _meaning(new, code) for code in codes)


def _meaning(classes: dict[str, ResultClass], code: str) -> tuple[str, str] | None:
    found = classes.get(code)
    return (found.label, found.means) if found else None
