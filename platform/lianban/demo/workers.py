"""Filling several governments side by side: one process each, at most as many at a time as there are cores."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date
from importlib import import_module
from multiprocessing import get_context
from typing import cast

import django

from kernel.refusals import Refusal
from lianban.processes.parent_death import tie

Work = tuple[str, date, str]


def side_by_side(processes: int, work: Sequence[Work]) -> Iterator[tuple[Work, int]]:
    """``filling.fill_one`` for each piece of work, in processes of their own; each with its steps, as it is done.

    The processes are started anew (a fork would share this one's database connections), and end when this one is
    killed: else they would go on filling beside the next start.
    """
    context = get_context("spawn")
    tied = (os.getpid(),)
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_prepare, initargs=tied) as pool:
        started = {pool.submit(_fill_one, one): one for one in work}
        for done in as_completed(started):
            yield started[done], done.result()


def _prepare(parent: int) -> None:
    """Load the program, and let the garbage collector look at it no more: a filling leaves little behind."""
    tie(parent, signal.SIGKILL)
    django.setup()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def _fill_one(work: Work) -> int:
    """In the new process: the models can be imported only now. Raises RuntimeError with a refusal's sentence."""
    try:
        return cast(int, import_module("lianban.demo.filling").fill_one(*work))
    except Refusal as refusal:  # which cannot be carried over to the other process as it is
        raise RuntimeError(f"{work[0]}: {refusal.message}") from None
