"""The demo city: complete, credible, the same each time, and written through the commands alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password
from django.db.models import Max, Min, Q, Sum

from assessment.models import Evidence, Run, Score
from cases.models import (
    Assignment,
    Case,
    CaseEvent,
    CaseProposer,
    CaseSession,
    Commitment,
    FeedbackRound,
    Reply,
)
from cases.reading.worklist import Box, Light, in_box, with_light
from cases.states import STATES, CaseState, Machine
from governments.entering.scope import governing, platform_scope
from governments.models import Government, Operator
from governments.provisioning.founding import remove
from kernel.clock import today
from lianban.demo import filling
from lianban.demo.filling import Filled, fill
from lianban.demo.role_picker import password, seats
from lianban.demo.world import governments
from outbox.models import Message
from people.models import Account, Section, Unit
from people.queries import actor_of, current_posts
from people.roles import Role
from supervision.models import Reminder
from supervision.public.models import Clock
from supervision.public.scan import scan
from support.clocks import a_worker
from support.demo import CODES, digest, everywhere
from transfers.models import Envelope
from transfers.queries import waiting
from transfers.states import EnvelopeKind, EnvelopeState

MODELS = {
    Machine.CASE: Case,
    Machine.ASSIGNMENT: Assignment,
    Machine.REPLY: Reply,
    Machine.FEEDBACK: FeedbackRound,
    Machine.COMMITMENT: Commitment,
}
LIANBAN = Path(sys.executable).with_name("lianban")

pytestmark = [pytest.mark.usefixtures("demo_city"), pytest.mark.xdist_group("demo_city")]


def test_four_governments_with_more_than_forty_units_sections_and_staff() -> None:
    units, sections, roles = 0, 0, set()
    for _ in everywhere():
        units += Unit.objects.count()
        sections += Section.objects.count()
        roles |= set(current_posts().values_list("role", flat=True))

    with platform_scope():
        assert list(Government.objects.order_by("id").values_list("code", flat=True)) == CODES
    assert units >= 40
    assert sections > units
    assert roles == set(Role)


def test_about_six_hundred_papers_of_both_kinds_in_three_years() -> None:
    cases, kinds, years = 0, Counter[str](), set()
    for _ in everywhere():
        cases += Case.objects.filter(origin="OWN").count()
        kinds.update(Case.objects.values_list("kind", flat=True))
        years |= set(CaseSession.objects.values_list("year", flat=True))

    assert 580 <= cases <= 660
    assert min(kinds["SUGGESTION"], kinds["PROPOSAL"]) > 250
    assert len(years) == 3


def test_every_state_of_every_machine_is_there() -> None:
    seen: dict[Machine, set[str]] = {machine: set() for machine in Machine}
    for _ in everywhere():
        for machine, model in MODELS.items():
            seen[machine] |= set(model.objects.values_list("state", flat=True))

    for machine, states in STATES.items():
        assert {state.value for state in states} - seen[machine] == set(), machine


def test_the_city_alone_has_every_state_of_a_case() -> None:
    with governing("yunzhou"):
        assert set(Case.objects.values_list("state", flat=True)) == set(CaseState)


def test_papers_have_joint_and_collective_proposers() -> None:
    with governing("yunzhou"):
        joint = Case.objects.filter(proposer_count__gt=1).count()
        collective = CaseProposer.objects.exclude(proposer__kind__in=["DEPUTY", "MEMBER"]).count()

    assert joint > 80
    assert collective > 25


def test_every_way_of_dispatch_is_used() -> None:
    with governing("yunzhou"):
        roles = set(Assignment.objects.values_list("role", flat=True))

    assert roles == {"SOLE", "LEAD", "CO", "SEPARATE", "JOINT_LEAD"}


def test_some_clocks_are_overdue_and_some_nearly() -> None:
    for code in everywhere():
        for light in (Light.RED, Light.YELLOW, Light.GREEN):
            assert with_light(Case.objects.all(), {light}).exists(), (code, light)


def test_titles_are_all_different_and_texts_have_their_length() -> None:
    for _ in everywhere():
        titles = list(Case.objects.values_list("title", flat=True))
        lengths = [len(body) for body in Case.objects.values_list("body", flat=True)]

        assert len(set(titles)) == len(titles)
        assert 300 <= min(lengths) <= max(lengths) <= 900


def test_every_version_has_its_event() -> None:
    for _ in everywhere():
        events = CaseEvent.objects.count()

        assert events == Case.objects.aggregate(total=Sum("version"))["total"]


def test_nothing_happens_in_the_future() -> None:
    for _ in everywhere():
        last = CaseEvent.objects.aggregate(last=Max("at"), first=Min("at"))

        assert last["last"].date() < today()
        assert last["first"].date() > today() - timedelta(days=365 * 3)


def test_numbers_given_out_have_no_gaps() -> None:
    with governing("yunzhou"):
        for word in ("建", "提"):
            for year in CaseSession.objects.values_list("year", flat=True).distinct():
                found = Case.objects.filter(case_no__startswith=f"{year}{word}").values_list(
                    "case_no", flat=True
                )
                assert sorted(int(number[-4:]) for number in found) == list(range(1, len(found) + 1))


def test_history_is_not_told_to_anybody() -> None:
    with platform_scope():
        assert not Message.objects.filter(~Q(government="")).exists()


def test_every_state_of_the_exchange_is_there() -> None:
    seen = set()
    for _ in everywhere():
        seen |= set(Envelope.objects.values_list("kind", "state"))

    down, up = ({state for kind, state in seen if kind == one} for one in EnvelopeKind)
    assert down == set(EnvelopeState) - {EnvelopeState.DECLINED}
    assert up == set(EnvelopeState) - {EnvelopeState.RETURN_REQUESTED, EnvelopeState.RETURNED}


@pytest.mark.parametrize(("code", "seat"), [("yunzhou", "yz-office"), ("binjiang", "bj-office")])
def test_something_waits_in_the_offices_trays(code: str, seat: str) -> None:
    with governing(code):
        assert waiting(actor_of(Account.objects.get(username=seat))) > 1


def test_filling_again_changes_nothing(demo_city: Filled) -> None:
    before = [digest(code) for code in CODES]

    again = fill()

    assert sorted(demo_city.codes) == sorted(CODES)
    assert again.codes == []
    assert [digest(code) for code in CODES] == before


def test_papers_come_during_and_between_sessions() -> None:
    with governing("yunzhou"):
        periods = set(Case.objects.values_list("period", flat=True))

    assert periods == {"IN_SESSION", "BETWEEN_SESSIONS"}


def test_a_government_filled_anew_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest("heshan")
    remove("heshan")

    filled = fill(processes=1)

    assert filled.codes == ["heshan"]
    assert digest("heshan") == before


def test_an_interrupted_government_is_filled_whole_later(monkeypatch: pytest.MonkeyPatch) -> None:
    remove("heshan")
    with monkeypatch.context() as broken:
        broken.setattr(filling.Agenda, "run", _fail)
        with pytest.raises(InterruptedError):
            fill(processes=1)
    empty = filling.is_filled("heshan")

    fill(processes=1)

    assert not empty
    assert filling.is_filled("heshan")


def _fail(_agenda: object) -> int:
    raise InterruptedError


def test_the_command_says_that_there_is_nothing_to_do() -> None:
    told = subprocess.run(
        [LIANBAN, "demo", "--if-empty"], capture_output=True, text=True, env=os.environ, check=True
    )

    assert "已经填充" in told.stdout


@pytest.mark.parametrize("seat", seats(), ids=lambda seat: seat["username"])
def test_every_seat_of_the_role_picker_can_sign_in(seat: dict[str, str]) -> None:
    if not seat["government_code"]:
        with platform_scope():
            account: Account | Operator = Operator.objects.get(username=seat["username"])
    else:
        with governing(seat["government_code"]):
            account = Account.objects.get(username=seat["username"])
            assert actor_of(account).unit_name == seat["unit_name"]

    assert account.name == seat["name"]
    assert check_password(password(), account.password)


@pytest.mark.parametrize(
    "username",
    ["office", "edu-clerk", "edu-officer", "edu-section", "edu-deputy", "edu-head", "npc", "cppcc"],
)
def test_who_works_has_work(username: str) -> None:
    with governing("yunzhou"):
        actor = actor_of(Account.objects.get(username=f"yz-{username}"))

        assert in_box(actor, Box.TO_DO).exists()


@pytest.mark.parametrize("code", ["binjiang", "xicheng", "heshan"])
def test_the_other_offices_have_work_too(code: str) -> None:
    prefix = next(plan.prefix for plan in governments() if plan.code == code)
    with governing(code):
        for key in ("office", "npc", "cppcc", "edu-officer"):
            actor = actor_of(Account.objects.get(username=f"{prefix}-{key}"))
            assert in_box(actor, Box.TO_DO).exists(), key


@pytest.mark.parametrize(("seat", "kind"), [("npc-seat", "SUGGESTION"), ("cppcc-seat", "PROPOSAL")])
def test_read_only_seats_see_their_side_and_have_no_work(seat: str, kind: str) -> None:
    with governing("yunzhou"):
        actor = actor_of(Account.objects.get(username=f"yz-{seat}"))

        assert actor.read_only
        assert not in_box(actor, Box.TO_DO).exists()
        assert set(in_box(actor, Box.ALL).values_list("kind", flat=True)) == {kind}


def test_running_clocks_are_planned_and_each_rings_its_newest_rung_only() -> None:
    with platform_scope():
        scan()
        a_worker().work(most=1000)

    for code in everywhere():
        rung = list(Reminder.objects.values_list("assignment", "kind"))
        assert {kind for _, kind in Clock.objects.values_list("id", "kind")} == {"LEAD", "CO", "SIGN"}, code
        assert set(Reminder.objects.values_list("light", flat=True)) >= {"YELLOW", "RED"}, code
        assert len(set(rung)) == len(rung)


def test_last_year_is_scored_and_frozen_everywhere_and_this_year_is_tried() -> None:
    for code in everywhere():
        states = list(Run.objects.order_by("id").values_list("state", flat=True))
        totals = Score.objects.filter(run__state="FROZEN").exclude(rank=None).values_list("total", flat=True)
        assert states == ["FROZEN"] * (2 if code == "yunzhou" else 1) + ["DRAFT"], code
        assert len(set(totals)) >= 4, code
        assert Evidence.objects.filter(reason="LATE", event_id__gt=0).exists(), code
