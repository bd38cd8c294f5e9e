"""Whole cases as the judgement of steps looks at them, read in one statement, with their rows of duties as they stand.

Texts that no judgement reads are left out. The objects know each other, so nothing is asked of the database later.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import DateField, DateTimeField, Field, JSONField, Model, TextField

from cases.models import (
    Assignment,
    Case,
    CaseDuty,
    Commitment,
    FeedbackRound,
    Meeting,
    Reply,
    ReturnRequest,
    UrgeNotice,
)
from cases.steps.owed import Days, deadlines_asked
from kernel import json_text
from kernel.sql.django_private import concrete_fields, keep_relation, model_row
from kernel.sql.row_texts import table_of
from kernel.sql.statements import rows_of
from people.models import Unit
from rules.models import RulePack
from rules.pack import Pack
from rules.queries import Stamp, pack_of

READ_ALL_THE_SAME = frozenset({"unsaid"})  # a text that a condition reads
RELATIONS: dict[type[Model], str] = {
    Assignment: "assignments",
    Reply: "replies",
    FeedbackRound: "feedback_rounds",
    Commitment: "commitments",
    Meeting: "meetings",
    ReturnRequest: "return_requests",
    UrgeNotice: "urge_notices",
}
RELATIONS_OF_CASE = ("assignments", "replies", "feedback_rounds", "commitments")
RELATIONS_OF_PART = tuple(name for name in RELATIONS.values() if name != "assignments")

OF_CASES = "one.case_id IN (SELECT id FROM wanted)"
OF_PARTS = "one.assignment_id IN (SELECT id FROM parts)"
# What is read of each model; of a merged paper also the parts of its main case, whose replies it gets.
PIECES: tuple[tuple[type[Model], str], ...] = (
    (Case, "one.id IN (SELECT id FROM wanted)"),
    (Unit, "one.id IN (SELECT unit_id FROM parts)"),
    (Assignment, "one.id IN (SELECT id FROM parts)"),
    (Reply, OF_CASES),
    (FeedbackRound, OF_CASES),
    (Commitment, OF_CASES),
    (Meeting, OF_PARTS),
    (ReturnRequest, f"{OF_PARTS} AND one.decision = ''"),
    (UrgeNotice, f"{OF_PARTS} AND one.answered_at IS NULL"),
    (CaseDuty, OF_CASES),
)


@dataclass(slots=True)
class Whole:
    """A case with its pack, the due days that no row repeats, and its rows of duties as they stand."""

    case: Case
    pack: Pack
    days: Days = field(default_factory=dict)
    duties: list[CaseDuty] = field(default_factory=list)


def whole_cases(keys: Collection[int]) -> list[Whole]:
    """These cases; one statement."""
    if not keys:
        return []
    ((*pieces, packs, days),) = rows_of(_text(), [list(keys), list(deadlines_asked())])
    rows = {
        model: _rows(model, json_text.loads(text)) for (model, _), text in zip(PIECES, pieces, strict=True)
    }
    stamped = {pk: _pack(pk, stamp) for pk, stamp in json_text.loads(packs)}
    _acquaint(rows)
    whole = {one.pk: Whole(one, stamped[one.pack_id]) for one in rows[Case]}
    for one in rows[CaseDuty]:
        whole[one.case_id].duties.append(one)
    for case, what, subject, day in json_text.loads(days):
        whole[case].days = {**whole[case].days, (what, subject): date.fromisoformat(day)}
    return list(whole.values())


def _acquaint(rows: dict[type[Model], list[Any]]) -> None:
    """Let the objects hold each other, as if all had been prefetched."""
    cases, units, parts = _by_key(rows[Case]), _by_key(rows[Unit]), _by_key(rows[Assignment])
    _hold_nothing(cases.values(), RELATIONS_OF_CASE)
    _hold_nothing(parts.values(), RELATIONS_OF_PART)
    for part in parts.values():
        part.unit = units[part.unit_id]
    for model, name in RELATIONS.items():
        for one in rows[model]:
            if name in RELATIONS_OF_CASE:
                _belongs(one, name, cases)
            if name in RELATIONS_OF_PART:
                _under(one, name, parts)


def _hold_nothing(owners: Iterable[Any], names: Iterable[str]) -> None:
    for owner in owners:
        for name in names:
            keep_relation(owner, name, [])


def _by_key(rows: Iterable[Any]) -> dict[int, Any]:
    return {one.pk: one for one in rows}


def _belongs(one: Any, name: str, cases: dict[int, Case]) -> None:
    case = cases.get(one.case_id)
    if case is not None:
        one.case = case
        getattr(case, name).all().append(one)


def _under(one: Any, name: str, parts: dict[int, Assignment]) -> None:
    part = one.assignment = parts[one.assignment_id]
    getattr(part, name).all().append(one)


def _pack(pk: int, stamp: str) -> Pack:
    row = model_row(RulePack, ("id",), (pk,))
    row.__dict__["stamp"] = stamp
    return pack_of(row)


def _rows(model: type[Model], values: Iterable[list[Any]]) -> list[Any]:
    columns = _columns(model)
    names = [one.attname for one in columns]
    readers = [(place, read) for place, one in enumerate(columns) if (read := _reader(one)) is not None]
    return [model_row(model, names, _read(readers, row)) for row in values]


def _read(readers: Sequence[tuple[int, Callable[[str], Any]]], row: list[Any]) -> list[Any]:
    for place, read in readers:
        if row[place] is not None:
            row[place] = read(row[place])
    return row


def _reader(column: Field[Any, Any]) -> Callable[[str], Any] | None:
    if isinstance(column, DateTimeField):
        return datetime.fromisoformat
    return date.fromisoformat if isinstance(column, DateField) else None


@cache
def _columns(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    return tuple(
        one
        for one in concrete_fields(model)
        if not isinstance(one, TextField | JSONField) or one.name in READ_ALL_THE_SAME
    )


@cache
def _text() -> str:
    pieces = ", ".join(_piece(model, where) for model, where in PIECES)
    case, part = table_of(Case), table_of(Assignment)
    reply, round_, promise = table_of(Reply), table_of(FeedbackRound), table_of(Commitment)
    others = " ".join(
        f"UNION SELECT one.assignment_id FROM {table} AS one WHERE {OF_CASES}"  # noqa: S608 - names of models only
        for table in (reply, round_, promise)
    )
    stamp = Stamp.template % {"expressions": "pack.id"}
    return (
        f"WITH wanted AS MATERIALIZED (SELECT unnest(%s::bigint[]) AS id), named AS MATERIALIZED"  # noqa: S608 - names of models only
        f" (SELECT one.id FROM {part} AS one WHERE {OF_CASES} {others}), parts AS MATERIALIZED"
        f" (SELECT id, unit_id FROM {part} WHERE id IN (SELECT id FROM named))"
        f" SELECT {pieces},"
        f" (SELECT coalesce(jsonb_agg(jsonb_build_array(pack.id, {stamp})), '[]') FROM {table_of(RulePack)} AS pack"
        f" WHERE pack.id IN (SELECT pack_id FROM {case} WHERE id IN (SELECT id FROM wanted))),"
        " (SELECT coalesce(jsonb_agg(jsonb_build_array(one.case_id, one.what, one.subject, one.day) ORDER BY one.id),"
        f" '[]') FROM cases_dueday AS one WHERE {OF_CASES} AND one.what = ANY(%s))"
    )


def _piece(model: type[Model], where: str) -> str:
    names = ", ".join(f'one."{column.column}"' for column in _columns(model))
    listed = f"coalesce(jsonb_agg(jsonb_build_array({names}) ORDER BY one.id), '[]')"
    return f"(SELECT {listed} FROM {table_of(model)} AS one WHERE {where})"  # noqa: S608 - names of models only
