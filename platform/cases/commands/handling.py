"""Unit's own work: signing for, returning, naming the officer, meetings, co-opinions."""

from __future__ import annotations

from operator import attrgetter

from cases.changing.change import Change
from cases.changing.door import through
from cases.clocks.parts import again, restart_clocks
from cases.commands.dispatching import begin_handling
from cases.exchange import crosses, follow, share_opinion
from cases.inputs import MAX_BODY, MAX_REASON, MeetingInput, optional, required
from cases.models import Assignment, CoOpinion, DueKind, Meeting, ReturnRequest
from cases.steps import lifecycle
from cases.steps.gates import refused_before
from kernel.clock import now, today
from kernel.refusals import NotVisible, Refusal
from kernel.sql import rows
from kernel.wording import label, section
from people.models import Unit
from people.queries import handling_units, post_of, sections_of
from rules.counting.deadlines import due


@through(lifecycle.SIGN_FOR)
def sign_for(change: Change) -> None:
    """Sign for a case (签收); the first signature brings it into handling."""
    assignment = change.subject
    assignment.signed_for_at, assignment.signed_for_by = now(), change.actor.label
    change.facts = {"unit": assignment.unit.name}
    restart_clocks(change, assignment)
    begin_handling(change)


@through(lifecycle.REQUEST_RETURN)
def request_return(
    change: Change, *, reason: str, basis: str, proposed_unit_id: int | None, statement: str = ""
) -> None:
    """Ask to be relieved of a case, naming the ground and the unit it belongs to (退回, domain.md 2.2).

    What was refused before goes one level up the pack's ladder; there a statement of the unit's head may be due.
    """
    assignment = change.subject
    level = refused_before(assignment)
    judge = change.pack.ladder[level]
    words = required if judge.statement and not crosses(assignment) else optional
    proposed = _proposed(assignment, proposed_unit_id)
    verdict_due = due(change.pack, "adjudicate", today())
    request = ReturnRequest(
        assignment=assignment,
        reason=required(reason, "reason", MAX_REASON),
        basis=required(basis, "basis", 500),
        proposed_unit=proposed,
        late=today() > assignment.return_until,
        level=level + 1,
        judge=judge.label,
        statement=words(statement, "statement", MAX_REASON),
        requested_by=change.actor.label,
        requested_at=now(),
    )
    change.begin(request, {DueKind.ADJUDICATE: verdict_due})
    change.facts = {"unit": assignment.unit.name, "basis": basis, "judge": judge.label}
    if proposed is not None:
        change.facts |= {"proposed_unit": proposed.name}


def _proposed(assignment: Assignment, unit_id: int | None) -> Unit | None:
    """The unit to which the case belongs; another government, which knows no units of this one, names none."""
    if unit_id is None and crosses(assignment):
        return None
    proposed = handling_units().filter(pk=unit_id or 0).first()
    if proposed is None:
        raise NotVisible("unit_unknown", field="proposedUnitId")
    if proposed.pk == assignment.unit_id:
        raise Refusal("proposes_itself", field="proposedUnitId")
    return proposed


@through(lifecycle.ASSIGN_OFFICER)
def assign_officer(change: Change, *, officer_id: int, section_id: int | None = None) -> None:
    """Name the section and the person who handle a case within the unit."""
    assignment = change.subject
    post = post_of(assignment.unit_id, officer_id)
    if post is None:
        raise NotVisible("officer_unknown", field="officerId")
    if section_id is not None and not sections_of(assignment.unit_id).filter(pk=section_id).exists():
        raise Refusal("section_of_other_unit", field="sectionId")
    assignment.officer_id = officer_id
    assignment.section_id = section_id if section_id is not None else post.section_id
    change.keep(assignment)
    change.facts = {"officer": post.name, "section": post.section}


@through(lifecycle.RECORD_MEETING)
def record_meeting(change: Change, *, meeting: MeetingInput) -> None:
    """Record a talk with the proposer: stage, form, day, people, what was said (domain.md 2.3)."""
    for field_name, group, code in (
        ("stage", "meeting_stages", meeting.stage),
        ("form", "meeting_forms", meeting.form),
    ):
        if code not in section(group):
            raise Refusal("choice_unknown", field=field_name, label=label("fields", field_name))
    assignment = change.subject
    if meeting.held_on > today():
        raise Refusal("date_in_future", field="heldOn")
    if meeting.held_on < assignment.dispatched_on:
        raise Refusal("meeting_before_dispatch", field="heldOn")
    talk = Meeting(
        assignment=assignment,
        stage=meeting.stage,
        form=meeting.form,
        held_on=meeting.held_on,
        place=optional(meeting.place, "place", 80),
        unit_people=required(meeting.unit_people, "unitPeople", 200),
        proposer_people=required(meeting.proposer_people, "proposerPeople", 200),
        summary=required(meeting.summary, "summary", MAX_REASON),
    )
    change.note(talk)
    change.keep(assignment)
    change.facts = {
        "unit": assignment.unit.name,
        "stage": label("meeting_stages", meeting.stage),
        "form": label("meeting_forms", meeting.form),
        "held_on": meeting.held_on.isoformat(),
    }


@through(lifecycle.SUBMIT_CO_OPINION)
def submit_co_opinion(change: Change, *, text: str, contact: str, result_class: str = "") -> None:
    """Give the lead a written opinion on one's part (会办意见)."""
    if result_class:
        change.pack.result_class(result_class)
        if change.case.asked_opinion:  # the class is a matter of the government that answers
            raise Refusal("opinion_without_class", field="resultClass")
    opinion = CoOpinion(
        assignment=change.subject,
        text=required(text, "text", MAX_BODY),
        contact=required(contact, "contact", 80),
        result_class=result_class,
        submitted_by=change.actor.label,
        submitted_at=now(),
    )
    rows.insert(opinion)  # at once, for its notice names it by its key
    change.facts = {"unit": change.subject.unit.name}
    share_opinion(change, opinion)


@through(lifecycle.ACCEPT_CO_OPINION)
def accept_co_opinion(change: Change) -> None:
    """The lead takes a co-handler's opinion as given."""
    _decide_opinion(change, "ACCEPTED")


@through(lifecycle.BOUNCE_CO_OPINION)
def bounce_co_opinion(change: Change, *, reason: str) -> None:
    """The lead sends an empty opinion back; it is due again within the redo period (重庆 Art. 20)."""
    opinion = _decide_opinion(change, "BOUNCED")
    opinion.bounced_reason = optional(reason, "reason", 500)
    again(change, change.subject, "co_redo", never_earlier=True)
    follow(change, change.subject, "order_again")


def _decide_opinion(change: Change, standing: str) -> CoOpinion:
    given = [one for one in rows.of(change.subject, "co_opinions") if one.standing != "BOUNCED"]
    opinion: CoOpinion = max(given, key=attrgetter("pk"))
    opinion.standing = standing
    change.note(opinion)
    change.facts = {"unit": change.subject.unit.name}
    return opinion


@through(lifecycle.WAIVE_CO_OPINION)
def waive_co_opinion(change: Change, *, reason: str) -> None:
    """Go on without an overdue opinion; the co-handler's delay stays on record."""
    change.subject.waived_reason = optional(reason, "reason", 500)
    change.keep(change.subject)
    change.facts = {"unit": change.subject.unit.name}
