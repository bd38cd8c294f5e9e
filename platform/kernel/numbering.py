"""Document and case numbers as official papers write them. Counting itself is a locked row in ``cases``."""

from __future__ import annotations


def document_number(prefix: str, year: int, number: int) -> str:
    """A document number after GB/T 9704-2012 7.2.5: hexagonal brackets, full year, no leading zero."""
    return f"{prefix}〔{year}〕{number}号"


def case_number(word: str, year: int, number: int) -> str:
    """A case number: year, the kind's word and a running number, e.g. ``2026建0007``."""
    return f"{year}{word}{number:04d}"
