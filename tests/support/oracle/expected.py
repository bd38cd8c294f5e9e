"""Expected visibility of each viewer, from the files beside and from rows by plain SQL; no word of the product."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OFFICES = {"GENERAL_OFFICE": "O"}
SIDES = {
    "NPC_OFFICE": ("N", "SUGGESTION"),
    "NPC_SEAT": ("R", "SUGGESTION"),
    "CPPCC_OFFICE": ("N", "PROPOSAL"),
    "CPPCC_SEAT": ("R", "PROPOSAL"),
}
STAFF = {"UNIT_CLERK", "CASE_OFFICER", "SECTION_HEAD", "DEPUTY_HEAD", "UNIT_HEAD"}
ENDED = {"RETURNED", "RECALLED", "CANCELLED"}


def _read(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


TABLE = {row.pop("thing"): row for row in _read("table.csv")}
STEPS = {row["step"]: row for row in _read("steps.csv")}


@dataclass(frozen=True)
class Said:
    """A row that says something of a case."""

    thing: str
    case: int
    unit: int | None
    key: int | None
    words: str
    sent: bool


@dataclass(frozen=True)
class Happened:
    """An event."""

    key: int
    case: int
    version: int
    step: str
    machine: str
    subject: int
    unit: int | None
    words: str
    arrived: bool  # an office's review of a text of the same unit came with it or later


@dataclass(frozen=True)
class Part:
    """A unit's part."""

    key: int
    case: int
    unit: int
    role: str
    state: str
    version: int


class Expected:
    """All rows of a government, read once by plain SQL."""

    def __init__(self, cursor: Any) -> None:
        self.cases = _keyed(cursor, "SELECT id, kind, merged_into_id, protect_proposer FROM cases_case")
        self.packs = _keyed(cursor, PACKS)
        self.crossings = _rows(cursor, CROSSINGS)
        self.notices = _rows(cursor, NOTICES)
        self.reminders = _rows(cursor, REMINDERS)
        self.parts = [Part(*row) for row in _rows(cursor, PARTS)]
        self.said = [Said(*row) for row in _rows(cursor, (HERE / "rows.sql").read_text("utf-8"))]
        self.events = [Happened(*row) for row in _rows(cursor, EVENTS)]
        self.issued = {one.case for one in self.said if one.thing == "reply"}
        self.posts: dict[int, list[tuple[str, int]]] = {}
        for account, role, unit in _rows(
            cursor, "SELECT account_id, role, unit_id FROM people_post WHERE until IS NULL"
        ):
            self.posts.setdefault(account, []).append((role, unit))

    def units(self, account: int) -> set[int]:
        """Units for which the account works."""
        return {unit for role, unit in self.posts[account] if role in STAFF}

    def relations(self, account: int, case: int) -> set[str]:
        """What the account is to a case; an empty set is nobody."""
        kind, main, _ = self.cases[case]
        found = {letter for role, _ in self.posts[account] for letter in _letters(role, kind)}
        mine = [one for one in self.parts if one.unit in self.units(account) and one.case in (case, main)]
        for one in mine:
            if one.state in ENDED:
                found |= {"X"} if one.case == case else set()
            else:
                found.add("C" if one.role == "CO" else "L")
        return found

    def sees_case(self, account: int, case: int) -> bool:
        """Whether the case exists for the account."""
        return any(TABLE["paper"][one] == "all" for one in self.relations(account, case))

    def sees(self, account: int, thing: str, case: int, unit: int | None, sent: bool = False) -> bool:
        """Whether the account sees a unit's thing in a case that exists for it."""
        if thing == "phone" and not self.sees(account, "proposer", case, unit):
            return False
        found = self.relations(account, case) - {"X"}
        own = unit in self.units(account)
        return any(self._by(TABLE[thing][one], account, case, own, sent) for one in found)

    def _by(self, cell: str, account: int, case: int, own: bool, sent: bool) -> bool:
        joint = any(
            one.role == "JOINT_LEAD" and one.unit in self.units(account) and one.state not in ENDED
            for one in self.parts
            if one.case in (case, self.cases[case][1])
        )
        return {
            "all": True,
            "own": own,
            "joint": own or joint,
            "issued": case in self.issued,
            "shared": case in self.issued and self.packs[case][0],
            "meets": self.packs[case][1],
            "open": not self.cases[case][2],
            "sent": sent,
            "-": False,
        }[cell]

    def crossing(self, account: int, case: int) -> set[tuple[int, int]]:
        """Envelopes of a case and the versions of their steps that the account sees."""
        returns, found = self.sees(account, "return", case, None), set()
        for of, envelope, state, version, step in self.crossings:
            hidden = not returns and (state == "RETURNED" or step.endswith("_return"))
            if of == case and self.sees(account, "crossing", case, None) and not hidden:
                found.add((envelope, version))
        return found

    def sides(self, account: int) -> set[str]:
        """The kinds of cases for which the account sits at a committee."""
        return {SIDES[role][1] for role, _ in self.posts[account] if role in SIDES}

    def is_office(self, account: int) -> bool:
        """Whether the account sits in the general office."""
        return any(role in OFFICES for role, _ in self.posts[account])

    def heard_on_boards(self, account: int) -> set[int]:
        """Events that a board shows: what the account sees of its own unit, and of its side what that side sees."""
        heard = {one.key: one for one, _ in self.heard(account)}
        if self.is_office(account):
            return set(heard)
        found = set()
        for key, one in heard.items():
            thing, kind = STEPS[one.step]["thing"], self.cases[one.case][0]
            letters = {letter for role, _ in self.posts[account] for letter in _letters(role, kind)}
            if one.unit in self.units(account) or any(TABLE[thing][letter] == "all" for letter in letters):
                found.add(key)
        return found

    def heard_by_everybody(self) -> set[int]:
        """Events that every reader of a case sees, and so may be shown on a wall that anybody passes."""
        return {
            one.key
            for one in self.events
            if {TABLE[STEPS[one.step]["thing"]][letter] for letter in "OLCNR"} == {"all"}
        }

    def noticed(self, account: int) -> set[int]:
        """Notices that were sent to the account, about what it sees or keeps."""
        found, units = set(), self.units(account)
        for key, case, unit, kind, told, thing in self.notices:
            here = "UNIT" in told and (unit in units or bool(units) and unit is None and case is None)
            side = "SIDE" in told and bool(
                self.sides(account) & {kind, *(self.sides(account) if not kind else ())}
            )
            seen = case is None or self.sees_case(account, case) and self.sees(account, thing, case, unit)
            left = TABLE[thing]["X"] == "own" and any(
                (one.case, one.unit) == (case, unit) and one.state in ENDED and unit in units
                for one in self.parts
            )
            if (here or side or self.is_office(account)) and (seen or left):
                found.add(key)
        return found

    def reminded(self, account: int) -> set[int]:
        """Reminders that rang for the account in cases that it sees."""
        found = set()
        for key, case, unit, told, light in self.reminders:
            side = light == "RED" and "SIDE" in told and self.cases[case][0] in self.sides(account)
            rang = self.is_office(account) or unit in self.units(account) or side
            if rang and self.sees_case(account, case) and self.sees(account, "parts", case, unit):
                found.add(key)
        return found

    def shown(self, account: int) -> Iterator[Said]:
        """Rows that the account sees in cases."""
        for one in self.said:
            if self.sees_case(account, one.case) and self.sees(
                account, one.thing, one.case, one.unit, one.sent
            ):
                yield one

    def heard(self, account: int) -> Iterator[tuple[Happened, bool]]:
        """Events that the account sees in cases, and whether with their words."""
        for one in self.events:
            telling = STEPS[one.step]
            if self.sees_case(account, one.case) and self.sees(account, telling["thing"], one.case, one.unit):
                yield one, self.sees(account, telling["words"], one.case, one.unit, one.arrived)

    def kept(self, account: int) -> Iterator[Said | Happened]:
        """What is left to the account of cases that its units have left: their own, to their end."""
        for part in self.parts:
            if part.unit in self.units(account) and part.state in ENDED:
                yield from (
                    one
                    for one in self.said
                    if (one.case, one.unit) == (part.case, part.unit) and TABLE[one.thing]["X"] == "own"
                )
                yield from (
                    one
                    for one in self.events
                    if (one.case, one.unit) == (part.case, part.unit)
                    and one.version <= part.version
                    and {TABLE[STEPS[one.step][name]]["X"] for name in ("thing", "words")} == {"own"}
                )


POSTS = "SELECT account_id, role, unit_id FROM people_post WHERE until IS NULL"
# Of each case: whether its rule pack shares minutes, and whether it has co-handlers meet the proposer.
PACKS = """SELECT c.id, COALESCE((p.body->>'share_minutes')::boolean, FALSE), jsonb_exists(p.body, 'co_meetings')
  FROM cases_case c JOIN rules_rulepack p ON p.id = c.pack_id"""
CROSSINGS = """SELECT CASE e.sender WHEN current_schema() THEN e.sender_case ELSE e.receiver_case END AS "case",
    e.id, e.state, v.version, v.step
  FROM public.transfers_envelopeevent v JOIN public.transfers_envelope e ON e.id = v.envelope_id
  WHERE CASE e.sender WHEN current_schema() THEN e.sender_case ELSE e.receiver_case END IS NOT NULL"""
NOTICES = """SELECT id, case_id, unit_id, kind, told, CASE
    WHEN key LIKE 'extension:%' THEN 'extension' WHEN key LIKE 'urge:%' THEN 'urging'
    WHEN key LIKE 'moved:%:RETURNS' THEN 'return' WHEN key LIKE 'moved:%:URGING' THEN 'urging' ELSE 'parts' END
  FROM supervision_notice"""
REMINDERS = "SELECT id, case_id, unit_id, told, light FROM supervision_reminder"
PARTS = "SELECT id, case_id, unit_id, role, state, version FROM cases_assignment"
EVENTS = """SELECT e.id, e.case_id, e.version, e.step, e.machine, e.subject_id, e.unit_id,
  concat_ws(' ', e.reason, (e.facts - '{unit,proposers,to,recipients}'::text[])::text),
  EXISTS (SELECT FROM cases_caseevent o WHERE o.case_id = e.case_id AND o.unit_id = e.unit_id
    AND o.to_state = 'OFFICE_REVIEW' AND o.version >= e.version)
  FROM cases_caseevent e ORDER BY e.id"""


def _letters(role: str, kind: str) -> Iterable[str]:
    if role in OFFICES:
        return OFFICES[role]
    letter, of = SIDES.get(role, ("", ""))
    return letter if of == kind else ""


def _rows(cursor: Any, sql: str) -> list[tuple[Any, ...]]:
    cursor.execute(sql)
    return list(cursor.fetchall())


def _keyed(cursor: Any, sql: str) -> dict[int, tuple[Any, ...]]:
    return {key: tuple(values) for key, *values in _rows(cursor, sql)}
