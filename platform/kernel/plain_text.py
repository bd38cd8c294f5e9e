"""Plain text of names and texts: no invisible or deceptive characters, so that two that look alike are equal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from unicodedata import category, name, normalize

from kernel.refusals import Refusal
from kernel.wording import sentence

BLANK = " "  # the one that a name may hold
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})
# Rare characters of names were added to planes 2 and 3 later than this Python's tables: "unassigned" is no fault there.
IDEOGRAPHIC = range(0x20000, 0x3FFFE)
# Joiners that Uyghur and Mongolian are spelt with; anywhere else nobody sees them.
JOINERS = frozenset("\u180e\u200c\u200d\u202f")
JOINED = ("ARABIC ", "MONGOLIAN ")

# Controls of terminals, and marks that reverse what stands beside them: a text with them is not what it looks like on
# pages, on paper and in a terminal. Line breaks, and the joiners that Uyghur and Mongolian need, are not among them.
DECEPTIVE = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


def deceptive(text: str) -> str:
    """The first character that makes a text read as something else, by name; empty when there is none."""
    found = DECEPTIVE.search(text)
    return _code_point(found[0]) if found else ""


def without_deception(text: str) -> str:
    """A text as it may be shown where it is only quoted, as in a terminal."""
    return DECEPTIVE.sub("\N{REPLACEMENT CHARACTER}", text)


def checked_name(text: str, *, field: str, label: str, longest: int) -> str:
    """The name of a person or thing without blanks around it; refused when empty, too long or partly unseen."""
    plain = text.strip()
    if not plain:
        raise Refusal("field_required", field=field, label=label)
    if len(plain) > longest:
        raise Refusal("too_long", field=field, label=label)
    refuse_unseen(plain, field=field, label=label)
    return plain


def refuse_unseen(text: str, *, field: str, label: str) -> None:
    """Refuse a text with a character that nobody sees; the sentence names it."""
    for place, one in enumerate(text):
        if _is_unseen(one) and not _joins(text, place):
            raise Refusal("unseen_character", field=field, label=label, character=_code_point(one))


def _is_unseen(one: str) -> bool:
    unassigned = category(one) == "Cn" and ord(one) in IDEOGRAPHIC
    return one != BLANK and category(one) in UNSEEN and not unassigned


def _joins(text: str, place: int) -> bool:
    """Whether a joiner stands between two letters of a script that needs it."""
    neighbours = text[place - 1 : place] + text[place + 1 : place + 2]
    return (
        text[place] in JOINERS
        and len(neighbours) == 2
        and all(name(one, "").startswith(JOINED) for one in neighbours)
    )


def checked_word(text: str, *, field: str, label: str, longest: int) -> str:
    """A code or user name, which is also typed in to be found: no blank anywhere, nothing of full width."""
    if text.strip() and any(one.isspace() for one in text):
        raise Refusal("blank_in_word", field=field, label=label, word=_shown(text))
    word = checked_name(text, field=field, label=label, longest=longest)
    plain = normalize("NFKC", word)
    if plain != word:
        raise Refusal("not_plain_word", field=field, label=label, word=word, plain=plain)
    return word


def refuse_otherwise(
    kind: str, called: object, existing: Mapping[str, object], requested: Mapping[str, object]
) -> None:
    """Refuse where something that is there already is not as asked for; what is None was not asked for."""
    differences = [
        sentence("difference", label=label, kept=existing[label] or "（无）", asked=value)
        for label, value in requested.items()
        if value is not None and value != existing[label]
    ]
    if differences:
        raise Refusal("exists_otherwise", thing=kind, name=called, differences="；".join(differences))


def _shown(text: str) -> str:
    return "".join(f"[{_code_point(one)}]" if _is_unseen(one) else one for one in text)


def _code_point(character: str) -> str:
    number = f"U+{ord(character):04X}"
    return f"{number} {name(character)}" if name(character, "") else number
