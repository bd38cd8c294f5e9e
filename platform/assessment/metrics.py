"""Evidence of each unit's work: one statement for all metrics, kinds of events and units of a run.

One statement is one snapshot: a case that changes meanwhile is seen before or after, never in between. Every metric
is one SELECT over the same parts; its rows say unit, paper, part, and whether they count. Things are taken as they
stood at the end of the cut-off day, by the case log where the row alone does not show it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from assessment.measures import EVENTS, Basis
from assessment.metrics_sql import (
    ADJUDICATED,
    COMMON_TABLES,
    DELIVERY,
    DIGEST,
    HAPPENED,
    LATE,
    M1,
    M2,
    M5,
    M9,
    STORE_EVIDENCE,
)
from assessment.models import Outcome, SubjectGroup
from assessment.scoring import Measure
from kernel import json_text
from kernel.clock import today
from people.models import UnitKind
from rules.pack import FACE_TO_FACE

KINDS: Mapping[str, tuple[UnitKind, ...]] = {
    SubjectGroup.BUREAUS: (UnitKind.BUREAU, UnitKind.TOWN, UnitKind.OTHER),
    SubjectGroup.LOWER_GOVERNMENTS: (UnitKind.LOWER_GOVERNMENT,),
}
PARTS = -1  # the basis under which the statement returns who had cases at all


@dataclass(frozen=True, slots=True)
class Frame:
    """What a run looks at: one group of units, the cases of a year, and the day that ends it."""

    group: str
    year: int
    cut_off: date
    by_session: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured, by unit; and the units that had cases."""

    measures: Mapping[int, Mapping[int, Measure]]
    with_cases: frozenset[int]


def gather(run_id: int, frame: Frame, bases: Sequence[Basis]) -> Found:
    """Measure all bases of all units of a group, keep every row as evidence of the run, and count them."""
    sql = "WITH" + COMMON_TABLES + "," + STORE_EVIDENCE.format(rows=" UNION ALL ".join(selects(bases)))
    with connection.cursor() as cursor:
        cursor.execute(sql, values(run_id, frame, bases))
        return _counted(cursor.fetchall())


def digest_of_evidence(run_id: int) -> str:
    """A digest of a run's evidence as it was kept; the same rows give the same one."""
    with connection.cursor() as cursor:
        cursor.execute(DIGEST, [run_id])
        return str(cursor.fetchone()[0])


def values(run_id: int, frame: Frame, bases: Sequence[Basis]) -> dict[str, Any]:
    """The parameters of the statement."""
    zone = timezone.get_default_timezone()
    wanted = [
        {
            "basis": place,
            "kind": one.code,
            "step": EVENTS[one.code].step,
            "machine": EVENTS[one.code].machine,
            "once": one.once_per_case,
            "effect": Outcome.COUNTED if one.gain else Outcome.LOST,
        }
        for place, one in enumerate(bases)
        if _is_logged(one)
    ]
    return {
        "run": run_id,
        "kinds": [kind.value for kind in KINDS[frame.group]],
        "year": frame.year,
        "by_session": frame.by_session,
        "cut_off": frame.cut_off,
        "over": min(frame.cut_off, today() - timedelta(days=1)),
        "end": datetime.combine(frame.cut_off + timedelta(days=1), time.min, zone),
        "zone": str(zone),
        "face_to_face": json_text.dumps(FACE_TO_FACE).decode(),
        "wanted": json_text.dumps(wanted).decode(),
    }


def selects(bases: Sequence[Basis]) -> list[str]:
    """The SELECTs over the common ground: one for each metric, one for all kinds of events together."""
    found = [METRIC_SQL[one.code](place, one) for place, one in enumerate(bases) if one.is_metric]
    found += [
        _late(place, one) for place, one in enumerate(bases) if not one.is_metric and not _is_logged(one)
    ]
    kinds = sorted({one.code for one in bases if _is_logged(one)})
    if kinds:
        conditions = " ".join(f"WHEN '{kind}' THEN {EVENTS[kind].condition}" for kind in kinds)
        found.append(HAPPENED.format(conditions=conditions))
    return found


def _is_logged(basis: Basis) -> bool:
    return not basis.is_metric and not EVENTS[basis.code].by_part


def _late(place: int, basis: Basis) -> str:
    effect = Outcome.COUNTED if basis.gain else Outcome.LOST
    return LATE.format(
        basis=place, delivery=DELIVERY, once="TRUE" if basis.once_per_case else "FALSE", effect=effect.value
    )


def _papers(basis: Basis) -> str:
    return "paper" if basis.option("merged") == "EACH" else "answering"


def _m1(place: int, basis: Basis) -> str:
    formal = "TRUE" if basis.option("variant") == "FORMAL" else "FALSE"
    return M1.format(basis=place, formal=formal, papers=_papers(basis))


def _m2(place: int, basis: Basis) -> str:
    adjudicated = ADJUDICATED if basis.option("return_days") == "NEITHER" else ""
    return M2.format(basis=place, delivery=DELIVERY, adjudicated=adjudicated, papers=_papers(basis))


def _m5(place: int, basis: Basis) -> str:
    return M5.format(basis=place, papers=_papers(basis))


# Grades that count as satisfied; some governments have more than three (domain.md 1.6).
PLEASED = ("VERY_SATISFIED", "SATISFIED", "BASICALLY", "UNDERSTANDS")

# Which words of the proposer count and which are lost, by variant; which of several rounds comes first.
FEEDBACK_OUTCOMES = {
    "RETURNED": (PLEASED, ("DISSATISFIED",)),
    "STRICT": (("VERY_SATISFIED", "SATISFIED"), ("BASICALLY", "UNDERSTANDS", "DISSATISFIED")),
    "CONSERVATIVE": (PLEASED, ("DISSATISFIED", "NO_RESPONSE", "AWAITED")),
}
ROUND_ORDER = {
    "ALL": "f.round",
    "FIRST": "f.round",
    "LAST": "(f.returned_on <= %(cut_off)s) IS TRUE DESC, f.round DESC",
}


def _m9(place: int, basis: Basis) -> str:
    counted, lost = (_texts(words) for words in FEEDBACK_OUTCOMES[basis.option("variant")])
    chosen = basis.option("round")
    rounds = 2**31 if chosen == "ALL" else 1
    return M9.format(basis=place, counted=counted, lost=lost, rounds=rounds, order=ROUND_ORDER[chosen])


def _texts(words: Sequence[str]) -> str:
    return "ARRAY[" + ", ".join(f"'{one}'" for one in words) + "]"


METRIC_SQL = {"M1": _m1, "M2": _m2, "M5": _m5, "M9": _m9}


def _counted(rows: Sequence[tuple[int, int, str, int]]) -> Found:
    tallies: dict[int, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    with_cases = set()
    for unit, basis, outcome, times in rows:
        if basis == PARTS:
            with_cases.add(unit)
        else:
            tallies[unit][basis][outcome] = times
    measures = {
        unit: {
            basis: Measure(tally.get(Outcome.COUNTED, 0), tally.get(Outcome.LOST, 0))
            for basis, tally in bases.items()
        }
        for unit, bases in tallies.items()
    }
    return Found(measures, frozenset(with_cases))
