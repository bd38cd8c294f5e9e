"""Case of the year after next, in a running installation of the demo city: dispatched where no notice reaches yet.

``python -m support.calendar_case <government> <title> <day>`` puts the clock to that day, registers, files and hands
a case to the government's first bureau, and prints its id and the code of the bureau as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date

import django

from lianban.cli import home as cli_home

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianban.settings")
cli_home.prepare()
django.setup()

from cases import commands  # noqa: E402 - models can be imported only now
from cases.inputs import AssignmentInput, DispatchInput, ProposerInput, RegisterInput  # noqa: E402
from cases.models import CaseSession  # noqa: E402
from cases.states import UnitRole  # noqa: E402
from governments.entering.scope import governing  # noqa: E402
from lianban.demo.world import government as plan_of  # noqa: E402
from people.models import Account, Unit  # noqa: E402
from people.queries import actor_of  # noqa: E402
from support.clocks import noon  # noqa: E402


def begin(government: str, title: str, day: str) -> dict[str, object]:
    """The case at 已交办 since that day."""
    plan = plan_of(government)
    bureau = plan.handlers()[0].code
    with governing(government), noon(date.fromisoformat(day)):
        office = actor_of(Account.objects.get(username=plan.username("office")))
        session = CaseSession.objects.filter(kind="SUGGESTION").latest("opened_on")
        proposer = ProposerInput("沈若溪", "DEPUTY", "县直代表团", "", True)
        body = "一、情况。乡道部分路段破损。\n二、建议。尽快修复。"
        paper = RegisterInput("SUGGESTION", title, body, session.pk, [proposer])
        case = commands.register(office, "calendar-register", paper=paper)
        commands.file(office, case.pk, "calendar-file")
        part = AssignmentInput(Unit.objects.get(code=bureau).pk, UnitRole.SOLE)
        commands.dispatch(office, case.pk, "calendar-dispatch", order=DispatchInput([part]))
    return {"case": case.pk, "bureau": bureau}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(begin(*sys.argv[1:])))
