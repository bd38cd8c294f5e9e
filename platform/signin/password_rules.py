"""What Django's validators let pass: blanks, one character repeated, a short piece repeated, a row of the keyboard."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from kernel.wording import sentence

SHORTEST = 10  # characters that are no blanks
DIFFERENT = 5  # characters


class Substance:
    """A password consists of enough different characters, and not of a row of neighbours."""

    def validate(self, password: str, user: object = None) -> None:
        """ValidationError with a sentence of the catalogue."""
        solid = [one for one in password if not one.isspace() and one.isprintable()]
        if len(solid) < SHORTEST:
            raise ValidationError(sentence("password_blanks", shortest=SHORTEST))
        if len(set(solid)) < DIFFERENT or _is_a_row(password):
            raise ValidationError(sentence("password_plain", different=DIFFERENT))

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return sentence("password_plain", different=DIFFERENT)


def _is_a_row(password: str) -> bool:
    """abcdefghijkl or 9876543210: every character follows from the one before it in the same way."""
    steps = {ord(after) - ord(before) for before, after in zip(password, password[1:], strict=False)}
    return len(steps) == 1
