"""The shared record: two governments meet it, a third and the platform do not, and nothing moves unreported."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from governments.entering.scope import governing, platform_scope
from governments.models import Government
from kernel.actor import SYSTEM, Actor, Seat
from kernel.clock import today
from kernel.once import AlreadyDone
from kernel.refusals import NotPermitted, NotVisible, Refusal
from outbox.models import Message
from people.roles import Role
from transfers import lifecycle
from transfers.door import cross
from transfers.models import Envelope, EnvelopeEvent


def an_envelope(receiver: str = "binjiang") -> Envelope:
    """A case's part for another government, not sent yet."""
    return Envelope(
        kind="DISPATCH_DOWN",
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


def sent(key: str = "send-0001") -> Envelope:
    """An envelope sent by the present government to 滨江区."""
    with cross(lifecycle.SEND, SYSTEM, an_envelope(), key) as passage:
        pass
    return passage.envelope


def take(step: lifecycle.Crossing, row: Envelope, **more: str) -> None:
    """Take one step of an envelope in the present government."""
    with cross(step, SYSTEM, row.pk, f"{step.code}-0001", **more):
        pass


def _run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_both_sides_read_the_one_record(governed: Government) -> None:
    row = sent()
    row.refresh_from_db()

    with governing("binjiang"):
        seen = Envelope.objects.get()
        events = list(EnvelopeEvent.objects.values_list("step", "government"))

    assert (row.sender, seen.pk, seen.subject) == ("yunzhou", row.pk, row.subject)
    assert events == [("send", "yunzhou")]


def test_a_third_government_and_the_platform_meet_nothing(governed: Government) -> None:
    row = sent()

    with governing("heshan"):
        assert not Envelope.objects.exists()
        assert not EnvelopeEvent.objects.exists()
        with pytest.raises(NotVisible), cross(lifecycle.SIGN, SYSTEM, row.pk, "sign-0001"):
            pass
    with platform_scope():
        assert not Envelope.objects.exists()


def test_a_side_cannot_read_the_others_schema(governed: Government) -> None:
    sent()

    with governing("binjiang"), pytest.raises(ProgrammingError, match="permission denied"):
        _run("SELECT * FROM yunzhou.cases_case")


def test_only_the_right_side_takes_a_step(governed: Government) -> None:
    row = sent()

    with pytest.raises(NotPermitted, match="另一方"), cross(lifecycle.SIGN, SYSTEM, row.pk, "sign-0001"):
        pass
    with governing("binjiang"):
        with pytest.raises(NotPermitted, match="另一方"):
            take(lifecycle.RECALL, row, reason="误发")
        take(lifecycle.SIGN, row)

    row.refresh_from_db()
    assert (row.state, row.version) == ("SIGNED", 2)


def test_a_clerk_of_a_bureau_does_not_act_for_the_government(governed: Government) -> None:
    clerk = Actor(1, "顾长安", (Seat(Role.UNIT_CLERK, 1),))

    with pytest.raises(NotPermitted), cross(lifecycle.SEND, clerk, an_envelope(), "send-0001"):
        pass

    assert not Envelope.objects.exists()


def test_the_same_key_crosses_once(governed: Government) -> None:
    row = sent("send-0001")

    with pytest.raises(AlreadyDone) as done:
        sent("send-0001")

    assert done.value.entry.envelope.pk == row.pk
    assert Envelope.objects.count() == 1


@pytest.mark.parametrize("key", ["", "short", "k" * 65])
def test_a_key_that_is_none_leaves_nothing(governed: Government, key: str) -> None:
    with pytest.raises(Refusal) as refused, cross(lifecycle.SEND, SYSTEM, an_envelope(), key):
        pass

    assert (refused.value.code, refused.value.field) == ("key_malformed", "key")
    assert not Envelope.objects.exists()
    assert not Message.objects.exists()


def test_a_key_of_another_step_is_refused(governed: Government) -> None:
    row = sent("send-0001")

    with (
        pytest.raises(Refusal) as refused,
        cross(lifecycle.RECALL, SYSTEM, row.pk, "send-0001", reason="误发"),
    ):
        pass

    row.refresh_from_db()
    assert (refused.value.code, row.state) == ("key_reused", "SENT")


def test_a_step_that_was_overtaken_says_by_whom(governed: Government) -> None:
    row = sent()
    with cross(lifecycle.RECALL, SYSTEM, row.pk, "recall-01", reason="误发"):
        pass

    with governing("binjiang"), pytest.raises(Refusal, match="已收回"):
        take(lifecycle.SIGN, row)


def test_each_step_tells_the_other_side_once(governed: Government) -> None:
    row = sent()
    with governing("binjiang"), cross(lifecycle.SIGN, SYSTEM, row.pk, "sign-0001"):
        pass

    moves = EnvelopeEvent.objects.order_by("version").values_list("from_state", "to_state")
    assert list(moves) == [("", "SENT"), ("SENT", "SIGNED")]
    with platform_scope():
        told = Message.objects.filter(topic__startswith="transfer.").order_by("id")
        assert [(one.topic, one.government, one.payload["to"]) for one in told] == [
            ("transfer.send", "yunzhou", "binjiang"),
            ("transfer.sign", "binjiang", "yunzhou"),
        ]


def test_an_envelope_cannot_be_sent_in_anothers_name(governed: Government) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        _run(
            "INSERT INTO public.transfers_envelope (kind, sender, receiver, state, version, sender_case,"
            " unit_role, request_type, subject, files, sent_on, sign_due_on, return_until, due_on)"
            " VALUES ('DISPATCH_DOWN', 'binjiang', 'heshan', 'SENT', 1, 1, '', '', '{}', '[]',"
            " now(), now(), now(), now())"
        )


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE public.transfers_envelope SET subject = '{}'",
        "UPDATE public.transfers_envelope SET receiver = 'heshan'",
        "DELETE FROM public.transfers_envelope",
        "UPDATE public.transfers_envelopeevent SET reason = '改'",
        "DELETE FROM public.transfers_envelopeevent",
    ],
)
def test_what_was_shared_is_not_changed_afterwards(governed: Government, sql: str) -> None:
    sent()

    with pytest.raises(DatabaseError):
        _run(sql)


def test_no_envelope_moves_without_its_event(governed: Government) -> None:
    sent()

    with pytest.raises(IntegrityError, match="has no event"), transaction.atomic():
        Envelope.objects.update(state="ACCEPTED", version=9)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
