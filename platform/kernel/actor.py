"""Actor: the value object that every command takes first. Built from an account's posts by ``people``."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Seat:
    """One post an actor holds: a role, exercised for one unit (and perhaps one section of it)."""

    role: str
    unit_id: int
    section_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or the system, with all seats held now.

    ``read_only`` actors may look but never take a step (committee seats).
    """

    account_id: int | None
    name: str
    seats: tuple[Seat, ...] = ()
    read_only: bool = False
    system: bool = False
    unit_name: str = ""
    roles: frozenset[str] = field(init=False)
    unit_ids: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", frozenset(seat.role for seat in self.seats))
        object.__setattr__(self, "unit_ids", frozenset(seat.unit_id for seat in self.seats))

    def units_as(self, *roles: str) -> frozenset[int]:
        """Ids of the units in which the actor holds one of these roles."""
        return frozenset(seat.unit_id for seat in self.seats if seat.role in roles)

    @property
    def label(self) -> str:
        """How the event log names the actor: person and unit, as they were called at that moment."""
        return f"{self.name}（{self.unit_name}）" if self.unit_name else self.name


SYSTEM = Actor(account_id=None, name="系统", system=True)
