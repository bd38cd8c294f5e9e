"""Proposers of a row: names in a cell, and whether a name is a person's or a collective's."""

from __future__ import annotations

import re
from functools import lru_cache

COLLECTIVE = (
    ("DELEGATION", re.compile(r"(代表团|代表联系组|代表小组)$")),
    ("PARTY", re.compile(r"^(民革|民盟|民建|民进|农工党|致公党|九三学社|台盟)..|党派|无党派")),
    ("MASS_ORG", re.compile(r"(工会|共青团|团委|妇联|青联|工商联|科协|侨联|台联|残联|文联|社科联|总商会)")),
    ("SECTOR", re.compile(r".[^世]界$|界别")),
    ("GROUP", re.compile(r"(小组|联组|委员组|活动组)$")),
    ("SPECIAL_COMMITTEE", re.compile(r"(委员会|专委会|工委)$|^.{3,}委$")),
)
SPLIT = re.compile(r"[、,，;；\n/]+")
AND_OTHERS = re.compile(r"\s*等\s*\S{0,4}\s*[名位人]\S*$|\s*等$")
MEMBER = {"SUGGESTION": "DEPUTY", "PROPOSAL": "MEMBER"}


@lru_cache(maxsize=8192)
def names_in(text: str) -> tuple[str, ...]:
    """The names of a cell in their order, each once; "等14名" is left out, and so is space inside a name."""
    names: dict[str, None] = {}
    for part in SPLIT.split(text):
        pieces = AND_OTHERS.sub("", part).split()
        several = len(pieces) > 1 and all(len(one) > 1 for one in pieces)
        names |= dict.fromkeys(pieces if several else ["".join(pieces)] if pieces else [])
    return tuple(names)


@lru_cache(maxsize=8192)
def more_than_named(text: str) -> bool:
    """Whether the cell says that there are more than it names."""
    return any(AND_OTHERS.search(part) for part in SPLIT.split(text))


@lru_cache(maxsize=8192)
def proposer_kind(name: str, kind: str) -> str:
    """Whether a name is a collective proposer's, by its form; else a deputy's or a member's."""
    return next((one for one, pattern in COLLECTIVE if pattern.search(name)), MEMBER[kind])
