"""Prefix of document numbers (发文代字, GB/T 9704-2012 7.2.5): what can be one, of a unit or of a government."""

from __future__ import annotations

import re

from kernel.plain_text import refuse_unseen
from kernel.refusals import Refusal

PREFIX = re.compile(r"[^\s\d〔〕\[\]()（）]{1,24}")


def checked_prefix(prefix: str) -> str:
    """The prefix without blanks around it; refused when it cannot stand before 〔year〕."""
    prefix = prefix.strip()
    if not PREFIX.fullmatch(prefix):
        raise Refusal("prefix_not_allowed", field="prefix", prefix=prefix)
    refuse_unseen(prefix, field="prefix", label="发文代字")
    return prefix
