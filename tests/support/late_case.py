"""Case that runs late between the city and a government below it, in a running installation of the demo city.

``python -m support.late_case begin <title> <government> <bureau>``: with the clock put back, the city dispatches a
case down, where it is signed for and handed to a bureau; both due days have passed by now.
``python -m support.late_case ring <above> <government> <below>``: scans and works twice, beside the installation's own
scheduler, and prints what has rung for the two cases. Both print JSON.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import date

import django

from lianban.cli import home as cli_home

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianban.settings")
cli_home.prepare()
django.setup()

from cases import commands  # noqa: E402 - models can be imported only now
from cases.inputs import AssignmentInput, DispatchInput, ProposerInput, RegisterInput  # noqa: E402
from cases.models import Assignment, Case, CaseSession  # noqa: E402
from cases.states import UnitRole  # noqa: E402
from governments.entering.scope import governing, platform_scope  # noqa: E402
from kernel.actor import Actor  # noqa: E402
from kernel.clock import today  # noqa: E402
from kernel.workdays import ONE_DAY  # noqa: E402
from lianban.demo.world import government as plan_of  # noqa: E402
from people.models import Account, Unit  # noqa: E402
from people.queries import actor_of  # noqa: E402
from supervision.models import Reminder  # noqa: E402
from supervision.public.scan import scan  # noqa: E402
from support.clocks import a_worker, noon, relayed  # noqa: E402
from transfers import commands as transfers  # noqa: E402
from transfers.models import Envelope  # noqa: E402

CITY = "yunzhou"
SENT, TAKEN, LATE = 60 * ONE_DAY, 58 * ONE_DAY, 7 * ONE_DAY  # before today


@dataclass(frozen=True)
class Late:
    """The case in the city and the linked one below it, and the year it is scored in."""

    above: int
    below: int
    year: int


def begin(title: str, lower: str, bureau: str) -> Late:
    """Dispatched, signed for and handed on as long ago as that; due a week ago."""
    now = today()
    with noon(now - SENT):
        case, envelope = _sent(title, lower, now - LATE)
        relayed()
    with noon(now - TAKEN):
        below = _taken(envelope, lower, bureau)
        relayed()
    with governing(CITY):
        return Late(case.pk, below, case.session.year if case.session else now.year)


def ring(above: str, lower: str, below: str) -> dict[str, list[str]]:
    """Everything that is due rings, twice over; the rungs that have rung for each of the two."""
    relayed()
    with platform_scope():
        for _ in range(2):
            scan()
            a_worker().work(most=1000)
    relayed()
    return {CITY: _rungs(CITY, above), lower: _rungs(lower, below)}


def _sent(title: str, lower: str, due_on: date) -> tuple[Case, int]:
    with governing(CITY):
        session = CaseSession.objects.filter(kind="SUGGESTION").latest("opened_on")
        proposer = ProposerInput("沈若溪", "DEPUTY", "市直代表团", "", True)
        body = "一、情况。乡道部分路段破损。\n二、建议。尽快修复。"
        paper = RegisterInput("SUGGESTION", title, body, session.pk, [proposer])
        case = commands.register(_actor(CITY, "npc"), _key("register", title), paper=paper)
        commands.file(_actor(CITY, "npc"), case.pk, _key("file", title))
        part = AssignmentInput(Unit.objects.get(government=lower).pk, UnitRole.SOLE)
        order = DispatchInput([part], due_on=due_on)
        commands.dispatch(_actor(CITY, "office"), case.pk, _key("dispatch", title), order=order)
        return case, Envelope.objects.get(sender=CITY, sender_case=case.pk).pk


def _taken(envelope: int, lower: str, bureau: str) -> int:
    with governing(lower):
        office = _actor(lower, "office")
        transfers.sign(office, envelope, _key("sign", envelope))
        linked = Case.objects.get(envelope=envelope)
        order = DispatchInput([AssignmentInput(Unit.objects.get(code=bureau).pk, UnitRole.SOLE)])
        commands.dispatch(office, linked.pk, _key("hand-on", envelope), order=order)
        part = Assignment.objects.get(case=linked)
        commands.sign_for(_actor(lower, f"{bureau}-clerk"), part.pk, _key("sign-for", envelope))
        return linked.pk


def _actor(government: str, seat: str) -> Actor:
    return actor_of(Account.objects.get(username=plan_of(government).username(seat)))


def _key(step: str, matter: object) -> str:
    return f"late-{step}-{matter}"


def _rungs(government: str, case: str) -> list[str]:
    with governing(government):
        rung = Reminder.objects.filter(case=case, kind="LEAD").order_by("id")
        return [f"{one.rung} {one.light}" for one in rung]


if __name__ == "__main__":
    word, *given = sys.argv[1:]
    told = asdict(begin(*given)) if word == "begin" else ring(*given)
    sys.stdout.write(json.dumps(told))
