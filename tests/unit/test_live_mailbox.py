"""What waits for a slow client."""

from __future__ import annotations

import pytest

from kernel.actor import SYSTEM
from live.mailbox import ANYTHING, MOST, ChangeNotice, Mailbox
from live.viewers import SocketViewer


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox(SocketViewer("key", 1, "hash", 0, SYSTEM))


def test_changes_wait_in_order_and_are_numbered(mailbox: Mailbox) -> None:
    mailbox.put(ChangeNotice("1", "file"))
    mailbox.put(ChangeNotice("2", None))

    assert [(one["seq"], one["case_id"], one["step"]) for one in mailbox.take()] == [
        (1, "1", "file"),
        (2, "2", None),
    ]
    assert mailbox.take() == []


def test_the_same_change_waits_once(mailbox: Mailbox) -> None:
    mailbox.put(ChangeNotice("1", "file"))
    mailbox.put(ChangeNotice("1", "file"))

    assert len(mailbox.take()) == 1


def test_too_many_become_one_that_says_anything(mailbox: Mailbox) -> None:
    for number in range(MOST + 20):
        mailbox.put(ChangeNotice(str(number), "file"))

    assert [one["case_id"] for one in mailbox.take()] == [None]


def test_a_restart_forgets_what_waits_and_counts_anew(mailbox: Mailbox) -> None:
    mailbox.put(ChangeNotice("1", "file"))
    before = mailbox.epoch

    mailbox.restart()

    (told,) = mailbox.take()
    assert (told["seq"], told["case_id"], told["epoch"] == before) == (1, None, False)
    assert mailbox.waiting == [] and ANYTHING.case_id is None
