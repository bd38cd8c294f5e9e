"""Two clocks on a case from above: the one below ends before the sender's, by the pack's margin (domain.md 3)."""

from __future__ import annotations

from datetime import date, timedelta

from cases.models import Case
from kernel.workdays import ONE_DAY
from rules.counting.deadlines import Reckoning, brought_forward
from rules.pack import Pack


def latest_day(case: Case, pack: Pack, day: date) -> date | None:
    """The last day a unit may be given from ``day`` on; never before the next day; none on a case of one's own."""
    upper = case.upper_due_on
    if upper is None:
        return None
    return max(upper - timedelta(days=pack.upper_margin_days), day + ONE_DAY)


def before_upper(case: Case, pack: Pack, ending: Reckoning, day: date) -> Reckoning:
    """The unit's due day by the pack, brought forward where it would end too late for the sender."""
    latest = latest_day(case, pack, day)
    if latest is None or case.upper_due_on is None or ending.day <= latest:
        return ending
    return brought_forward(ending, latest, case.upper_due_on, pack.upper_margin_days)
