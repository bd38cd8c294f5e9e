"""Every mutation x every seat: who reaches the command, and that for all others nothing changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from api.schema import schema
from assessment.models import Run, Scheme
from cases.models import Case, CaseEvent, Commitment, FeedbackRound, Reply
from governments.entering import registry
from kernel.workdays import ONE_DAY
from outbox.models import Message
from people.models import Account, SavedFilter
from rules.models import PackDraft, RulePack
from supervision.displays import make_display_seat
from supervision.models import DisplaySeat, Notice, Reminder
from supervision.notices import notify
from support.asking import Asking
from support.build import (
    a_dispatched_case,
    a_drafted_reply,
    a_key,
    a_promise,
    an_opinion,
    brought,
    part_of,
    signed_for,
)
from support.clocks import relayed, rung
from support.everything import arguments_of, document_of
from support.governments import CITY
from support.packs import a_draft
from support.reach import REACHED, SEATS
from support.scores import a_run, a_scheme, linear
from support.tiers import a_superior, an_incoming
from support.world import World
from transfers.models import Envelope

MUTATIONS = schema.graphql_schema.mutation_type.fields
# On which envelope a step is tried: one that came down, one that came up, one that went up.
ENVELOPES = {
    "signEnvelope": "down",
    "requestEnvelopeReturn": "down",
    "reportProgress": "down",
    "answerEnvelopeUrge": "down",
    "declineRequest": "up",
    "acceptRequestAnswer": "out",
    "sendBackRequestAnswer": "out",
    "recallRequest": "out",
}
ON_THE_CO_HANDLER = {"submitCoOpinion", "acceptCoOpinion", "bounceCoOpinion", "waiveCoOpinion"}

NO_ARGUMENTS = {"co", "down", "up", "out"}
SESSION = {"signIn", "signOut", "changePassword", "noteAccountChanges"}


@pytest.fixture
def ids(world: World) -> Iterator[dict[str, str]]:
    """One suggestion with everything a step can act on."""
    case = a_dispatched_case(world)
    relayed()
    rung(part_of(case, "water").due_on + ONE_DAY)
    signed_for(world, case)
    an_opinion(world, case)
    reply = brought(world, a_drafted_reply(world, case, draft=a_promise()), "deliver_reply")
    run, superior = a_run(world, a_scheme(world, linear("M1"))), a_superior()
    yield {
        "draftId": str(a_draft(world).pk),
        "runId": str(run.pk),
        "schemeId": str(run.scheme_id),
        "caseId": str(case.pk),
        "assignmentId": str(part_of(case, "water").pk),
        "co": str(part_of(case, "roads").pk),
        "replyId": str(reply.pk),
        "feedbackId": str(FeedbackRound.objects.get(case=case).pk),
        "commitmentId": str(Commitment.objects.get(case=case).pk),
        "reminderId": str(Reminder.objects.get(case=case, unit=world.units["water"], kind="LEAD").pk),
        "noticeId": str(a_notice(case, world).pk),
        "seatId": str(make_display_seat(world.office, "一楼大厅屏")[0].pk),
        "down": str(an_incoming("DISPATCH_DOWN", superior).pk),
        "up": str(an_incoming("REQUEST_UP").pk),
        "out": str(an_incoming("REQUEST_UP", CITY, superior).pk),
        "id": str(world.parks_clerk.account_id),
    }
    registry.clear()  # that the county stood above


def a_notice(case: Case, world: World) -> Notice:
    """Notices to the lead, the office and the case's side."""
    notify("rights", "期限变动", case=case, unit_id=world.units["water"].pk)
    return Notice.objects.get(key="rights")


def outcome(ask: Asking, who: str | None, name: str, ids: dict[str, str]) -> str:
    """``reached``, or the code of the error."""
    field = MUTATIONS[name]
    known = ids | {"key": a_key()}
    if name in ON_THE_CO_HANDLER:
        known["assignmentId"] = ids["co"]
    if name in ENVELOPES:
        known["envelopeId"] = ids[ENVELOPES[name]]
    selection = "{ __typename }"
    variables = arguments_of(field, **{key: value for key, value in known.items() if key not in NO_ARGUMENTS})
    answer = json.loads(ask.response(who, document_of(name, field, selection), variables).content)
    return answer["errors"][0]["extensions"]["code"] if "errors" in answer else "reached"


def photograph() -> dict[str, Any]:
    """What must not change."""
    return {
        "events": CaseEvent.objects.count(),
        "messages": Message.objects.count(),
        "cases": list(Case.objects.order_by("pk").values_list("pk", "state", "version")),
        "replies": list(Reply.objects.order_by("pk").values_list("pk", "state", "version")),
        "accounts": list(Account.objects.order_by("pk").values_list("pk", "is_active", "password")),
        "filters": SavedFilter.objects.count(),
        "runs": list(Run.objects.order_by("pk").values_list("pk", "state")),
        "schemes": Scheme.objects.count(),
        "packs": RulePack.objects.count(),
        "drafts": list(PackDraft.objects.order_by("pk").values_list("pk", "revision")),
        "envelopes": list(Envelope.objects.order_by("pk").values_list("pk", "state", "version")),
        "notices": list(Notice.objects.order_by("pk").values_list("pk", "seen")),
        "displays": list(DisplaySeat.objects.values_list("pk", "revoked_at")),
        "reminders": list(Reminder.objects.order_by("pk").values_list("pk", "seen")),
    }


def test_each_mutation_is_reached_by_its_seats_and_no_others(ask: Asking, ids: dict[str, str]) -> None:
    before = photograph()
    reached: dict[str, set[str]] = {name: set() for name in MUTATIONS}

    for name in MUTATIONS:
        for who in SEATS:
            if tried(ask, who, name, ids):
                reached[name].add(who)
        assert photograph() == before, name  # the refused ones have left nothing

    assert reached == REACHED


def tried(ask: Asking, who: str, name: str, ids: dict[str, str]) -> bool:
    """Whether a seat reaches a mutation; what it then does is rolled back, what a refused one does is not."""
    ask.client(who)  # signs in, which stays
    with transaction.atomic():
        found = outcome(ask, who, name, ids)
        transaction.set_rollback(found == "reached")
    if name in SESSION:
        ask.forget(who)
    assert found in ("reached", "FORBIDDEN", "NOT_FOUND"), (name, who, found)
    return found == "reached"


def test_a_stranger_reaches_nothing_but_the_door(ask: Asking, ids: dict[str, str]) -> None:
    before = photograph()

    found = {name: outcome(ask, None, name, ids) for name in MUTATIONS}

    open_to_all = {"signIn", "signOut"}
    assert {name for name, code in found.items() if code != "UNAUTHENTICATED"} == open_to_all
    assert photograph() == before


def test_a_seat_of_another_government_s_id_finds_nothing(ask: Asking, ids: dict[str, str]) -> None:
    nowhere = dict.fromkeys(ids, "987654321")

    without_ids = {"registerCase", "saveFilter", "issueAssessmentScheme", "startPackDraft"}
    without_ids |= {"makeDisplaySeat", "tryAssessmentScheme"}
    for name in REACHED.keys() - SESSION - without_ids:
        found = outcome(ask, "office", name, nowhere)
        assert found in ("NOT_FOUND", "FORBIDDEN", "reached"), (name, found)
        assert found != "reached" or name == "deleteFilter", name


@pytest.mark.parametrize(
    "bad", ["", "0", "-1", "1.5", "１２", "1e3", " 1", "1\n", "9" * 19, "abc", "Q2FzZTox", "1 OR 1=1"]
)
def test_an_id_that_we_never_gave_out_is_not_found(ask: Asking, bad: str) -> None:
    document = 'mutation($id: ID!) { signFor(key: "12345678", assignmentId: $id) { case { id } } }'
    assert ask.code("water_clerk", document, id=bad) == "NOT_FOUND"


class TestReadOnlySeats:
    """Three layers, each alone."""

    STEPS = sorted(name for name in MUTATIONS if "key" in MUTATIONS[name].args)

    def test_the_api_refuses_alone(
        self, ask: Asking, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.shapes.command.Command.take", None)  # nothing behind it is ever reached

        assert {outcome(ask, "npc_seat", name, ids) for name in self.STEPS} == {"FORBIDDEN"}

    def test_the_door_refuses_alone(
        self, ask: Asking, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.shapes.command.refuse_read_only", lambda _context: None)
        monkeypatch.setattr("api.running.context.account_is_read_only", lambda _account: False)
        before = photograph()

        assert {outcome(ask, "npc_seat", name, ids) for name in self.STEPS} <= {"FORBIDDEN", "NOT_FOUND"}
        assert photograph() == before

    def test_postgresql_refuses_alone(
        self, ask: Asking, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.shapes.command.refuse_read_only", lambda _context: None)
        monkeypatch.setattr("api.running.context.account_is_read_only", lambda _account: True)
        before = photograph()

        # the office's own seat, for which the door would open: only the database is left to refuse
        found = ask(
            "office",
            f'mutation {{ closeCase(key: "{a_key()}", caseId: "{ids["caseId"]}") {{ case {{ id }} }} }}',
        )
        filed = ask("office", 'mutation { saveFilter(name: "a", query: "b") { filter { id } } }')

        assert found["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        assert filed["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        assert photograph() == before

    def test_a_query_runs_under_the_reading_role_for_everybody(
        self, ask: Asking, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def write(*_: Any) -> Any:
            return Account.objects.create(username="sneaked-in", name="x")

        monkeypatch.setattr("api.session.queries.viewer_of", write)

        assert ask.code("office", "{ me { id } }") == "FORBIDDEN"
        with pytest.raises(Account.DoesNotExist):
            Account.objects.get(username="sneaked-in")


# How a description says for whom a mutation is, the longest first, and which seats that means.
FOR_WHOM = {
    "For the general office and the administrator": {"office", "administrator"},
    "For the general office": {"office"},
    "For the administrator": {"administrator"},
    "For platform operators": set(),
    "For all but read-only seats": set(SEATS) - {"npc_seat", "cppcc_seat"},
}
BY_SIGHT = {"markNoticeSeen", "markReminderSeen"}  # for whoever is notified


def test_a_description_says_for_whom_a_mutation_is_and_says_it_rightly() -> None:
    told = {}
    for name, field in MUTATIONS.items():
        text = " ".join((field.description or "").split())
        if "Takes the step" not in text and name not in SESSION | BY_SIGHT:
            told[name] = next((seats for words, seats in FOR_WHOM.items() if words in text), None)

    assert told == {name: REACHED[name] for name in told}
