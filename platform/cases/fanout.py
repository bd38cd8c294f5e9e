"""Whom a reply goes to: the proposers who are handed the letter, and the bodies that get a copy (抄送).

Joint papers: each signer (浙江, 重庆, 上海, 河南) or the lead alone, who passes it on (青岛); copies go to the
committee and the general office, in places to the co-handlers too (黄石). The case's rule pack says which.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from cases.models import Assignment, CaseKind, CaseProposer, Proposer, Reply
from cases.rows import by
from cases.states import GONE, UnitRole
from people.models import Unit, UnitKind
from rules.pack import Pack

OfCase = TypeVar("OfCase", CaseProposer, Assignment)
COMMITTEES = {CaseKind.SUGGESTION: UnitKind.NPC_OFFICE, CaseKind.PROPOSAL: UnitKind.CPPCC_OFFICE}


@dataclass(frozen=True, slots=True)
class Fanout:
    """Names in the order of the paper: ``recipients`` are handed the letter, ``copies`` get one for their files."""

    recipients: tuple[str, ...]
    copies: tuple[str, ...]


def fanouts(replies: Collection[Reply], packs: Mapping[int, Pack]) -> dict[int, Fanout]:
    """Whom each reply goes to, by its key; ``packs`` are those of its cases, by its key too. Five queries for all."""
    signed = _by_case(_signers({one.case_id for one in replies}))
    kinds = [str(kind) for kind in (*COMMITTEES.values(), UnitKind.GENERAL_OFFICE)]
    bodies = [one for one in by(Unit, "kind", kinds) if one.active]
    helpers = _by_case(_helpers({one.assignment.case_id for one in replies}))
    return {
        one.pk: Fanout(
            _recipients(signed.get(one.case_id, []), packs[one.pk]),
            _copies(
                one, packs[one.pk], bodies, [part.unit for part in helpers.get(one.assignment.case_id, [])]
            ),
        )
        for one in replies
    }


def _signers(cases: set[int]) -> list[CaseProposer]:
    found = by(CaseProposer, "case_id", sorted(cases))
    proposers = {one.pk: one for one in by(Proposer, "id", sorted({one.proposer_id for one in found}))}
    for one in found:
        one.proposer = proposers[one.proposer_id]
    return found


def _helpers(cases: set[int]) -> list[Assignment]:
    parts = by(Assignment, "case_id", sorted(cases))
    found = [one for one in parts if one.role == UnitRole.CO and one.state not in GONE]
    units = {one.pk: one for one in by(Unit, "id", sorted({one.unit_id for one in found}))}
    for one in found:
        one.unit = units[one.unit_id]
    return found


def _recipients(signed: list[CaseProposer], pack: Pack) -> tuple[str, ...]:
    if pack.reply_fanout == "lead_only":
        signed = [one for one in signed if one.is_lead] or signed[:1]
    return tuple(one.proposer.name for one in signed)


def _copies(reply: Reply, pack: Pack, bodies: list[Unit], helpers: list[Unit]) -> tuple[str, ...]:
    found = {
        "COMMITTEE": [one for one in bodies if one.kind == COMMITTEES[CaseKind(pack.kind)]],
        "GENERAL_OFFICE": [one for one in bodies if one.kind == UnitKind.GENERAL_OFFICE],
        "CO_HANDLERS": helpers,
    }
    units = [unit for kind in pack.reply_copies for unit in found[kind]]
    return tuple(dict.fromkeys(one.name for one in units if one.pk != reply.assignment.unit_id))


def _by_case(rows: Iterable[OfCase]) -> dict[int, list[OfCase]]:
    found: dict[int, list[OfCase]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return found
