"""Rows of all governments in ``public``, each under row security: a file per subject."""

from supervision.public.models.clock import Clock, ClockKind, DailyRound, Job

__all__ = ["Clock", "ClockKind", "DailyRound", "Job"]
