"""Matters crossing between two governments, done by a process that is killed again and again.

``python -m support.crossing_walk <matters> <kills> <seed>``: a parent that has no connection forks a child, which
takes one step after the other under fixed keys and acknowledges each; the parent kills it (SIGKILL) at a random
moment and forks the next, which begins with the first step not acknowledged. Prints what happened as JSON.
"""

from __future__ import annotations

import gc
import json
import os
import random
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import django
import psycopg_pool  # noqa: F401 - loaded once, not by each child
from django.db import transaction

django.setup()

from cases import commands  # noqa: E402 - models can be imported only now
from cases.inputs import AssignmentInput, DispatchInput, UpperRequest  # noqa: E402
from cases.models import Assignment, Case  # noqa: E402
from cases.states import UnitRole  # noqa: E402
from governments.entering.scope import governing, platform_scope  # noqa: E402
from outbox.models import Message  # noqa: E402
from people.models import Account, Unit  # noqa: E402
from people.queries import actor_of  # noqa: E402
from support.crossing_titles import titled  # noqa: E402
from support.governments import CITY, DISTRICT  # noqa: E402
from support.tiers import an_answer, relayed  # noqa: E402
from transfers import commands as transfers  # noqa: E402
from transfers.models import Envelope  # noqa: E402

OFFICE = "office-general_office"
LONGEST = 0.012  # seconds after an acknowledgement at which a child is killed at the latest


@dataclass(frozen=True)
class Step:
    """One step of one matter, in a government, under a key that is always the same."""

    government: str
    key: str
    take: Callable[[str], object]


def _office() -> object:
    return actor_of(Account.objects.get(username=OFFICE))


def _case(direction: str, number: int) -> Case:
    return Case.objects.get(title=titled(direction, number), origin="OWN")


def _envelope(direction: str, number: int) -> Envelope:
    return Envelope.objects.get(subject__title__icontains=titled(direction, number))


def _dispatch(number: int) -> Callable[[str], object]:
    def take(key: str) -> object:
        unit = Unit.objects.get(code=DISTRICT)
        order = DispatchInput([AssignmentInput(unit.pk, UnitRole.SOLE)])
        return commands.dispatch(_office(), _case("down", number).pk, key, order=order)

    return take


def _sign(direction: str, number: int) -> Callable[[str], object]:
    return lambda key: transfers.sign(_office(), _envelope(direction, number).pk, key)


def _return(number: int) -> Callable[[str], object]:
    return lambda key: transfers.request_return(
        _office(), _envelope("down", number).pk, key, reason="不属本区职责"
    )


def _accept_return(number: int) -> Callable[[str], object]:
    return lambda key: commands.accept_return(
        _office(), Assignment.objects.get(case=_case("down", number)).pk, key
    )


def _ask(number: int) -> Callable[[str], object]:
    def take(key: str) -> object:
        request = UpperRequest("POLICY", "请明确政策。")
        return commands.ask_upper(_office(), _case("up", number).pk, key, request=request)

    return take


def _answer(number: int) -> Callable[[str], object]:
    def take(key: str) -> object:
        linked = Case.objects.get(envelope=_envelope("up", number).pk)
        answer = an_answer(body="同意。", result_class="", points=())
        return commands.report_answer(_office(), linked.pk, key, answer=answer)

    return take


def _accept(number: int) -> Callable[[str], object]:
    return lambda key: transfers.accept(_office(), _envelope("up", number).pk, key)


def _relay(_key: str) -> None:
    relayed()


def steps(matters: int) -> Iterator[Step]:
    """All steps: each matter down is sent, signed for and returned; each up is asked, signed for and answered."""
    for number in range(matters):
        name = f"walk-{number:03d}"
        yield Step(CITY, f"{name}-send", _dispatch(number))
        yield Step(DISTRICT, f"{name}-sign", _sign("down", number))
        yield Step(DISTRICT, f"{name}-return", _return(number))
        yield Step(CITY, f"{name}-relay", _relay)
        yield Step(CITY, f"{name}-relieve", _accept_return(number))
        yield Step(DISTRICT, f"{name}-ask", _ask(number))
        yield Step(CITY, f"{name}-sign-up", _sign("up", number))
        yield Step(CITY, f"{name}-answer", _answer(number))
        yield Step(DISTRICT, f"{name}-accept", _accept(number))
        yield Step(CITY, f"{name}-relay-2", _relay)


def _wait_for_the_dead() -> None:
    """Until the server has noticed that the child before is dead: a relay passes over messages that it still locks."""
    with platform_scope(), transaction.atomic():
        list(Message.objects.select_for_update().values_list("pk"))


def _live(todo: list[Step], told: int) -> int:
    """Take all steps and acknowledge each; the exit code."""
    _wait_for_the_dead()
    for step in todo:
        try:
            with governing(step.government):
                step.take(step.key)
        except Exception:
            sys.stderr.write(f"{step.key}\n{traceback.format_exc()}")
            sys.stderr.flush()
            return 1
        os.write(told, b".")
    return 0


def _one_life(todo: list[Step], chance: random.Random, *, spare: bool) -> int:
    """How many steps a child acknowledged before it was killed, or finished (``spare``: it is let live)."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        os._exit(_live(todo, told))
    os.close(told)
    wanted, done = chance.randint(0, 3), 0
    while spare or done < wanted:
        received = os.read(heard, 1)
        if not received:
            break
        done += 1
    if not spare:
        time.sleep(chance.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        while select.select([heard], [], [], 0)[0] and (more := os.read(heard, 64)):
            done += len(more)
    os.close(heard)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status) != 0:
        raise SystemExit(f"a child failed at {todo[done].key}")
    return done


def main(matters: int, kills: int, seed: int) -> None:
    """Walk all steps with this many kills; raises SystemExit when the walk ends too early for them."""
    gc.freeze()  # a child shares what its parent has loaded, and does not copy it to look for garbage
    todo, chance, killed, doubtful = list(steps(matters)), random.Random(seed), 0, []
    while killed < kills:
        done = _one_life(todo, chance, spare=False)
        todo = todo[done:]
        killed += 1
        if not todo:
            raise SystemExit(f"only {killed} kills: the walk was too short")
        doubtful.append(todo[0].key.split("-", 2)[2])
    _one_life(todo, chance, spare=True)
    told = {"killed": killed, "at": {step: doubtful.count(step) for step in sorted(set(doubtful))}}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*(int(given) for given in sys.argv[1:4]))
