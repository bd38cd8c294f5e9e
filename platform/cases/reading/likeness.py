"""Cases with titles alike: candidates by shared pairs of characters, found by an index, ranked by edit distance."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BooleanField, IntegerField, QuerySet
from django.db.models.expressions import RawSQL
from rapidfuzz import fuzz, process

from cases.models import Case

BEST = 5
ALIKE = 45.0  # of 100: below this, titles have only their phrases in common
PHRASES = ("关于", "进一步", "加强", "的建议", "的提案")
COMPARED = 200  # titles that share the most pairs: these are compared letter by letter
LONGEST = 200

SHARES = "title_grams(cases_case.title::text) && title_grams(%s)"
SHARED = (
    "(SELECT count(*) FROM unnest(title_grams(cases_case.title::text)) AS own (pair)"
    " WHERE pair = ANY (title_grams(%s)))"
)


@dataclass(frozen=True, slots=True)
class Alike:
    """A case, and how alike its title is, 0 to 1."""

    case_id: int
    likeness: float


def most_alike(cases: QuerySet[Case], title: str) -> list[Alike]:
    """The cases among these with the most similar titles, the most similar first."""
    wanted = title[:LONGEST].replace("\x00", "")
    # constants of this file, the title as a parameter
    sharing = cases.filter(RawSQL(SHARES, [wanted], output_field=BooleanField()))  # noqa: S611
    ranked = sharing.annotate(shared=RawSQL(SHARED, [wanted], output_field=IntegerField()))  # noqa: S611
    titles = dict(ranked.order_by("-shared", "-pk").values_list("pk", "title")[:COMPARED])
    best = process.extract(wanted, titles, scorer=fuzz.ratio, processor=_bare, limit=BEST, score_cutoff=ALIKE)
    return [Alike(pk, round(score / 100, 3)) for _, score, pk in best]


def _bare(title: str) -> str:
    for phrase in PHRASES:
        title = title.replace(phrase, "")
    return title
