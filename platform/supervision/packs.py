"""Follow-up of an issued rule pack: notices, and on its day running cases change to it if it says so."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

from cases.clocks.recount import ARRIVED, OPEN_STATES
from cases.commands import move_dates
from cases.models import Case
from kernel.actor import SYSTEM
from kernel.refusals import Refusal
from kernel.wording import label, sentence
from outbox.models import Message
from rules.models import RulePack
from rules.queries import PackStatus, placed
from supervision.notices import notify
from supervision.public.models import Job

AT_ONCE = 50  # cases of one job: it is one transaction, and holds their locks
AN_HOUR = time(0, 10)  # of the day on which running cases go over


def follow_issue(message: Message) -> None:
    """Follow ``rules.issue_pack``: a notice to all units, the office and the side, and the job of the day."""
    pack = RulePack.objects.get(pk=message.payload["pack"])
    running = "notice_pack_running" if pack.running_go_over else "notice_pack_kept"
    text = sentence(
        "notice_pack",
        kind=label("kinds", pack.kind),
        title=pack.title,
        version=pack.version,
        day=pack.effective_on.isoformat(),
        note=pack.note,
        running=sentence(running),
    )
    notify(f"pack:{pack.pk}", text, subject=pack.title, kind=pack.kind)
    if pack.running_go_over:
        _queue(pack, 0)


def go_over(pack: int, after: int) -> None:
    """The job of the day: open cases of an earlier version go over to this one, each exactly once, in key order.

    Papers that have only arrived too: they are reviewed, filed and dispatched by it.

    A version that was replaced before its day has no effect. What cannot go over is left to its version.
    """
    row = RulePack.objects.get(pk=pack)
    if _replaced(row):
        return
    earlier = Case.objects.filter(
        kind=row.kind, state__in=OPEN_STATES | ARRIVED, pack__version__lt=row.version
    )
    found = list(earlier.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    for case in found:
        _take_over(case, row)
    if len(found) == AT_ONCE:
        _queue(row, found[-1])


def _take_over(case: int, pack: RulePack) -> None:
    source = sentence("pack_named", title=pack.title, version=pack.version)
    try:
        move_dates(SYSTEM, case, f"go-over:{pack.pk}:{case}", cause="PACK", source=source, pack_id=pack.pk)
    except Refusal:
        return  # it ended in this moment, or has answers that the pack would call otherwise: it keeps its version


def _replaced(pack: RulePack) -> bool:
    rows = RulePack.objects.filter(kind=pack.kind).order_by("-version")
    return next(one for one in placed(rows) if one.row.pk == pack.pk).standing is PackStatus.REPLACED


def _queue(pack: RulePack, after: int) -> None:
    """A job of this transaction; the same one twice is one."""
    begins = timezone.make_aware(datetime.combine(pack.effective_on, AN_HOUR))
    job = Job(
        task="go_over",
        key=f"go_over:{pack.pk}:{after}",
        payload={"pack": pack.pk, "after": after},
        due_at=begins,
    )
    Job.objects.bulk_create([job], ignore_conflicts=True)
