"""Preview of a pack change: due days that would move if running cases followed another pack today; nothing is saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from cases.clocks.going_over import bound
from cases.clocks.recount import ARRIVED, OPEN_STATES, Move, moves
from cases.models import Case
from kernel.clock import today
from kernel.refusals import Refusal
from rules.checking.body import problems
from rules.pack import parse


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
