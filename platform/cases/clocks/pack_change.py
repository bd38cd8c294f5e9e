"""Change of running cases to another rule pack: which cases cannot follow, and a preview of due days that move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from cases.clocks.recount import ARRIVED, OPEN_STATES, Move, moves
from cases.models import Case, Reply
from cases.states import ReplyState
from kernel.clock import today
from kernel.refusals import Refusal
from rules.checking.body import problems
from rules.pack import Pack, parse
from rules.queries import pack_of
from rules.values import ResultClass


@dataclass(frozen=True, slots=True)
class PackPreview:
    """``running`` cases of the kind, of which some are ``kept`` by their answers; papers that wait; days that move."""

    running: int
    arrived: int
    kept: int
    moved_cases: int
    moves: list[Move]

    @property
    def past(self) -> int:
        """Days to come that would then be past: what is due on them would be late at once."""
        return sum(one.new.day < today() <= one.old.day for one in self.moves)


def preview_pack(body: Mapping[str, Any]) -> PackPreview:
    """Of a body without problems, else Refusal. A few queries more than counting the running cases."""
    found = problems(body)
    if found:
        named = f"{found[0].place}：{found[0].message}"
        raise Refusal("pack_has_problems", field="body", number=len(found), named=named)
    pack, of_kind = parse(body), Case.objects.filter(kind=body["kind"])
    stay = bound(of_kind.filter(state__in=OPEN_STATES).select_related("pack").defer("body"), pack)
    moved = {case: days for case, days in moves(pack=pack).items() if case not in stay}
    return PackPreview(
        running=of_kind.filter(state__in=OPEN_STATES).count(),
        arrived=of_kind.filter(state__in=ARRIVED).count(),
        kept=len(stay),
        moved_cases=len(moved),
        moves=list(chain.from_iterable(moved[case] for case in sorted(moved))),
    )


def numbers_of(moved: Iterable[Move]) -> dict[int, str]:
    """The number of each case, or of its registration."""
    rows = Case.objects.filter(pk__in={one.old.case_id for one in moved})
    return {
        pk: case_no or registration_no
        for pk, case_no, registration_no in rows.values_list("pk", "case_no", "registration_no")
    }


def bound(cases: Iterable[Case], pack: Pack) -> set[int]:
    """Keys of the cases whose replies name a class that the pack calls otherwise, or has not; one query.

    Replies given under a pack keep the meaning of their classes. The cases come with their packs.
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
