"""Reading scores: what an actor may see. The one place that decides it.

The general office sees everything. When a run is frozen, a unit sees its own score with the evidence, and the ranking
(names and totals) where the scheme opens it; a committee whose side the scheme invites sees the ranking. Nobody else
sees anything.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessment.models import Run, RunState, Scheme, Score, ScoreItem
from kernel.actor import Actor
from people.roles import CPPCC_SIDE, NPC_SIDE, UNIT_STAFF, Role

SIDES = {"NPC": NPC_SIDE, "CPPCC": CPPCC_SIDE}


def sees_all_scores(actor: Actor) -> bool:
    """Whether trials, all units and all schemes are shown: to the general office."""
    return actor.system or Role.GENERAL_OFFICE in actor.roles


def visible_runs(actor: Actor) -> QuerySet[Run]:
    """Runs with anything in them for the actor; trials and replaced trials are the office's."""
    if sees_all_scores(actor):
        return Run.objects.all()
    scored = Exists(Score.objects.filter(run=OuterRef("pk"), unit__in=_own(actor)))
    return Run.objects.filter(scored | _ranking_open(actor), state=RunState.FROZEN)


def visible_scores(actor: Actor) -> QuerySet[Score]:
    """Lines of a ranking: all of it where it is open to the actor, otherwise one's own."""
    if sees_all_scores(actor):
        return Score.objects.all()
    open_runs = Run.objects.filter(_ranking_open(actor), state=RunState.FROZEN)
    mine = Q(unit__in=_own(actor), run__state=RunState.FROZEN)
    return Score.objects.filter(mine | Q(run__in=open_runs))


def visible_items(actor: Actor) -> QuerySet[ScoreItem]:
    """Items with their evidence: one's own unit's, once frozen."""
    if sees_all_scores(actor):
        return ScoreItem.objects.all()
    return ScoreItem.objects.filter(score__unit__in=_own(actor), score__run__state=RunState.FROZEN)


def writes_schemes(actor: Actor) -> bool:
    """Whether schemes are checked, tried and issued: by the general office and the administrator."""
    return not actor.read_only and (sees_all_scores(actor) or Role.ADMINISTRATOR in actor.roles)


def visible_schemes(actor: Actor) -> QuerySet[Scheme]:
    """Schemes: all for those who write them; for others those by which a run they see was scored."""
    if sees_all_scores(actor) or Role.ADMINISTRATOR in actor.roles:
        return Scheme.objects.all()
    return Scheme.objects.filter(pk__in=visible_runs(actor).values("scheme"))


def _own(actor: Actor) -> frozenset[int]:
    return actor.units_as(*UNIT_STAFF)


def _ranking_open(actor: Actor) -> Q:
    """Runs of schemes that show the actor names and totals: to scored units, and to invited committees."""
    shown = Q(pk__in=())
    if _own(actor):
        scored = Exists(Score.objects.filter(run=OuterRef("pk"), unit__in=_own(actor)))
        shown |= Q(scored, scheme__body__open_ranking=True)
    for side, roles in SIDES.items():
        if actor.roles & roles:
            shown |= Q(scheme__body__invited__contains=[side])
    return shown
