"""Holders: in whose hands a case is (在谁手上) and the asker's own duties in it, made of the rows of duties.

Everybody who sees a case reads who has it. How far that goes is the visibility table's: where the step of a duty is
not seen, its holder is the unit of the part, said to be at work since it has the part, whatever happens inside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Func, TextField
from django.utils import timezone

from cases.aspects import Aspect
from cases.duties import ASIDE, Duty
from cases.reading.visibility.table import WAITING
from cases.reading.visibility.viewers import sees
from cases.states import ANSWERED, Machine, UnitRole
from cases.steps.lifecycle import BY_CODE
from cases.steps.rights import seat_keys
from kernel import json_text
from kernel.actor import Actor
from kernel.wording import label, section

ROLES = frozenset(section("holders"))


class DutyRows(Func):
    """The rows of duties of a case as a JSON text, with what is shown of their parts; null where it has none."""

    template = """(SELECT jsonb_agg(jsonb_build_array(one.duty, one.step, one.machine, holder.short_name, one.seats,
      person.name, one.since, one.due_on, one.begins_on, part.unit_id, own.short_name, part.role, part.dispatched_on,
      part.signed_for_at, part.replied_on) ORDER BY one.due_on NULLS LAST, one.id)::text
      FROM cases_caseduty AS one LEFT JOIN people_unit AS holder ON holder.id = one.unit_id
      LEFT JOIN people_account AS person ON person.id = one.person_id
      LEFT JOIN cases_assignment AS part ON part.id = one.part_id
      LEFT JOIN people_unit AS own ON own.id = part.unit_id WHERE one.case_id = %(expressions)s)"""
    output_field = TextField()


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty with what is shown of its part."""

    duty: str
    step: str
    machine: str
    unit: str | None
    seats: frozenset[str]
    person: str | None
    since: datetime
    due_on: date | None
    begins_on: date | None
    part_unit: int | None
    part_name: str | None
    role: str | None
    dispatched_on: date | None
    signed_for_at: datetime | None
    replied_on: date | None

    @property
    def of_opinion(self) -> bool:
        """Whether its part is asked for an opinion."""
        return self.role == UnitRole.CO

    def exists(self, day: date) -> bool:
        """Whether it is a duty on a day, and not only followed."""
        return self.begins_on is None or self.begins_on <= day


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the case, doing what, since when; of several the one who has it longest, and how many others."""

    name: str
    unit: str
    person: str
    doing: str
    others: int
    since: date

    @property
    def label(self) -> str:
        """In a line."""
        if self.others:
            return label("holders", "several").format(first=self.name, count=self.others + 1)
        named = label("holders", "with_person") if self.person else "{unit}"
        return named.format(unit=self.name, person=self.person)


@lru_cache(maxsize=2048)
def duties_in(text: str | None) -> tuple[DutyRow, ...]:
    """The duties of a case, the nearest day first."""
    return tuple(map(_row, json_text.loads(text))) if text else ()


def own_duties(actor: Actor, text: str | None, day: date) -> list[DutyRow]:
    """Those that the actor may act on today, the most urgent first."""
    if actor.read_only:
        return []
    keys = seat_keys(actor.seats)
    return [one for one in duties_in(text) if one.exists(day) and keys & one.seats]


def holder_of(actor: Actor, text: str | None, kind: str, state: str, day: date) -> Holder | None:
    """Who has the case today, as far as the actor sees; None for a case that nobody has: it has ended."""
    shown = {_shown(one, actor, kind, state, day) for one in _holding(duties_in(text), day)}
    by_name: dict[str, Holder] = {}
    for one in sorted(shown, key=lambda one: (one.since, one.name, one.doing)):
        by_name.setdefault(one.name, one)
    if not by_name:
        return None
    first = next(iter(by_name.values()))
    return replace(first, others=len(by_name) - 1)


def _holding(rows: Sequence[DutyRow], day: date) -> Sequence[DutyRow]:
    """The duties that hold the case: what goes beside its way only where nothing else does; else what is followed."""
    existing = [one for one in rows if one.exists(day)]
    return [one for one in existing if one.duty not in ASIDE] or existing or rows


def _shown(one: DutyRow, actor: Actor, kind: str, state: str, day: date) -> Holder:
    mine = not actor.read_only and bool(seat_keys(actor.seats) & one.seats)
    aspect = WAITING.get(one.duty) or BY_CODE[one.step].aspect
    if one.part_unit is not None and not (mine or sees(actor, aspect, kind, one.part_unit)):
        return _at_the_unit(one, state)
    insight = mine or one.part_unit is None or sees(actor, Aspect.RETURNS, kind, one.part_unit)
    named = sees(actor, Aspect.OFFICERS, kind, one.part_unit)
    since = _day(one.since)
    if not insight and one.machine == Machine.ASSIGNMENT:
        since = _has_it_since(one)  # a duty that begins again reveals a request, which is not seen
    doing = label("duties", one.duty) if one.exists(day) else label("holders", "FOLLOWED")
    return Holder(
        one.unit or _office(one), one.unit or "", one.person or "" if named else "", doing, 0, since
    )


def _at_the_unit(one: DutyRow, state: str) -> Holder:
    """What is shown of a part whose inside is not seen: the same as of one that nothing happened to since it came."""
    name, since = one.part_name or "", _has_it_since(one)
    if state in ANSWERED and one.replied_on is not None:
        return Holder(name, name, "", label("holders", "ANSWERED"), 0, one.replied_on)
    if one.signed_for_at is None:
        return Holder(name, name, "", label("duties", Duty.SIGN_FOR), 0, since)
    doing = label("duties", Duty.GIVE_OPINION) if one.of_opinion else label("holders", "AT_WORK")
    return Holder(name, name, "", doing, 0, since)


def _has_it_since(one: DutyRow) -> date:
    if one.signed_for_at is not None:
        return _day(one.signed_for_at)
    return one.dispatched_on or _day(one.since)


def _office(one: DutyRow) -> str:
    """Who has a duty that is no unit's: seats of the government; the one above where nobody here can act."""
    names = [label("holders", seat) for seat in sorted(one.seats) if seat in ROLES]
    return "、".join(names) or (one.part_name or label("holders", "ABOVE"))


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _row(values: Sequence[Any]) -> DutyRow:
    duty, step, machine, unit, seats, person, since, due_on, begins_on, *part = values
    part_unit, part_name, role, dispatched_on, signed_for_at, replied_on = part
    return DutyRow(
        duty=duty,
        step=step,
        machine=machine,
        unit=unit,
        seats=frozenset(seats),
        person=person,
        since=datetime.fromisoformat(since),
        due_on=_date(due_on),
        begins_on=_date(begins_on),
        part_unit=part_unit,
        part_name=part_name,
        role=role,
        dispatched_on=_date(dispatched_on),
        signed_for_at=datetime.fromisoformat(signed_for_at) if signed_for_at else None,
        replied_on=_date(replied_on),
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
