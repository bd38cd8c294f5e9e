"""Commands on schemes and runs: issue, start, freeze.

The general office does all of it; the government's administrator writes schemes too, tries and issues them.

Each command is one transaction that leaves what it made, one entry (who, when, key) and one outbox message; a
refusal leaves nothing. The same key again gives the same object and has no second effect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model

from assessment.models import Entry, Run, RunState, Scheme, SubjectGroup
from assessment.running import carry_out, discard
from assessment.scheme import SHIPPED, scheme_of, shipped_text
from assessment.scheme_check import check
from kernel.actor import Actor
from kernel.clock import now, today
from kernel.once import AlreadyDone, Request, check_key, once
from kernel.refusals import NotPermitted, NotVisible, Refusal
from outbox.post import post
from people.roles import Role
from rules.checking.reading import read

M = TypeVar("M", bound=Model)

LONGEST_NOTE = 400


def issue_scheme(
    actor: Actor, key: str, *, body: Mapping[str, Any], year: int, note: str = "", text: str = ""
) -> Scheme:
    """Issue a scheme for a year, as the next version of its code; a scheme is never changed.

    ``text`` is the body as its author wrote it, ``note`` what the scheme rests on.
    """

    def change() -> tuple[Scheme, Scheme, None]:
        check(body)
        if abs(year - today().year) > 1:
            raise Refusal("scheme_year", field="year", year=year)
        if len(note) > LONGEST_NOTE:
            raise Refusal("scheme_note_long", field="note", most=LONGEST_NOTE)
        newest = Scheme.objects.filter(code=body["code"], year=year).order_by("-version").first()
        if text and newest is not None and newest.body == body:
            facts = {"title": newest.title, "year": year, "version": newest.version}
            raise Refusal("scheme_same", field="text", **facts)
        scheme = Scheme.objects.create(
            code=body["code"],
            year=year,
            version=newest.version + 1 if newest else 1,
            title=body["title"],
            body=dict(body),
            text=text,
            note=note.strip(),
            issued_on=today(),
            issued_by=actor.label,
        )
        return scheme, scheme, None

    inputs = [body, year, note, text] if note or text else [body, year]
    return _once("issue_scheme", actor, key, inputs, Scheme, change, require=require_author)


def issue_shipped_scheme(actor: Actor, key: str, *, template: str, year: int, note: str = "") -> Scheme:
    """Issue one of the schemes that come with the product."""
    require_author(actor)
    if template not in SHIPPED:
        raise NotVisible("scheme_unknown", field="template")
    text = shipped_text(template)
    return issue_scheme(actor, key, body=read(text), year=year, note=note, text=text)


def issue_written_scheme(actor: Actor, key: str, *, text: str, year: int, note: str) -> Scheme:
    """Issue a scheme that the government wrote itself, as YAML or JSON, with what it rests on."""
    require_author(actor)
    if not note.strip():
        raise Refusal("scheme_note_missing", field="note")
    return issue_scheme(actor, key, body=read(text), year=year, note=note, text=text)


def start_assessment(actor: Actor, scheme_id: int, key: str, *, year: int, cut_off: date, group: str) -> Run:
    """Score a group by a scheme as things stood at the end of a day: a trial, in place of the last such trial.

    ``year`` may be another than the scheme's, to try a scheme on other years' cases; such a run is not frozen.
    """

    def change() -> tuple[Run, Scheme, Run]:
        scheme = Scheme.objects.select_for_update(no_key=True).filter(pk=scheme_id).first()
        if scheme is None:
            raise NotVisible("scheme_unknown")
        check_run_request(scheme, year, cut_off, group)
        chosen = {"scheme": scheme, "year": year, "subject_group": group}
        for former in Run.objects.filter(**chosen, state=RunState.DRAFT):
            discard(former)
            former.state = RunState.SUPERSEDED
            former.save(update_fields=["state"])
        run = Run.objects.create(**chosen, cut_off=cut_off, started_by=actor.label, started_at=now())
        carry_out(run)
        return run, scheme, run

    return _once("start_assessment", actor, key, [scheme_id, year, cut_off, group], Run, change)


def check_run_request(scheme: Scheme, year: int, cut_off: date, group: str) -> None:
    """Refuse a group that the scheme does not rank, and a day to come or not of the year."""
    if group not in SubjectGroup.values or group not in scheme_of(scheme).groups:
        raise Refusal("group_not_in_scheme", field="group")
    if cut_off > today():
        raise Refusal("date_in_future", field="cutOff")
    if not year <= cut_off.year <= year + 1:
        raise Refusal("cut_off_of_other_year", field="cutOff", year=year)


def freeze_assessment(actor: Actor, run_id: int, key: str) -> Run:
    """Freeze a trial: from now on neither it nor a later change of a case alters these scores."""

    def change() -> tuple[Run, Scheme, Run]:
        run = (
            Run.objects.select_for_update(no_key=True, of=("self",))
            .select_related("scheme")
            .filter(pk=run_id)
        )
        found = run.first()
        if found is None:
            raise NotVisible("assessment_unknown")
        _check_freezable(found)
        found.state, found.frozen_by, found.frozen_at = RunState.FROZEN, actor.label, now()
        found.save(update_fields=["state", "frozen_by", "frozen_at"])
        return found, found.scheme, found

    return _once("freeze_assessment", actor, key, [run_id], Run, change)


def _check_freezable(run: Run) -> None:
    if run.state != RunState.DRAFT:
        raise Refusal("assessment_not_a_trial")
    if not run.of_a_whole_day:
        raise Refusal("assessment_day_not_over", day=run.cut_off.isoformat())
    if run.year != run.scheme.year:
        raise Refusal("assessment_of_other_year", year=run.scheme.year)
    same = {"scheme": run.scheme, "year": run.year, "subject_group": run.subject_group}
    if Run.objects.filter(**same, cut_off=run.cut_off, state=RunState.FROZEN).exists():
        raise Refusal("assessment_frozen_before", day=run.cut_off.isoformat())


def _once(
    step: str,
    actor: Actor,
    key: str,
    inputs: object,
    model: type[M],
    change: Callable[[], tuple[M, Scheme, Run | None]],
    require: Callable[[Actor], None] | None = None,
) -> M:
    """Do something exactly once for its key, with its entry and its message; returns what it made or moved."""
    (require or _require_office)(actor)
    check_key(key)
    try:
        request = Request.of(actor, key, step, inputs)
        with once(request, _entry_of, look_first=True):
            made, scheme, run = change()
            Entry.objects.create(
                step=step,
                scheme=scheme,
                run=run,
                actor_id=actor.account_id,
                actor=actor.label,
                at=now(),
                key=request.own_key,
                fingerprint=request.fingerprint,
            )
            post(f"assessment.{step}", {"scheme": scheme.pk, "run": run.pk if run else None, "step": step})
            return made
    except AlreadyDone as done:
        entry = done.entry
        return model._default_manager.get(pk=entry.scheme_id if model is Scheme else entry.run_id)


def _entry_of(own_key: str) -> Entry | None:
    return Entry.objects.filter(key=own_key).first()


def require_author(actor: Actor) -> None:
    """Refuse everybody but those who write schemes: the general office and the administrator."""
    if actor.read_only:
        raise NotPermitted("read_only_seat")
    if not actor.system and not {Role.GENERAL_OFFICE, Role.ADMINISTRATOR} & actor.roles:
        raise NotPermitted("only_office_or_administrator")


def _require_office(actor: Actor) -> None:
    if actor.read_only:
        raise NotPermitted("read_only_seat")
    if not actor.system and Role.GENERAL_OFFICE not in actor.roles:
        raise NotPermitted("only_office")
