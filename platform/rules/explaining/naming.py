"""Texts of the catalogue in a rule pack's own words: a co-handler is 会办 in one place, 协办 in another.

The catalogue says the usual names of the roles; the pack of a case says what they are called there.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kernel.wording import section
from rules.pack import Pack

# Sentences speak of joint leads as 共同主办, so their name follows the lead's.
ROLES = ("SOLE", "LEAD", "SEPARATE", "CO")


def in_words_of(pack: Pack, text: str) -> str:
    """A text of the catalogue with the roles of units as the pack calls them."""
    return _named(text, tuple(pack.unit_roles[role] for role in ROLES))


@lru_cache(maxsize=1024)
def _named(text: str, names: tuple[str, ...]) -> str:
    usual = {section("unit_roles")[role]: name for role, name in zip(ROLES, names, strict=True)}
    return re.sub("|".join(map(re.escape, usual)), lambda found: usual[found[0]], text)
