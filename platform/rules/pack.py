"""Rule pack as typed values: read from YAML, checked by ``rules.checking.body``, kept in ``RulePack.body``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kernel import json_text
from kernel.refusals import Refusal
from rules.checking.body import problems
from rules.checking.reading import read
from rules.values import (
    AdjudicationLevel,
    Coded,
    CommitmentCycle,
    Extension,
    Grade,
    ResultClass,
    Rung,
    Span,
    YearlyReport,
)

FOLDER = Path(__file__).parent / "packs"
NATIONAL = ("base_suggestion", "base_proposal")
FILES = {
    "cn-suggestion": "base_suggestion",
    "cn-proposal": "base_proposal",
}  # where a file has not its pack's code
COPIES = ("COMMITTEE", "GENERAL_OFFICE")  # of a pack that does not name them
FACE_TO_FACE = (
    "VISIT",
    "SYMPOSIUM",
    "SITE",
    "VIDEO",
)  # of a pack that does not name the forms that are a meeting


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules for one kind of case, as one version of a pack states them."""

    code: str
    jurisdiction: str
    source: str
    kind: str
    title: str
    case_word: str
    deadlines: Mapping[str, Span]
    late_return: str
    rehandle_trigger: str
    reply_fanout: str
    reply_copies: tuple[str, ...]
    review_by: frozenset[str]
    feedback_by: frozenset[str]
    signers: frozenset[str]
    yellow_days: int
    upper_margin_days: int
    co_yellow_days: int
    reminders: Mapping[str, tuple[Rung, ...]]
    meetings_before_review: tuple[str, ...]
    face_to_face: frozenset[str]
    co_meetings_before_opinion: tuple[str, ...]
    co_meetings_before_close: tuple[str, ...]
    unit_roles: Mapping[str, str]
    result_classes: tuple[ResultClass, ...]
    axes: tuple[Coded, ...]
    grades: tuple[Grade, ...]
    review_position: str
    meetings_before_close: tuple[str, ...]
    extension: Extension | None
    ladder: tuple[AdjudicationLevel, ...]
    publish_default: str
    commitments: CommitmentCycle | None
    reports: tuple[YearlyReport, ...]
    case_format: str
    reply_format: str
    articles: Mapping[str, str]
    not_file_grounds: tuple[Coded, ...]
    disposals: tuple[Coded, ...]
    checklist: tuple[Coded, ...]
    channels: tuple[Coded, ...]

    def result_class(self, code: str) -> ResultClass:
        """The class with this code; refused when the pack has none."""
        for one in self.result_classes:
            if one.code == code:
                return one
        raise Refusal("class_unknown", field="resultClass", given=code)

    def class_named(self, code: str) -> str:
        """Code and name of a class, e.g. A 已经解决或基本解决: the code alone says nothing outside its pack."""
        return next((f"{one.code} {one.label}" for one in self.result_classes if one.code == code), code)

    def case_number(self, year: int, number: int) -> str:
        """A case number as the pack writes it, e.g. ``2026建0007``."""
        return self.case_format.format(year=year, word=self.case_word, number=number)

    def reply_number(self, prefix: str, year: int, number: int) -> str:
        """A document number as the pack writes it (GB/T 9704-2012 7.2.5), e.g. ``云水建〔2026〕7号``."""
        return self.reply_format.format(prefix=prefix, word=self.case_word, year=year, number=number)

    def dissatisfied(self, *judgements: str) -> bool:
        """Whether any of these grades sends the case back."""
        return any(one.dissatisfied and one.code in judgements for one in self.grades)


def parse(body: Mapping[str, Any]) -> Pack:
    """The pack of a checked body."""

    def coded(name: str) -> tuple[Coded, ...]:
        return tuple(Coded(**one) for one in body[name])

    return Pack(
        **_named(body),
        **_newer(body),
        kind=body["kind"],
        title=body["title"],
        case_word=body["case_word"],
        late_return=body["late_return"],
        rehandle_trigger=body["rehandle_trigger"],
        not_file_grounds=coded("not_file_grounds"),
        disposals=coded("disposals"),
        checklist=coded("checklist"),
        channels=coded("channels"),
        deadlines={name: Span(**span) for name, span in body["deadlines"].items()},
        reply_fanout=body["reply_fanout"],
        reply_copies=tuple(body.get("reply_copies", COPIES)),
        review_by=frozenset(body["review_by"]),
        feedback_by=frozenset(body["feedback_by"]),
        signers=frozenset(body["signers"]),
        yellow_days=body["yellow_days"],
        upper_margin_days=body["upper_margin_days"],
        co_yellow_days=body.get("co_yellow_days", body["yellow_days"]),
        reminders=_ladders(body.get("reminders") or _national()["reminders"]),
        meetings_before_review=tuple(body["meetings_before_review"]),
        face_to_face=frozenset(body.get("face_to_face", FACE_TO_FACE)),
        **_of_co(body.get("co_meetings", {})),
        unit_roles=body["unit_roles"],
        result_classes=tuple(ResultClass(**one) for one in body["result_classes"]),
    )


def _named(body: Mapping[str, Any]) -> dict[str, Any]:
    """Where the rules come from. A body of before packs had these parts has none of them."""
    return {name: body.get(name, "") for name in ("code", "jurisdiction", "source")}


def _of_co(part: Mapping[str, Any]) -> dict[str, Any]:
    """When co-handlers must have met the proposer; most places ask it of answering units only."""
    return {f"co_meetings_{when}": tuple(part.get(when, ())) for when in ("before_opinion", "before_close")}


def _newer(body: Mapping[str, Any]) -> dict[str, Any]:
    """The parts that packs have since they cover a whole procedure; a body older than they are has the nation's."""
    part = body if "satisfaction" in body else _national() | {"extension": None, "reports": []}
    extension, commitments = part.get("extension"), part.get("commitments")
    numbering = part["numbering"]
    return {
        "axes": tuple(Coded(**one) for one in part["satisfaction"]["axes"]),
        "grades": tuple(Grade(**one) for one in part["satisfaction"]["grades"]),
        "review_position": part["review_position"],
        "meetings_before_close": tuple(part.get("meetings_before_close", ())),
        "extension": _extension(extension) if extension else None,
        "ladder": tuple(AdjudicationLevel(**one) for one in part["adjudication"]["ladder"]),
        "publish_default": part["publication"]["default"],
        "commitments": _cycle(commitments) if commitments else None,
        "reports": tuple(
            YearlyReport(one["label"], tuple(one["on"]), one["article"]) for one in part.get("reports", ())
        ),
        "case_format": numbering["case"],
        "reply_format": numbering["reply"],
        "articles": part["articles"],
    }


def _extension(part: Mapping[str, Any]) -> Extension:
    latest = Span(**part["latest"], article=part["article"])
    by = frozenset(part.get("by", ()))
    return Extension(latest, by, part.get("report", False), part.get("told", False))


def _cycle(part: Mapping[str, Any]) -> CommitmentCycle:
    return CommitmentCycle(tuple(part["reports"]), part["years"], part["carry_over"], part["article"])


def _ladders(part: Mapping[str, Any]) -> dict[str, tuple[Rung, ...]]:
    return {
        kind: tuple(Rung(one["working_days"], tuple(one["tell"])) for one in ladder)
        for kind, ladder in part.items()
    }


@cache
def _national() -> dict[str, Any]:
    """The base pack, for parts that a body has not: it is older than they are, or leaves them to the nation."""
    return shipped("base_suggestion")


def check(body: Any) -> None:
    """Refuse a body that is not a rule pack, naming the first wrong place and how many more there are."""
    found = problems(body)
    if found:
        code = "pack_invalid_more" if found[1:] else "pack_invalid"
        raise Refusal(code, place=found[0].place, why=found[0].message, more=len(found) - 1)


def shipped(name: str) -> dict[str, Any]:
    """The checked body of a pack that the product ships, by code or file; the caller's own copy."""
    body: dict[str, Any] = json_text.loads(_shipped(FILES.get(name, name)))
    return body


@cache
def shipped_names() -> tuple[str, ...]:
    """The files of all shipped packs, national ones first."""
    return tuple(
        sorted(
            (one.stem for one in FOLDER.glob("*.yaml")),
            key=lambda one: (one not in NATIONAL, "proposal" in one, one),
        )
    )


@cache
def _shipped(name: str) -> bytes:
    if name not in shipped_names():
        raise Refusal("pack_unshipped", given=name)
    body = read((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    check(body)
    return json_text.dumps(body)
