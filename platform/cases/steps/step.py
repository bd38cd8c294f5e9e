"""Step: a row of the lifecycle table, and the groups of roles that rows name."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cases.aspects import Aspect
from cases.duties import Duty
from cases.states import Machine, UnitRole
from people.roles import Role

if TYPE_CHECKING:
    from datetime import date

    from cases.models import Case
    from rules.pack import Pack

    By = Callable[[frozenset[Role], str, Pack], frozenset[Role]]


class Scope(StrEnum):
    """For which objects a role may take a step."""

    GOVERNMENT = "GOVERNMENT"  # every case of this government
    SIDE = "SIDE"  # suggestions for the congress's office, proposals for the CPPCC committee
    UNIT = "UNIT"  # the object's own unit
    LEAD = "LEAD"  # a unit that answers the case, acting on a co-handler's assignment


@dataclass(frozen=True, slots=True, eq=False)
class Transition:
    """A row of a table of states: of the steps of a case, or of an envelope between two governments.

    ``enters`` is the state reached, or None when the step leaves it as it is or decides itself; ``reason`` makes a
    reason obligatory; ``gates`` are conditions beyond right and state: each refuses with the sentence that says what is
    missing. Its event belongs to an ``aspect``: who sees that sees the event; its reason and facts, where they say
    more, are seen with ``words``.
    """

    code: str
    leaves: Set[str]
    enters: str | None
    aspect: Aspect = field(kw_only=True)
    words: Aspect | None = field(default=None, kw_only=True)
    reason: bool = field(default=False, kw_only=True)
    gates: tuple[Callable[..., None], ...] = field(default=(), kw_only=True)


@dataclass(frozen=True, slots=True, eq=False)
class Step(Transition):
    """One step of one machine: everything that rights, conditions, work lists and pages ask about it.

    ``or_enters`` are states that the body may choose instead where the rule pack has it so.
    ``roles`` may take it; ``committee`` names roles that may on their own side's cases only. ``by`` is the rule pack's
    say: who of these it leaves the step to, or names instead. A step without any role is the system's.
    ``unit_roles`` limits an assignment's step to roles of the unit. ``own`` steps are taken only on cases of this
    government: one that came from another gets no letter of a unit. ``acted_for`` steps the general office takes for a
    lower government, which works in its own system.
    ``internal`` events are process information that committees and other units do not see (政府信息公开条例 Art. 16);
    ``takes_away`` steps leave some of those who saw the case without it.
    A step with a ``duty`` puts the case among the 待办 of those who may take it, where ``turn``, a condition on its
    object, holds too, and not before the day that ``begins`` counts; the others are merely possible. Several steps may
    serve one duty; the first is its primary act. A system's step with one says what others are waited for.
    Under the refusals of its gates named in ``silent`` the step is not offered at all, for it would only be noise on
    the page; under those in ``later`` others act first: it is shown on the page, but not this person's work yet.
    ``chapter`` is the chapter of the procedure that begins with the step.
    """

    machine: Machine
    roles: Set[Role]
    scope: Scope
    committee: Set[Role] = frozenset()
    unit_roles: Set[UnitRole] = frozenset()
    duty: Duty | None = None
    internal: bool = False
    or_enters: Set[str] = frozenset()
    own: bool = False
    acted_for: bool = False
    takes_away: bool = False
    by: By | None = None
    silent: Set[str] = frozenset()
    later: Set[str] = frozenset()
    turn: Callable[[Case, Any, Pack], bool] | None = None
    begins: Callable[[Any], date] | None = None
    chapter: str = ""


OFFICE = {Role.GENERAL_OFFICE}
COMMITTEES = {Role.NPC_OFFICE, Role.CPPCC_OFFICE}
CLERK = {Role.UNIT_CLERK}
DRAFTERS = {Role.CASE_OFFICER, Role.UNIT_CLERK, Role.SECTION_HEAD}
LEADERS = {Role.DEPUTY_HEAD, Role.UNIT_HEAD}
