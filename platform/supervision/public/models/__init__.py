"""Rows of all governments in ``public``, each under row security: a file per subject."""

from supervision.public.models.board import Board, Share, Tally
from supervision.public.models.clock import Clock, ClockKind, DailyRound, Job, LastScan

__all__ = ["Board", "Clock", "ClockKind", "DailyRound", "Job", "LastScan", "Share", "Tally"]
