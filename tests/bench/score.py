"""``score.run``: scoring a year with 20 items, evidence kept, against the metrics' own aggregate SQL.

Ours starts a run through the command and freezes it: all evidence rows, every unit's items with their explanations,
ranks, digest, entry, outbox row, commit. The reference sends, for each item, the SELECT that ours uses for it with a
GROUP BY over units and outcomes, on a plain psycopg connection, and keeps nothing. 25 cases a unit.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, LiteralString

from django.db import transaction
from django.db.models import Model
from psycopg.sql import SQL, Composed, Identifier, Literal

from assessment.commands import freeze_assessment, issue_scheme, start_assessment
from assessment.metrics import Frame, selects, values
from assessment.metrics_sql import COMMON_TABLES
from assessment.models import Scheme as SchemeRow
from assessment.scheme import scheme_of
from bench.ground import CODE, Ground
from bench.measure import FEWEST, Figure, Goal, Sizes, figure, interleaved
from cases import commands
from cases.models import Assignment, Case, CaseEvent, FeedbackRound, Meeting, Reply
from cases.states import UnitRole
from governments.owner import owner_connection
from governments.owner import run as run_all
from kernel.clock import today
from people.models import Unit
from support.build import (
    a_dispatched_case,
    a_drafted_reply,
    a_key,
    a_meeting,
    brought,
    feedback,
    part_of,
    signed_for,
)  # fmt: skip
from support.scores import a_body, linear, per_event

NAME = "score.run"
GOAL = Goal(5)
CASES = 1_000
CASES_A_UNIT = 25
APART = 1_000_000  # between the keys of one copy and the next
IDS = ("id", "case_id", "assignment_id", "reply_id", "subject_id")
COPIED: dict[type[Model], dict[str, LiteralString]] = {
    Case: {"registration_no": "'评' || n", "case_no": "'评建' || n", "source_key": "NULL"},
    Assignment: {
        "dispatched_on": "dispatched_on - 120",
        "due_on": "dispatched_on - 30",
        "replied_on": "replied_on - CASE WHEN n % 10 = 0 THEN 20 ELSE 50 END",
    },
    Meeting: {"held_on": "held_on - 100"},
    Reply: {"number": "'评〔' || n || '〕'"},
    FeedbackRound: {
        "sent_on": "sent_on - 50",
        "returned_on": "returned_on - 40",
        "result": "CASE WHEN n % 20 = 0 THEN 'DISSATISFIED' ELSE result END",
    },
    CaseEvent: {"key": "key || '-' || n"},
}
ITEMS: list[dict[str, Any]] = [
    linear("M1"), linear("M1", variant="FORMAL"), linear("M2"), linear("M2", target="90%"),
    linear("M2", return_days="NEITHER"), linear("M5"), linear("M5", target="80%"), linear("M9"),
    linear("M9", variant="STRICT"), linear("M9", variant="CONSERVATIVE"), linear("M9", round="LAST"),
    *(
        per_event(kind, -1, cap=10, weight=10)
        for kind in (
            "RETURNED_DRAFT", "BOUNCED_OPINION", "WAIVED_OPINION", "LATE_SIGNATURE", "LATE_RETURN", "DISSATISFIED",
            "DELAYED_PROMISE", "BROKEN_PROMISE", "REFUSED_CLAIM",
        )
    ),
]  # fmt: skip


def run(ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """One year of ``size`` cases; each round another cut-off day, after which nothing happened."""
    cases = sizes.or_default(CASES)
    _year(ground, cases)
    items = [one | {"code": f"item_{place}", "weight": 10} for place, one in enumerate(ITEMS)]
    office = ground.world.office
    scheme = issue_scheme(office, a_key(), body=a_body(*items), year=today().year)
    days = itertools.count(1)

    def ours() -> None:
        cut_off = today() - timedelta(days=next(days))
        wish: dict[str, Any] = {"year": scheme.year, "cut_off": cut_off, "group": "BUREAUS"}
        freeze_assessment(office, start_assessment(office, scheme.pk, a_key(), **wish).pk, a_key())

    reference = _Reference(ground, scheme)
    sides = interleaved(ours, reference, rounds=min(sizes.rounds, FEWEST), each=1)
    reference.connection.close()
    yield figure(NAME, f"cases_{cases}", GOAL, "ms", *sides)


class _Reference:
    """One aggregate for each item."""

    def __init__(self, ground: Ground, scheme: SchemeRow) -> None:
        self.connection = ground.plain()
        frame = Frame("BUREAUS", scheme.year, today() - timedelta(days=1), by_session=True)
        self.statements = []
        for item in scheme_of(scheme).items:
            (select,) = selects([item.basis])
            counted = f"SELECT unit_id, outcome, count(*) FROM ({select}) AS r GROUP BY unit_id, outcome"
            sql = f"WITH {COMMON_TABLES} {counted}"
            self.statements.append((sql, values(0, frame, [item.basis])))

    def __call__(self) -> None:
        for sql, given in self.statements:
            self.connection.execute(sql, given).fetchall()


def _year(ground: Ground, cases: int) -> None:
    """Copies of one case that went all the way, over many units, made by SQL past the triggers."""
    model = _model(ground)
    first = Unit.objects.count()
    made = [
        Unit(code=f"score{n}", name=f"第{n}号单位", short_name=f"{n}号", kind="BUREAU", position=first + n)
        for n in range(max(cases // CASES_A_UNIT, 1))
    ]
    units = [unit.pk for unit in Unit.objects.bulk_create(made)]
    with owner_connection() as owner, transaction.atomic():
        run_all(
            owner,
            [
                SQL("SET LOCAL search_path TO {}").format(Identifier(CODE)),
                "SET LOCAL session_replication_role = replica",
                *(_copied(one, changed, model, cases, units) for one, changed in COPIED.items()),
            ],
        )
        run_all(
            owner,
            [SQL("ANALYZE {}.{}").format(Identifier(CODE), Identifier(one._meta.db_table)) for one in COPIED],
        )


def _model(ground: Ground) -> Case:
    world = ground.world
    case = signed_for(world, a_dispatched_case(world, ("water", UnitRole.SOLE)))
    commands.record_meeting(world.water_clerk, part_of(case, "water").pk, a_key(), meeting=a_meeting())
    brought(world, a_drafted_reply(world, case), "deliver_reply")
    feedback(world, case)
    return case


def _copied(
    model: type[Model], changed: dict[str, LiteralString], of: Case, count: int, units: list[int]
) -> Composed:
    names = [str(field.column) for field in model._meta.concrete_fields]
    values = [_value(model, name, changed, units) for name in names]
    which = {
        Case: "id = {}",
        Meeting: "assignment_id IN (SELECT id FROM cases_assignment WHERE case_id = {})",
    }
    return SQL("INSERT INTO {} ({}) SELECT {} FROM {}, generate_series(1, {}) AS n WHERE {}").format(
        Identifier(model._meta.db_table),
        SQL(", ").join([Identifier(one) for one in names]),
        SQL(", ").join(values),
        Identifier(model._meta.db_table),
        Literal(count),
        SQL(which.get(model, "case_id = {}")).format(Literal(of.pk)),  # type: ignore[arg-type]  # literals above
    )


def _value(model: type[Model], name: str, changed: dict[str, LiteralString], units: list[int]) -> Composed:
    if name in changed:
        return SQL(changed[name]).format()
    if name in IDS:
        return SQL("{} + n * {}::bigint").format(Identifier(name), Literal(APART))
    if model is Assignment and name == "unit_id":
        return SQL("({})[1 + n % {}]").format(Literal(units), Literal(len(units)))
    return SQL("{}").format(Identifier(name))
