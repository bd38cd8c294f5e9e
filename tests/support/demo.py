"""Looking at the whole demo city: its four governments in turn, and a digest of what each did by itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from cases.models import Case, CaseEvent, Reply
from governments.entering.scope import governing
from lianban.demo.world import governments

CODES = [plan.code for plan in governments()]


def everywhere() -> Iterator[str]:
    """Inside each of the four governments, one after the other."""
    for code in CODES:
        with governing(code):
            yield code


def digest(code: str) -> str:
    """Everything a reader could notice of what the government did by itself: events, facts, texts."""
    with governing(code):
        own = Case.objects.filter(events__version=1, events__key__contains=f":demo-{code}-")
        events = (
            CaseEvent.objects.filter(case__in=own)
            .order_by("case_id", "version")
            .values_list("case_id", "version", "step", "to_state", "actor", "at", "reason", "facts", "key")
        )
        cases = own.order_by("id").values_list(
            "title", "body", "case_no", "state", "due_on", "lead_proposer_name"
        )
        replies = (
            Reply.objects.filter(case__in=own).order_by("id").values_list("number", "title", "body", "state")
        )
        everything = [list(events), list(cases), list(replies)]
    return hashlib.sha256(json.dumps(everything, default=str).encode()).hexdigest()
