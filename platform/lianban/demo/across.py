"""Exchange of the demo city: what its four governments send each other, after each has been filled.

The steps of both sides are taken in one process and one transaction. No relay runs while a demo is filled, so
what it would carry over is carried over here, after each step and in the other government's scope.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from random import Random

from django.db import connection

from cases.changing.counters import take_numbers
from cases.clocks.duties import restore_duties
from cases.models import Case, CaseSession, Reply
from governments.entering.scope import governing, platform_scope
from kernel.actor import SYSTEM
from kernel.once import all_or_nothing
from lianban.demo import papers
from lianban.demo.agenda import Agenda
from lianban.demo.crossings import DOWN, LINKS, UP, Matter
from lianban.demo.demo_government import DemoGovernment
from lianban.demo.matters import Dealing, dispatched_down
from lianban.demo.requests_up import requested_up
from lianban.demo.world import government, governments
from live.feed import refresh
from outbox.models import Message
from people.commands import link_government
from people.models import Account, Unit
from people.queries import actor_of
from rules.queries import pack_of, packs_in_force
from supervision.planning import replan
from transfers.door import carry_over

CITY = "yunzhou"


def is_linked() -> bool:
    """Whether the city's units for lower governments stand for them already: then all this has happened."""
    with governing(CITY):
        return bool(Unit.objects.exclude(government="").exists())


def cross(today: date) -> int:
    """Link the city's units to their governments and let matters cross; how many steps that took."""
    with platform_scope(), all_or_nothing():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
        with governing(CITY):
            for code, lower in LINKS.items():
                link_government(SYSTEM, code=code, government=lower)
            restore_duties()
        for code, lower in LINKS.items():
            _numbered_before(code, lower)
        demos = {plan.code: _demo_government(plan.code) for plan in governments()}
        agenda = Agenda(today)
        for number, matter in enumerate([*DOWN, *UP]):
            agenda.add(_live(_deal(demos, matter, number, today)))
        agenda.run()
        _follow(demos)
        Message.objects.exclude(government="").delete()
    for code in demos:
        with governing(code):
            refresh(code)
    return sum(demo.keys for demo in demos.values())


def _numbered_before(code: str, lower: str) -> None:
    """Letters that a lower government wrote before it used this system have taken numbers of its own register."""
    with governing(CITY):
        written = Counter(
            (pack_of(one.case.pack).case_word, one.issued_on.year)
            for one in Reply.objects.filter(assignment__unit__code=code).select_related("case__pack")
            if one.number and one.issued_on
        )
    with governing(lower):
        for (word, year), count in written.items():
            take_numbers(f"government:{word}:{year}", count)


def _follow(demos: Mapping[str, DemoGovernment]) -> None:
    """What the relay would have done besides: the clocks of the cases that came."""
    for code in demos:
        with governing(code):
            replan()
            _check_now()


def _deal(demos: Mapping[str, DemoGovernment], matter: Matter, number: int, today: date) -> Dealing:
    chance = Random(f"across:{number}")  # noqa: S311 - fiction
    city, below = demos[CITY], demos[matter.lower]
    shared = [one for one in papers.topics_of(below.plan) if one.lead in city.plan.units]
    topic, place = chance.choice(shared), chance.choice(list(below.plan.places))
    taken = city.titles | below.titles
    paper = papers.compose(chance, topic, place, taken)
    city.titles.add(paper.title)
    kind = "PROPOSAL" if number % 2 else "SUGGESTION"
    return Dealing(city, below, matter, kind, paper, chance, matter.began(today), _post_committed)


def _live(deal: Dealing) -> Iterator[datetime]:
    return requested_up(deal) if deal.matter.ask else dispatched_down(deal)


def _post_committed(code: str) -> None:
    """After a step in one government: its guards speak, then the other government's cases follow."""
    with governing(code):
        _check_now()
    while messages := list(Message.objects.filter(topic__startswith="transfer.").order_by("id")):
        for message in messages:
            with governing(message.payload["to"]):
                carry_over(message)
                _check_now()
            message.delete()


def _check_now() -> None:
    """Let the guards of the database that wait for the end of a transaction speak, under the role they concern."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _demo_government(code: str) -> DemoGovernment:
    """A government that was filled before, as its town."""
    plan = government(code)
    with governing(code):
        accounts = {one.username: one for one in Account.objects.all()}
        return DemoGovernment(
            plan=plan,
            units={one.code: one for one in Unit.objects.all()},
            actors={
                seat.key: actor_of(accounts[plan.username(seat.key)])
                for seat in plan.seats()
                if plan.username(seat.key) in accounts
            },
            sessions=_sessions(),
            packs=packs_in_force(),
            titles=set(Case.objects.values_list("title", flat=True)),
            series="across",
        )


def _sessions() -> dict[tuple[str, int], CaseSession]:
    """The sessions of the three years, by kind and number of the year."""
    found: dict[tuple[str, int], CaseSession] = {}
    for kind in ("SUGGESTION", "PROPOSAL"):
        sessions = CaseSession.objects.filter(kind=kind).order_by("opened_on")
        found |= {(kind, year): one for year, one in enumerate(sessions)}
    return found
