"""The relay as a process: asked to end it ends cleanly, killed it loses nothing."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest
from django.db import transaction

from governments.entering.scope import platform_scope
from governments.models import Government
from outbox.models import Message
from outbox.post import post
from support.session import rows

# Writes each number it is handed; at 3 it waits for ever, in the middle of the batch's transaction.
PROGRAM = """
import os, threading
os.environ["DJANGO_SETTINGS_MODULE"] = "lianban.settings_dev"
import django
django.setup()
from governments.entering.scope import platform_scope
from outbox.relay import Relay

def handle(message):
    print(message.payload["case"], flush=True)
    if message.payload["case"] == 3:
        threading.Event().wait()

with platform_scope():
    Relay({"case.filed": handle}, batch=10).run_until_signal()
print("ended", flush=True)
"""


@pytest.fixture
def process(committed: Government) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True)


def posted(*numbers: int) -> None:
    with transaction.atomic():
        for number in numbers:
            post("case.filed", {"case": number})


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_asked_to_end_it_finishes_what_it_has_and_ends(process: subprocess.Popen[str]) -> None:
    posted(1)
    handed = line(process)

    process.send_signal(signal.SIGTERM)

    assert (handed, line(process), process.wait(60)) == ("1", "ended", 0)
    with platform_scope():
        assert Message.objects.count() == 0


def test_killed_in_the_middle_of_a_batch_it_loses_nothing(process: subprocess.Popen[str]) -> None:
    posted(1, 2, 3, 4)
    handed = [line(process) for _ in range(3)]

    process.kill()
    process.wait(60)

    assert handed == ["1", "2", "3"]
    with platform_scope():
        # The server notices the broken connection on its own time; a lock on the rows waits for exactly that.
        left = rows("SELECT payload->>'case' FROM public.outbox_message ORDER BY id FOR UPDATE")
    assert left == [("1",), ("2",), ("3",), ("4",)]
