"""The database sends nothing past the hierarchy, whatever the code above it believes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from governments.entering.scope import governing
from governments.models import Government
from kernel.actor import SYSTEM
from kernel.clock import today
from transfers import lifecycle
from transfers.door import cross
from transfers.models import Envelope


def an_envelope(kind: str, receiver: str) -> Envelope:
    """Something for another government, not sent yet."""
    return Envelope(
        kind=kind,
        receiver=receiver,
        sender_case=1,
        sender_assignment=1,
        unit_role="LEAD",
        subject={"title": "关于完善老城区排水管网的建议"},
        sent_on=today(),
        sign_due_on=today() + timedelta(7),
        return_until=today() + timedelta(5),
        due_on=today() + timedelta(90),
    )


@pytest.mark.parametrize(
    ("sender", "kind", "receiver"),
    [
        ("binjiang", "DISPATCH_DOWN", "yunzhou"),
        ("binjiang", "DISPATCH_DOWN", "heshan"),
        ("yunzhou", "REQUEST_UP", "binjiang"),
        ("binjiang", "REQUEST_UP", "heshan"),
        ("yunzhou", "DISPATCH_DOWN", "nowhere"),
        ("yunzhou", "SOMETHING_ELSE", "binjiang"),
    ],
)
def test_where_the_kind_does_not_lead_nothing_is_sent(
    governed: Government, sender: str, kind: str, receiver: str
) -> None:
    with governing(sender):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            an_envelope(kind, receiver).save(force_insert=True)

        assert not Envelope.objects.exists()


@pytest.mark.parametrize(
    ("sender", "kind", "receiver"),
    [("yunzhou", "DISPATCH_DOWN", "binjiang"), ("binjiang", "REQUEST_UP", "yunzhou")],
)
def test_down_to_a_child_and_up_to_the_parent_it_is_sent(
    governed: Government, sender: str, kind: str, receiver: str
) -> None:
    with governing(sender):
        with cross(lifecycle.SEND, SYSTEM, an_envelope(kind, receiver), "send-0001"):
            pass

        assert Envelope.objects.get().receiver == receiver
