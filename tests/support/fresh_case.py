"""Suggestion dispatched today by one government of a running installation to two of its own units.

``python -m support.fresh_case <title> <government> <lead> <co>`` registers, files and dispatches it with the days of
the rule pack in force, and prints its id as JSON.
"""

from __future__ import annotations

import json
import os
import sys

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
from kernel.actor import Actor  # noqa: E402
from lianban.demo.world import government as plan_of  # noqa: E402
from people.models import Account, Unit  # noqa: E402
from people.queries import actor_of  # noqa: E402


def dispatched(title: str, government: str, lead: str, co: str) -> dict[str, int]:
    """The key of the case."""
    with governing(government):
        session = CaseSession.objects.filter(kind="SUGGESTION").latest("opened_on")
        proposer = ProposerInput("沈若溪", "DEPUTY", "第一代表团", "", True)
        body = "一、情况。乡道部分路段破损。\n二、建议。尽快修复。"
        paper = RegisterInput("SUGGESTION", title, body, session.pk, [proposer])
        case = commands.register(_actor(government, "npc"), _key("register", title), paper=paper)
        commands.file(_actor(government, "npc"), case.pk, _key("file", title))
        parts = [
            AssignmentInput(Unit.objects.get(code=code).pk, role)
            for code, role in ((lead, UnitRole.LEAD), (co, UnitRole.CO))
        ]
        order = DispatchInput(parts)
        commands.dispatch(_actor(government, "office"), case.pk, _key("dispatch", title), order=order)
        return {"case": case.pk}


def _actor(government: str, seat: str) -> Actor:
    return actor_of(Account.objects.get(username=plan_of(government).username(seat)))


def _key(step: str, title: str) -> str:
    return f"fresh-{step}-{title}"


if __name__ == "__main__":
    sys.stdout.write(json.dumps(dispatched(*sys.argv[1:])))
