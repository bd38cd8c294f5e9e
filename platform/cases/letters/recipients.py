"""Recipients of a reply: the proposers who are handed the letter, and the bodies that get a copy (抄送).

Joint papers: each signer (浙江, 重庆, 上海, 河南) or the lead alone, who passes it on (青岛); copies go to the
committee and the general office, in places to the co-handlers too (黄石). The case's rule pack says which.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from cases.exchange import Asked, exchange
from cases.models import Assignment, Case, CaseKind, CaseProposer, Reply
from cases.states import GONE, Origin, UnitRole
from kernel.sql.rows import Reading, read_together
from kernel.sql.statements import KEYS_PARAM
from people.models import Unit, UnitKind
from rules.pack import Pack

OfCase = TypeVar("OfCase", CaseProposer, Assignment)
COMMITTEES = {CaseKind.SUGGESTION: UnitKind.NPC_OFFICE, CaseKind.PROPOSAL: UnitKind.CPPCC_OFFICE}


@dataclass(frozen=True, slots=True)
class Fanout:
    """Names in the order of the paper: ``recipients`` are handed the letter, ``copies`` get one for their files.

    ``issuer`` is whose letter it is where this government answers another one's case; empty where it is the unit's.
    """

    recipients: tuple[str, ...]
    copies: tuple[str, ...]
    issuer: str = ""


def fanouts(replies: Collection[Reply], packs: Mapping[int, Pack]) -> dict[int, Fanout]:
    """Whom each reply goes to, by its key; ``packs`` are those of its cases, by its key too. One round trip for all."""
    cases, handled = {one.case_id for one in replies}, {one.assignment.case_id for one in replies}
    found = read_together(
        (_signers(), {KEYS_PARAM: list(cases)}),
        (_bodies(), {}),
        (_helpers(), {KEYS_PARAM: list(handled)}),
    )
    signed, bodies, helpers = _by_case(found[0]), found[1], _by_case(found[2])
    asked = _asked(replies)
    out = {}
    for one in replies:
        pack, parts = packs[one.pk], helpers.get(one.assignment.case_id, [])
        above = asked.get(one.case.envelope or 0)
        copies = (
            above.copies if above else _copies(one.assignment, pack, bodies, [part.unit for part in parts])
        )
        recipients = _recipients(signed.get(one.case_id, []), pack)
        out[one.pk] = Fanout(recipients, copies, above.name if above else "")
    return out


def copies_asked(assignment: Assignment, pack: Pack, helpers: list[Unit]) -> tuple[str, ...]:
    """Who gets a copy of the letter by which a lower government answers for this assignment: bodies of this one."""
    return _copies(assignment, pack, _bodies().rows({}), helpers)


def _asked(replies: Collection[Reply]) -> Mapping[int, Asked]:
    """A letter to another government's proposer is copied to that one's bodies, which it names (domain.md T9)."""
    linked = {one.case.envelope for one in replies if one.case.origin == Origin.UPPER and one.case.envelope}
    return exchange().asked(linked) if linked else {}


@cache
def _signers() -> Reading[CaseProposer]:
    return Reading.of(CaseProposer.objects.filter(case__in=[KEYS_PARAM]).select_related("proposer"))


@cache
def _bodies() -> Reading[Unit]:
    kinds = [*COMMITTEES.values(), UnitKind.GENERAL_OFFICE]
    return Reading.of(Unit.objects.filter(kind__in=kinds, active=True))


@cache
def _helpers() -> Reading[Assignment]:
    parts = Assignment.objects.filter(case__in=[KEYS_PARAM], role=UnitRole.CO).exclude(state__in=GONE)
    return Reading.of(parts.select_related("unit"))


def signers_of(papers: Collection[Case]) -> dict[int, list[CaseProposer]]:
    """Who signed each of these papers, in the order of signing, by its key. One round trip for all."""
    return _by_case(_signers().rows({KEYS_PARAM: [one.pk for one in papers]})) if papers else {}


def _recipients(signed: list[CaseProposer], pack: Pack) -> tuple[str, ...]:
    if pack.reply_fanout == "lead_only":
        signed = [one for one in signed if one.is_lead] or signed[:1]
    return tuple(one.proposer.name for one in signed)


def _copies(assignment: Assignment, pack: Pack, bodies: list[Unit], helpers: list[Unit]) -> tuple[str, ...]:
    found = {
        "COMMITTEE": [one for one in bodies if one.kind == COMMITTEES[CaseKind(pack.kind)]],
        "GENERAL_OFFICE": [one for one in bodies if one.kind == UnitKind.GENERAL_OFFICE],
        "CO_HANDLERS": helpers,
    }
    units = [unit for kind in pack.reply_copies for unit in found[kind]]
    return tuple(dict.fromkeys(one.name for one in units if one.pk != assignment.unit_id))


def _by_case(rows: Iterable[OfCase]) -> dict[int, list[OfCase]]:
    found: dict[int, list[OfCase]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return found
