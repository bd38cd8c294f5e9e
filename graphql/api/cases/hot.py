"""Case list as one SQL statement: what each field of a row is made of, without graphene in between.

Every entry must say exactly what ``types.Case`` says; a test compares the bytes of both for all fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from api.cases import facts
from api.cases.answers import class_label
from api.cases.selection import Fragments, Wanted, wanted
from cases.reading.seeing.proposers import hides_proposer, protected_name
from kernel.actor import Actor
from kernel.wording import section
from rules.pack import Pack

Row = tuple[Any, ...]
Value = Callable[[Row], Any]
LABELS = {"kindLabel": ("kind", "kinds"), "originLabel": ("origin", "origins")}
PLAIN = {
    "kind": "kind",
    "registrationNo": "registration_no",
    "caseNo": "case_no",
    "title": "title",
    "body": "body",
    "category": "category",
    "state": "state",
    "version": "version",
    "dueOn": "due_on",
    "upperDueOn": "upper_due_on",
    "coDueOn": "co_due_on",
    "registeredOn": "registered_on",
    "filedOn": "filed_on",
    "dispatchedOn": "dispatched_on",
    "repliedOn": "replied_on",
    "closedOn": "closed_on",
    "origin": "origin",
    "protectProposer": "protect_proposer",
    "proposerCount": "proposer_count",
    "requirements": "requirements",
    "complex": "complex",
    "publishConsent": "publish_consent",
    "coDone": "co_given",
    "coTotal": "co_all",
}
NESTED = {
    "leadUnit": ("lead_unit", {"code": "code", "name": "name", "shortName": "short_name"}, "Unit"),
    "session": ("session", {"name": "name", "kind": "kind", "year": "year"}, "CaseSession"),
}
LONG = frozenset({"body", "requirements"})
COUNTED = {"co_given": facts.co_handlers(given=True), "co_all": facts.co_handlers(given=False)}


@dataclass(slots=True)
class Circumstances:
    """What values depend on beside the row: the day, and the packs of the rows at hand."""

    day: date
    actor: Actor
    packs: Mapping[int, Pack] = field(default_factory=dict)


@dataclass(slots=True)
class RowPlan:
    """The columns to read, and how a row becomes an object.

    ``places`` has each key with its column; values that are made of columns have any, and their maker beside.
    """

    columns: list[str] = field(default_factory=lambda: ["pk"])
    places: dict[str, int] = field(default_factory=dict)
    made: list[tuple[str, Callable[[Circumstances], Value]]] = field(default_factory=list)

    def column(self, name: str) -> int:
        """The position of a column, which is read from now on."""
        if name not in self.columns:
            self.columns.append(name)
        return self.columns.index(name)

    def maker(self, now: Circumstances) -> Callable[[Row], dict[str, Any]]:
        """A function from a row to the object that is served."""
        keys, read = tuple(self.places), itemgetter(*self.places.values(), 0)
        made = [(key, make(now)) for key, make in self.made]

        def one(row: Row) -> dict[str, Any]:
            served = dict(
                zip(keys, read(row), strict=False)
            )  # all at once, then what is not plainly a column
            for key, value in made:
                served[key] = value(row)
            return served

        return one

    @property
    def has_long_texts(self) -> bool:
        """Whether its rows are worth counting against the answer's budget one by one."""
        return not LONG.isdisjoint(self.columns)

    @property
    def needs_packs(self) -> bool:
        """Whether values depend on the rows' rule packs."""
        return "pack_id" in self.columns


def row_plan(node: Wanted, fragments: Fragments) -> RowPlan:
    """The plan for the selection of ``node``; raises KeyError or Declined when a field is not one of these."""
    plan = RowPlan()
    for one in wanted(node.node.selection_set, fragments):
        plan.places[one.key] = plan.column(PLAIN.get(one.name, "pk"))
        if one.name not in PLAIN:
            plan.made.append((one.key, _value(plan, one, fragments)))
    return plan


def _value(plan: RowPlan, one: Wanted, fragments: Fragments) -> Callable[[Circumstances], Value]:
    if one.name in NESTED:
        return _nested(plan, one, fragments)
    return MAKERS[one.name](plan)


def _always(value: Value) -> Callable[[Circumstances], Value]:
    return lambda _now: value


def _once_for(keys: Callable[[Row], Any], value: Value) -> Value:
    """The value, computed once for all rows of a page that have the same keys."""
    known: dict[Any, Any] = {}

    def of(row: Row) -> Any:
        key = keys(row)
        if key not in known:
            known[key] = value(row)
        return known[key]

    return of


def _nested(plan: RowPlan, one: Wanted, fragments: Fragments) -> Callable[[Circumstances], Value]:
    relation, columns, typename = NESTED[one.name]
    key = plan.column(f"{relation}_id")
    inner: list[tuple[str, Value]] = []
    for leaf in wanted(one.node.selection_set, fragments):
        if leaf.name == "id":
            inner.append((leaf.key, _text_at(key)))
        elif leaf.name == "__typename":
            inner.append((leaf.key, lambda _row: typename))
        else:
            inner.append((leaf.key, itemgetter(plan.column(f"{relation}__{columns[leaf.name]}"))))

    def value(row: Row) -> Any:
        return None if row[key] is None else {name: read(row) for name, read in inner}

    return lambda _now: _once_for(itemgetter(key), value)


def _text_at(position: int) -> Value:
    return lambda row: str(row[position])


def _typename(_plan: RowPlan) -> Callable[[Circumstances], Value]:
    return _always(lambda _row: "Case")


def _id(plan: RowPlan) -> Callable[[Circumstances], Value]:
    return _always(_text_at(plan.column("pk")))


def _label(name: str) -> Callable[[RowPlan], Callable[[Circumstances], Value]]:
    column, group = LABELS[name]

    def make(plan: RowPlan) -> Callable[[Circumstances], Value]:
        at, texts = plan.column(column), section(group)
        return _always(lambda row: texts[row[at]])

    return make


def _state_label(plan: RowPlan) -> Callable[[Circumstances], Value]:
    state, origin = plan.column("state"), plan.column("origin")
    return lambda _now: _once_for(
        itemgetter(state, origin), lambda row: facts.state_label(row[state], row[origin])
    )


def _period(plan: RowPlan) -> Callable[[Circumstances], Value]:
    at, texts = plan.column("period"), section("periods")
    return _always(lambda row: texts.get(row[at], row[at]))


def _light(plan: RowPlan) -> Callable[[Circumstances], Value]:
    state, due, pack = plan.column("state"), plan.column("due_on"), plan.column("pack_id")
    return lambda now: _once_for(
        itemgetter(state, due, pack),
        lambda row: facts.light_of(row[state], row[due], now.packs[row[pack]].yellow_days, now.day),
    )


def _days_left(plan: RowPlan) -> Callable[[Circumstances], Value]:
    state, due = plan.column("state"), plan.column("due_on")
    return lambda now: lambda row: facts.days_left(row[state], row[due], now.day)


def _lead_proposer(plan: RowPlan) -> Callable[[Circumstances], Value]:
    name, protected, kind = (
        plan.column("lead_proposer_name"),
        plan.column("protect_proposer"),
        plan.column("kind"),
    )

    def make(now: Circumstances) -> Value:
        def value(row: Row) -> Any:
            hidden = row[protected] and hides_proposer(now.actor, protected=True, kind=row[kind])
            return protected_name() if hidden else row[name]

        return value

    return make


def _result_class(plan: RowPlan) -> Callable[[Circumstances], Value]:
    at = plan.column("result_class")
    return _always(lambda row: row[at] or None)


def _result_class_label(plan: RowPlan) -> Callable[[Circumstances], Value]:
    at, pack = plan.column("result_class"), plan.column("pack_id")
    return lambda now: lambda row: class_label(now.packs[row[pack]], row[at])


MAKERS: dict[str, Callable[[RowPlan], Callable[[Circumstances], Value]]] = {
    "__typename": _typename,
    "id": _id,
    "kindLabel": _label("kindLabel"),
    "originLabel": _label("originLabel"),
    "stateLabel": _state_label,
    "period": _period,
    "light": _light,
    "daysLeft": _days_left,
    "leadProposerName": _lead_proposer,
    "resultClass": _result_class,
    "resultClassLabel": _result_class_label,
}
