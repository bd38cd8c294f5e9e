"""Fields of a case that are made of its columns. Each is declared once, as a ``resolve_...`` of ``types.Case``.

The declaration is the field's ordinary resolver, and gives the case list (``row_plan``) which columns to select and how
to make the value of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from api.cases.facts import BESIDE, COUNTED, counted_columns, duty_texts
from api.reading.related import computed
from api.rules.packs import packs_by_id
from api.running.context import Context
from cases.models import Case
from kernel.actor import Actor
from rules.pack import Pack

PACK = "pack_id"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a value may depend on beside its columns: the day, who looks, and the rule packs of the rows at hand."""

    context: Context
    packs: Mapping[int, Pack] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day of the whole answer."""
        return self.context.day

    @property
    def actor(self) -> Actor:
        """Who looks."""
        return self.context.actor


@dataclass(frozen=True, slots=True)
class FromColumns:
    """A resolver whose value depends on these columns and the circumstances only, and is made by ``make`` of them."""

    make: Callable[..., Any]
    columns: tuple[str, ...]

    def __call__(self, case: Case, info: Any) -> Any:
        """The value for one case."""
        packs = {case.pack_id: pack_of_case(case, info)} if PACK in self.columns else {}
        values = (_column(case, info, name) for name in self.columns)
        return self.make(Circumstances(info.context, packs), *values)


def from_columns(*columns: str) -> Callable[[Callable[..., Any]], FromColumns]:
    """Mark a resolver as a function of the circumstances and these columns: of the case, ``COUNTED`` or ``BESIDE``."""
    return lambda make: FromColumns(make, columns)


def _packs(_context: Context, cases: Sequence[Case]) -> dict[int, Pack]:
    packs = packs_by_id(case.pack_id for case in cases)
    return {case.pk: packs[case.pack_id] for case in cases}


def _counts(_context: Context, cases: Sequence[Case]) -> dict[int, dict[str, int]]:
    return counted_columns([case.pk for case in cases])


def _duties(_context: Context, cases: Sequence[Case]) -> dict[int, str | None]:
    return duty_texts([case.pk for case in cases])


pack_of_case = computed(_packs)
_duties_of_case = computed(_duties)
_counts_of_case = computed(_counts)


def _column(case: Case, info: Any, name: str) -> Any:
    if name in COUNTED:
        return _counts_of_case(case, info)[name]
    return _duties_of_case(case, info) if name in BESIDE else getattr(case, name)
