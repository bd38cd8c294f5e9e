"""Two operators upload the same year at the same moment: one notice, and the other gets a refusal."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from governments.calendar.notices import announce
from governments.entering.scope import platform_scope
from governments.models import Government
from kernel.refusals import Refusal
from rules.calendar.holidays import Arrangement, Holiday
from rules.calendar.in_force import forget
from rules.public.models import HolidayNotice
from supervision.public.models import Job

OF_2027 = Arrangement(2027, (Holiday("元旦", date(2027, 1, 1), date(2027, 1, 3)),), title="虚构的通知")
OTHERWISE = replace(OF_2027, holidays=(Holiday("元旦", date(2027, 1, 1), date(2027, 1, 2)),))


@pytest.mark.parametrize("second", [OF_2027, OTHERWISE], ids=["the same", "another"])
def test_one_of_two_uploads_at_once_holds(committed: Government, second: Arrangement) -> None:
    together = Barrier(2)

    def upload(arrangement: Arrangement, key: str) -> str:
        try:
            with platform_scope():
                together.wait()
                return announce(arrangement, by=key, key=key).title
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        done = [both.submit(upload, OF_2027, "operator-1"), both.submit(upload, second, "operator-2")]
        said = sorted(one.result() for one in done)

    forget()
    refused = "calendar_same" if second is OF_2027 else "calendar_announced"
    assert said == sorted([refused, "虚构的通知"])
    with platform_scope():
        assert HolidayNotice.objects.filter(year=2027).count() == 1
        assert Job.objects.filter(task="recount_dates").count() == 2 * Government.objects.count()
