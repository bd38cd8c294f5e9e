"""Point-by-point reply (逐条答复): points missing from the letter, and the text to insert.

The proposer reads the letter only (逐条回应, 青岛 Art. 29): an answer or a promise that stands in the table alone was
never given. Blanks, line breaks, invisible characters and full or half width do not count, so that the letter may be
set freely.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from cases.letters.end import parted
from kernel.wording import sentence

Point = Mapping[str, Any]


def missing_points(points: Iterable[Point], body: str) -> list[int]:
    """Numbers of the points whose answer or promise is not in the letter's text, from 1."""
    letter = _bare(body)
    return [
        number
        for number, one in enumerate(points, 1)
        if any(text not in letter for text in _required_texts(one))
    ]


def missing_points_text(points: Iterable[Point], body: str) -> str:
    """The same as a reply stores it and sentences show it, e.g. 1、3; empty where the letter says all."""
    return "、".join(map(str, missing_points(points, body)))


def to_insert(points: Iterable[Point], body: str) -> str:
    """Paragraphs that the letter lacks, one for each such point; empty where it says all."""
    listed = list(points)
    return "\n".join(_paragraph(number, listed[number - 1]) for number in missing_points(listed, body))


def completed(points: Iterable[Point], body: str) -> str:
    """The letter with those paragraphs, before its closing lines: nothing is answered behind 感谢 and 此复."""
    lacking = to_insert(points, body)
    if not lacking:
        return body
    text, closing = parted(body)
    return "\n".join(one for one in (text, lacking, closing) if one)


def _required_texts(point: Point) -> list[str]:
    return [bare for name in ("response", "promise") if (bare := _bare(str(point.get(name) or "")))]


def _paragraph(number: int, point: Point) -> str:
    answer = sentence("letter_point", number=number, request=point["request"], response=point["response"])
    if not point.get("promise"):
        return answer
    day = point.get("promised_on")
    return answer + sentence("letter_promise", promise=point["promise"], day=day or "")


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return "".join(one for one in plain if not one.isspace() and unicodedata.category(one) != "Cf")
