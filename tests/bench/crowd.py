"""Many cases quickly: copies of one case that went through the door, made by SQL past the triggers.

Seeding is not measured. The copies have numbers, titles and due days of their own, so that lists have an order.
"""

from __future__ import annotations

from typing import LiteralString

from django.db import transaction
from django.db.models import Max, Model
from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from bench.ground import CODE, Ground
from cases.models import Assignment, Case
from governments.owner import owner_connection, run
from support.build import a_dispatched_case

MODEL_PARTS = 2  # assignments of the case that is copied
CASE: dict[str, LiteralString] = {
    "id": "base + n",
    "registration_no": "'批' || lpad(n::text, 7, '0')",
    "case_no": "'批建' || lpad(n::text, 7, '0')",
    "title": "'关于改善第' || n || '社区排水设施的建议'",
    "due_on": "(due_on + (n::bigint * 7919 % 400)::int)::date",
    "registered_on": "(registered_on - (n::bigint * 104729 % 700)::int)::date",
    "source_key": "NULL",
}
PART: dict[str, LiteralString] = {
    "id": f"base + {MODEL_PARTS} * n + id % {MODEL_PARTS}",
    "case_id": "base + n",
}


def crowd(ground: Ground, count: int) -> None:
    """Let there be ``count`` dispatched copies at least, with a lead and a co-handling unit each."""
    there = Case.objects.filter(registration_no__startswith="批").count()
    if there >= count:
        return
    model = a_dispatched_case(ground.world)
    base = max(one.objects.aggregate(last=Max("pk"))["last"] for one in (Case, Assignment))
    source = SQL("(SELECT n, {}::bigint AS base FROM generate_series({}, {}) AS n) AS numbers").format(
        Literal(base), Literal(there + 1), Literal(count)
    )
    with owner_connection() as owner:
        with transaction.atomic():
            run(
                owner,
                [
                    SQL("SET LOCAL search_path TO {}").format(Identifier(CODE)),
                    "SET LOCAL session_replication_role = replica",
                    _copied(Case, CASE, source, SQL("id = {}").format(Literal(model.pk))),
                    _copied(Assignment, PART, source, SQL("case_id = {}").format(Literal(model.pk))),
                    *(_numbered(one) for one in (Case, Assignment)),
                ],
            )
        run(owner, [SQL("ANALYZE {0}.cases_case, {0}.cases_assignment").format(Identifier(CODE))])


def _copied(
    model: type[Model], changed: dict[str, LiteralString], source: Composable, which: Composable
) -> Composed:
    names = [str(field.column) for field in model._meta.concrete_fields]
    values: list[Composable] = [SQL(changed[one]) if one in changed else Identifier(one) for one in names]
    return SQL("INSERT INTO {} ({}) SELECT {} FROM {}, {} WHERE {}").format(
        Identifier(model._meta.db_table),
        SQL(", ").join([Identifier(one) for one in names]),
        SQL(", ").join(values),
        Identifier(model._meta.db_table),
        source,
        which,
    )


def _numbered(model: type[Model]) -> Composed:
    """Let the table's next key come after those that were given here."""
    table = model._meta.db_table
    return SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), (SELECT max(id) FROM {}))").format(
        Literal(table), Identifier(table)
    )
