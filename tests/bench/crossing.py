"""``transfer.send``: a matter sent by one government and signed for by another, against two raw inserts.

``envelope`` is what the exchange itself does: two transactions of two governments under two roles, each judging
side, right, state and key, with an event, an outbox row and a wake-up of the relay. ``case`` is the whole: the
city's dispatch with its clocks, and the district's linked case with its proposers. The reference writes an
envelope and its event in one transaction, judges nothing and wakes nobody. All commit with fsync on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from bench.ground import Ground
from bench.measure import Figure, Goal, Sizes, figure, interleaved
from cases import commands
from cases.models import Case
from cases.states import UnitRole
from governments.entering.registry import government_by_code
from governments.entering.scope import governing
from governments.models import Tier
from governments.provisioning.founding import provision
from kernel.actor import SYSTEM
from kernel.clock import today
from people.commands import add_unit
from people.models import UnitKind
from support.build import a_filed_case, a_key, an_order
from support.governments import CITY, DISTRICT
from support.tiers import Tiers
from support.world import a_world
from transfers import commands as transfers
from transfers import lifecycle
from transfers.door import cross
from transfers.models import Envelope

NAME = "transfer.send"
GOAL = Goal(0.5, at_least=True)
EACH = 20

ENVELOPE = (
    "INSERT INTO public.transfers_envelope (kind, sender, receiver, state, version, sender_case, unit_role,"
    " request_type, subject, files, sent_on, sign_due_on, return_until, due_on)"
    " VALUES ('DISPATCH_DOWN', %s, %s, 'SENT', 1, 0, 'SOLE', '', %s, '[]', %s, %s, %s, %s) RETURNING id"
)
EVENT = (
    "INSERT INTO public.transfers_envelopeevent (envelope_id, version, step, from_state, to_state, government,"
    " actor, at, reason, facts, key, fingerprint)"
    " VALUES (%s, 1, 'send', '', 'SENT', %s, '系统', %s, '', '{}', %s, %s)"
)


def run(ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """Rates of both sides, a second."""
    tiers, each = _tiers(ground), sizes.or_default(EACH)
    raw = ground.plain()
    cases = _cases(tiers, sizes.rounds * each + 1)
    sides = (("envelope", _crossed), ("case", lambda: _dispatched(tiers, next(cases))))
    for what, ours in sides:
        mine, its = interleaved(ours, lambda: _inserted(raw), rounds=sizes.rounds, each=each)
        yield figure(NAME, what, GOAL, "/s", 1000 / mine, 1000 / its)
    raw.close()


def _tiers(ground: Ground) -> Tiers:
    """The district beside the benchmark's city, and the city's unit that stands for it."""
    provision(DISTRICT, "滨江区", short_name="滨江", tier=Tier.DISTRICT, parent=government_by_code(CITY))
    ground.world.units[DISTRICT] = add_unit(
        SYSTEM,
        code=DISTRICT,
        name="滨江区人民政府",
        short_name="滨江区",
        kind=UnitKind.LOWER_GOVERNMENT,
        government=DISTRICT,
    )
    with governing(DISTRICT):
        return Tiers(ground.world, a_world())


def _cases(tiers: Tiers, number: int) -> Iterator[Case]:
    return iter([a_filed_case(tiers.city) for _ in range(number)])


def _envelope() -> Envelope:
    day = today()
    return Envelope(
        kind="DISPATCH_DOWN",
        receiver=DISTRICT,
        sender_case=0,
        unit_role="SOLE",
        subject={"title": "关于完善老城区排水管网的建议"},
        sent_on=day,
        sign_due_on=day + timedelta(7),
        return_until=day + timedelta(5),
        due_on=day + timedelta(90),
    )


def _crossed() -> None:
    with cross(lifecycle.SEND, SYSTEM, _envelope(), a_key()) as sent:
        pass
    with governing(DISTRICT), cross(lifecycle.SIGN, SYSTEM, sent.envelope.pk, a_key()):
        pass


def _dispatched(tiers: Tiers, case: Case) -> None:
    order = an_order(tiers.city, (DISTRICT, UnitRole.SOLE))
    commands.dispatch(tiers.city.office, case.pk, a_key(), order=order)
    envelope = Envelope.objects.only("id").get(sender_case=case.pk)
    with tiers.below() as district:
        transfers.sign(district.office, envelope.pk, a_key())


def _inserted(raw: psycopg.Connection[Any]) -> None:
    day, at = today(), datetime.now(UTC)
    days = (day, day + timedelta(7), day + timedelta(5), day + timedelta(90))
    with raw.transaction(), raw.cursor() as cursor:
        title = Jsonb({"title": "关于完善老城区排水管网的建议"})
        row = cursor.execute(ENVELOPE, (CITY, DISTRICT, title, *days)).fetchone()
        assert row is not None
        cursor.execute(EVENT, (row[0], CITY, at, a_key(), "0" * 64))
