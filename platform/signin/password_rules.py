"""Password rules beyond Django's validators: blanks, repeated characters or pieces, rows of the keyboard.

A password in full width is judged in half width too: 123 and １２３ are as easily guessed.
"""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError

from kernel.wording import sentence

SHORTEST = 10  # characters that are no blanks
DIFFERENT = 5  # characters
KEYBOARD = ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")


def width_variants(password: str) -> tuple[str, ...]:
    """The password as it is, and as it reads in half width where that differs."""
    return tuple(dict.fromkeys((password, unicodedata.normalize("NFKC", password))))


class Substance:
    """A password can be seen while it is written, has enough different characters, and is no row and no repetition."""

    def validate(self, password: str, user: object = None) -> None:
        """ValidationError with a sentence of the catalogue."""
        visible = "".join(one for one in password if not one.isspace() and one.isprintable())
        if len(visible) < SHORTEST:
            raise ValidationError(sentence("password_blanks", shortest=SHORTEST))
        if not password.isprintable():
            raise ValidationError(sentence("password_unseen"))
        if len(set(visible)) < DIFFERENT or _is_a_row(visible) or _is_repeated(visible):
            raise ValidationError(sentence("password_plain", different=DIFFERENT))

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return sentence("password_plain", different=DIFFERENT)


def _is_a_row(password: str) -> bool:
    """abcdefghijkl or 9876543210: every character follows from the one before it in the same way; or keys in a row."""
    steps = {ord(after) - ord(before) for before, after in zip(password, password[1:], strict=False)}
    keys = "".join(KEYBOARD)
    return len(steps) == 1 or password.lower() in keys or password.lower() in keys[::-1]


def _is_repeated(password: str) -> bool:
    """Abc12Abc12: a piece, twice or more."""
    return password in (password + password)[1:-1]
