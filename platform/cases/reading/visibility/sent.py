"""Drafts that have reached the general office: visible to it from its own review on.

A text arrives with the step that brings its reply into the office's review; what is saved later is the unit's own
again until it comes back. A lower government's text is taken in by the office itself.
"""

from __future__ import annotations

from django.db.models import Case as Either
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When

from cases.models import CaseEvent, Reply, ReplyVersion
from cases.states import OUTGOING, Machine, ReplyState

ARRIVED = ReplyState.OFFICE_REVIEW


def _arrivals(case: str, reply: str) -> QuerySet[CaseEvent]:
    """Events that brought a reply before the office, the last first."""
    here = CaseEvent.objects.filter(case=OuterRef(case), machine=Machine.REPLY, subject_id=OuterRef(reply))
    return here.filter(to_state=ARRIVED).order_by("-version")


def reply_sent() -> Q:
    """Replies of which the office has got a text."""
    return Q(Exists(_arrivals("case", "pk"))) | Q(assignment__unit__government__gt="")


def version_sent() -> Q:
    """Versions that the office has got."""
    later = _arrivals("reply__case", "reply").filter(at__gte=OuterRef("edited_at"))
    return Q(Exists(later)) | Q(reply__assignment__unit__government__gt="")


def event_sent() -> Q:
    """Events in a unit that lead to a text which the office has got: with it, or with a later one."""
    arrived = CaseEvent.objects.filter(case=OuterRef("case"), unit_id=OuterRef("unit_id"), to_state=ARRIVED)
    return Q(Exists(arrived.filter(version__gte=OuterRef("version"))))


def with_sent_text(replies: QuerySet[Reply]) -> QuerySet[Reply]:
    """Replies with ``sent_body``: the text that the office has got where the unit has another by now, else null.

    What is issued stands as it is, also where the office itself reported it in other words (以本级政府名义答复).
    """
    saved = ReplyVersion.objects.filter(reply=OuterRef("pk")).order_by("-number")
    arrived = Subquery(_arrivals("reply__case", "reply").values("at")[:1])
    got = saved.annotate(arrived=arrived).filter(edited_at__lte=F("arrived"))
    newer = saved.annotate(arrived=arrived).filter(edited_at__gt=F("arrived"))
    inside = ~Q(state__in=sorted(OUTGOING))
    shown = Either(When(Exists(newer) & inside, then=Subquery(got.values("body")[:1])))
    return replies.annotate(sent_body=shown)


def with_own_text(replies: QuerySet[Reply]) -> QuerySet[Reply]:
    """The same for those to whom the text as it stands is open."""
    return replies.annotate(sent_body=Value(None, output_field=TextField()))
