"""Door: every change of a case goes through ``take``. Whole, or not at all.

One transaction locks the case, checks visibility, right, state and conditions, lets the command's body work,
then writes the new states, one event and one outbox row. An exception leaves nothing behind. A key that was
used before gives the first call's answer and has no second effect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias

from django.utils import timezone

from cases.changing.change import Change, forget_assignments, load_assignments
from cases.changing.duty_rows import renew
from cases.changing.locking import Locked, locked
from cases.models import Assignment, Case, CaseEvent
from cases.models.due_columns import summarise_days
from cases.models.subjects import MODELS
from cases.reading.queries import is_visible
from cases.reading.visibility.events import visible_events
from cases.reading.visibility.masking import shown_state
from cases.states import Machine
from cases.steps.gates import check_gates
from cases.steps.parts import active, wants_opinion
from cases.steps.rights import may, unit_of
from cases.steps.step import Step
from kernel.actor import Actor
from kernel.clock import now
from kernel.once import AlreadyDone, Request, check_key, once
from kernel.refusals import NotPermitted, NotVisible, Refusal
from kernel.sql import rows
from kernel.sql.statements import TEXT_PARAM, Statement
from kernel.wording import called, label
from outbox.post import posting
from rules.explaining.sentences import in_words_of
from rules.queries import pack_of

P = ParamSpec("P")
StepCommand: TypeAlias = Callable[Concatenate[Actor, int, str, P], Any]


@contextmanager
def take(step: Step, actor: Actor, ref: int | Case, request: Request) -> Iterator[Change]:
    """Open a case for one step on the object ``ref`` (an unsaved Case for the step that makes it).

    Raises NotPermitted, NotVisible, Refusal, or AlreadyDone when the key was used before. Whether it was is asked
    only of a step that fails, and one whose key was used fails: at its event at the latest, whose key is unique.
    """
    if actor.read_only:
        raise NotPermitted("read_only_seat")
    check_key(request.key)
    if step.reason and not request.reason:
        raise Refusal("reason_required", field="reason", step=label("steps", step.code))
    change: Change | None = None

    def find(own_key: str) -> CaseEvent | None:
        return None if change is None else _event_of(own_key)

    try:
        with once(request, find):
            case, subject = _locked(step.machine, actor, ref)
            change = _change(step, actor, case, subject, request)
            _judge(change)
            yield change
            _write(change)
    except Refusal as why:
        if change is not None:
            why.render(partial(in_words_of, change.pack), opinion=wants_opinion(change.case))
        raise


def through(
    step: Step,
) -> Callable[[Callable[Concatenate[Change, P], None]], StepCommand[P]]:
    """Make a command of a body: ``command(actor, ref, key, **inputs)`` returns the step's object."""

    def wrap(body: Callable[Concatenate[Change, P], None]) -> StepCommand[P]:
        @wraps(body)
        def command(actor: Actor, ref: int, key: str, /, *args: P.args, **inputs: P.kwargs) -> Any:
            return carry_out(step, actor, ref, key, lambda change: body(change, *args, **inputs), inputs)

        return command

    return wrap


def carry_out(
    step: Step,
    actor: Actor,
    ref: int | Case,
    key: str,
    body: Callable[[Change], None],
    inputs: dict[str, Any],
) -> Any:
    """Take a step exactly once for its key, and return the step's object.

    The same key with the same inputs returns the object again without effect; with other inputs it is refused.
    """
    target = ref if isinstance(ref, int) else None
    request = Request.of(actor, key, step.code, target, inputs, reason=inputs.get("reason"))
    try:
        with take(step, actor, ref, request) as change:
            body(change)
        return change.subject
    except AlreadyDone as done:
        event = done.entry
        return MODELS[Machine(event.machine)]._default_manager.get(pk=event.subject_id)


def _event_of(own_key: str) -> CaseEvent | None:
    known = _event_with().rows({TEXT_PARAM: own_key})
    return CaseEvent.objects.get(pk=known[0][0]) if known else None


@cache
def _event_with() -> Statement:
    """The event that a key has left."""
    return Statement.of(CaseEvent.objects.filter(key=TEXT_PARAM).order_by().values_list("pk"))


def _locked(machine: Machine, actor: Actor, ref: int | Case) -> tuple[Case, Any]:
    """The case under a row lock and the object in it, both as they are now; a case not yet made, as it is."""
    if isinstance(ref, Case):
        return ref, ref
    found = locked(actor, MODELS[machine], ref)
    if found is None:
        raise NotVisible
    load_assignments(found.case, found.parts)
    return found.case, _subject(machine, found, ref)


def _subject(machine: Machine, found: Locked, ref: int) -> Any:
    if machine is Machine.CASE:
        return found.case
    assignments = {one.pk: one for one in found.parts}
    if machine is Machine.ASSIGNMENT:
        return assignments[ref]
    subject = found.other
    subject.case = found.case
    subject.assignment = assignments.get(subject.assignment_id) or subject.assignment
    return subject


def _change(step: Step, actor: Actor, case: Case, subject: Any, request: Request) -> Change:
    from_state = subject.state if case.pk else ""
    cases = {case.pk: case} if case.pk else {}
    return Change(step, actor, case, subject, pack_of(case.pack), request, from_state, cases=cases)


def _judge(change: Change) -> None:
    """Refuse a step that the actor may not take, or not now; of what is hidden from it as of what is not there."""
    try:
        _weigh(change)
    except Refusal as why:
        if change.case.pk is not None and not is_visible(change.actor, change.subject):
            raise NotVisible from why
        raise


def _weigh(change: Change) -> None:
    step, case, subject = change.step, change.case, change.subject
    if not may(step, change.actor, case, subject, change.pack):
        raise NotPermitted("not_permitted", step=called("steps", step.code, opinion=wants_opinion(subject)))
    if case.pk is not None:
        _check_state(change)
        check_gates(step, case, subject, change.pack)


def _check_state(change: Change) -> None:
    step, case, subject, pack = change.step, change.case, change.subject, change.pack
    opinion = wants_opinion(subject)
    name = in_words_of(pack, called("steps", step.code, opinion=opinion))
    if isinstance(subject, Assignment) and step.unit_roles and subject.role not in step.unit_roles:
        raise Refusal("not_for_this_role", step=name, role=pack.unit_roles[subject.role])
    if subject.state in step.leaves:
        return
    last = visible_events(change.actor).filter(case=case).order_by("-version").first()
    shown = shown_state(change.actor, subject) if isinstance(subject, Assignment) else subject.state
    state = in_words_of(pack, called("states", f"{step.machine}.{shown}", opinion=opinion))
    if last is None:
        raise Refusal("wrong_state", step=name, state=state)
    raise Refusal(
        "overtaken",
        step=name,
        state=state,
        who=last.actor,
        at=timezone.localtime(last.at).strftime("%Y年%-m月%-d日 %H:%M"),
        what=in_words_of(pack, called("steps", last.step, opinion=_of_opinion(last, case))),
    )


def _of_opinion(event: CaseEvent, case: Case) -> bool:
    """Whether what the event moved is asked for an opinion."""
    if event.machine == Machine.CASE:
        return wants_opinion(case)
    parts = case.assignments.all() if event.machine == Machine.ASSIGNMENT else ()
    return any(wants_opinion(one) for one in parts if one.pk == event.subject_id)


def _write(change: Change) -> None:
    """Save what moved, one event for each case touched and one outbox row, all under the new versions."""
    if change.step.enters is not None and change.subject.state not in change.step.or_enters:
        change.move(change.subject, change.step.enters)
    change.cases.setdefault(change.case.pk, change.case)
    versions = {pk: _next_version(change, one) for pk, one in change.cases.items()}
    for one in change.cases.values():
        if one is not change.case or change.from_state != "":  # one that is new has no parts
            summarise_days(one, active(one))
        change.keep(one)
    for thing in change.moved.values():
        thing.version = versions[thing.pk if isinstance(thing, Case) else thing.case_id]
    for due_day in change.due_days:
        due_day.version = versions.get(due_day.case_id, change.case.version)
    events = [_event(change, one, versions[pk]) for pk, one in change.cases.items()]
    told = {"case": change.case.pk, "version": change.case.version, "step": change.step.code}
    message = posting(f"case.{change.step.code}", [told])
    altered = [one for one in change.beside_it if one.pk]
    added = [one for one in change.beside_it if not one.pk]
    rows.write([*change.moved.values(), *altered], [*added, *change.due_days, *events], message)
    renew(change.cases)
    for one in change.cases.values():
        forget_assignments(one)


def _next_version(change: Change, case: Case) -> int:
    """The version this step writes; a case made by the step has been saved under it already."""
    return case.version if change.from_state == "" and case is change.case else case.version + 1


def _event(change: Change, case: Case, version: int) -> CaseEvent:
    main = case is change.case
    subject = change.subject if main else case
    return CaseEvent(
        case=case,
        version=version,
        step=change.step.code,
        machine=change.step.machine if main else Machine.CASE,
        subject_id=subject.pk,
        from_state=change.from_state if main else subject.state,
        to_state=subject.state,
        actor_id=change.actor.account_id,
        actor=change.actor.label,
        unit_id=unit_of(change.subject) or next(iter(sorted(change.actor.unit_ids)), None),
        at=now(),
        reason=change.reason,
        facts=change.facts,
        internal=change.step.internal,
        key=change.request.own_key if main else f"{change.request.own_key}:{case.pk}",
        fingerprint=change.request.fingerprint,
    )
