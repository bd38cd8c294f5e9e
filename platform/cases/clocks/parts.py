"""Clocks of a unit's part: set with the dispatch, again with the signature, with handling again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from cases.changing.change import Change
from cases.exchange import follow
from cases.inputs import DispatchInput
from cases.models import Assignment, Case, DueKind
from cases.models.due_columns import summarise_days
from cases.states import ANSWERING, UnitRole
from cases.steps.parts import active
from cases.steps.upper import before_upper, latest_day
from kernel.clock import today
from kernel.refusals import Refusal
from rules.counting.deadlines import Reckoning, chosen, due, until_signed
from rules.pack import Pack
from rules.values import Base


def deadline_of(role: str, *, complex_case: bool) -> str:
    """The deadline of the pack by which a unit with this role answers."""
    if role == UnitRole.CO:
        return "co_opinion"
    return "reply_complex" if complex_case else "reply"


def days_to_answer(
    case: Case, pack: Pack, order: DispatchInput, roles: Collection[str], day: date, who: str
) -> dict[str, Reckoning]:
    """The last days of parts that a dispatch on ``day`` adds, by role: what its form shows is what it stores.

    The order's ``assignments`` are not looked at; ``who`` is named where a day is given instead of the pack's.
    """
    found: dict[str, Reckoning] = {}
    for role in sorted(set(roles), key=lambda one: one == UnitRole.CO):
        answers = [one.day for added, one in found.items() if added in ANSWERING]
        found[role] = _answer(case, pack, order, role, day, who, answers)
    return found


def start_clocks(change: Change, assignment: Assignment, answers: Mapping[str, Reckoning], day: date) -> None:
    """Give a new part its due days, among them ``days_to_answer``, and save it."""
    sign, back = due(change.pack, "sign_for", day), until_signed(due(change.pack, "return", day))
    answer = answers[assignment.role]
    change.add(assignment, {DueKind.SIGN: sign, DueKind.RETURN: back, DueKind.ANSWER: answer})
    if assignment.role in ANSWERING and "first_contact" in change.pack.deadlines:
        change.due(DueKind.CONTACT, until_signed(due(change.pack, "first_contact", day)), assignment)


def restart_clocks(change: Change, assignment: Assignment) -> None:
    """With the signature: periods that the pack lets run from it are counted anew from today; named days stay.

    Where another government signed, the envelope learns the new days.
    """
    before = (assignment.return_until, assignment.due_on)
    name = deadline_of(assignment.role, complex_case=change.case.complex)
    spans = change.pack.deadlines
    if spans["return"].since == Base.SIGNED:
        change.due(DueKind.RETURN, due(change.pack, "return", today()), assignment)
    if spans[name].since == Base.SIGNED and not spans[name].by and not _is_named(assignment):
        answer = before_upper(
            change.case, change.pack, _by_pack(change.case, change.pack, name, today()), today()
        )
        change.due(DueKind.ANSWER, answer, assignment)
        summarise(change)
    contact = spans.get("first_contact")
    if assignment.role in ANSWERING and contact is not None and contact.since == Base.SIGNED:
        change.due(DueKind.CONTACT, due(change.pack, "first_contact", today()), assignment)
    if before != (assignment.return_until, assignment.due_on):
        follow(change, assignment, "move_date")


def again(change: Change, assignment: Assignment, deadline: str, *, never_earlier: bool = False) -> Reckoning:
    """A new day for the part by another deadline of the pack (rehandle, co_redo), before the upper government's."""
    case = change.beside(assignment.case_id)
    answer = before_upper(case, change.pack, due(change.pack, deadline, today()), today())
    if not never_earlier or answer.day > assignment.due_on:
        change.due(DueKind.ANSWER, answer, assignment)
    return answer


def summarise(change: Change, *, without: int | None = None) -> None:
    """Carry the earliest due days and the first answering unit to the case, where lists read them."""
    case = change.case
    standing = [one for one in active(case) if one.pk != without]
    answering = [one for one in standing if one.role in ANSWERING]
    if case.asked_opinion and not answering:
        answering = [one for one in standing if one.role == UnitRole.CO]
    case.lead_unit = answering[0].unit if answering else case.lead_unit
    summarise_days(case, standing)


def _is_named(assignment: Assignment) -> bool:
    """Whether a person named the day by which the part is answered."""
    newest = assignment.due_days.filter(what=DueKind.ANSWER).order_by("-id").first()
    return newest is not None and bool(newest.reckoning.get("chosen_by"))


def _answer(
    case: Case,
    pack: Pack,
    order: DispatchInput,
    role: str,
    day: date,
    who: str,
    answers: Collection[date],
) -> Reckoning:
    co = role == UnitRole.CO
    named = order.co_due_on if co else order.due_on
    name = deadline_of(role, complex_case=order.complex or case.complex)
    if named is not None:
        return _named(case, pack, name, named, day, who, "coDueOn" if co else "dueOn")
    return before_upper(case, pack, until_signed(_by_pack(case, pack, name, day, answers)), day)


def _by_pack(case: Case, pack: Pack, name: str, day: date, answers: Collection[date] = ()) -> Reckoning:
    """By the pack; a span before the lead's day counts from the earliest answer, of standing parts and added ones."""
    standing = [one.due_on for one in active(case) if one.role in ANSWERING] if case.pk else []
    upper = (
        case.upper_due_on if case.asked_opinion else None
    )  # nobody leads here: the opinion goes to the sender
    return due(pack, name, day, lead_due=min([*standing, *answers], default=upper or day))


def _named(case: Case, pack: Pack, name: str, named: date, day: date, who: str, field: str) -> Reckoning:
    if named <= day:
        raise Refusal("due_before_dispatch", field=field)
    latest = latest_day(case, pack, day)
    if latest is not None and named > latest:
        raise Refusal("due_after_upper", field=field, latest=latest.isoformat())
    return chosen(name, day, named, who)
