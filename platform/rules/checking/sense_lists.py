"""Lists of a pack: codes that stand twice, classes and grades that contradict themselves, roles, numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from string import Formatter
from typing import Any
from unicodedata import category

from people.roles import CPPCC_SIDE, NPC_SIDE, UNIT_STAFF, Role
from rules.checking.document import PackDocument
from rules.checking.shape import Finding, code_with_name, printable, shown

# Lists whose items are named by a code or label that may stand only once.
LISTED = (
    (("result_classes",), "code"),
    (("result_classes",), "label"),
    (("not_file_grounds",), "code"),
    (("not_file_grounds",), "label"),
    (("disposals",), "code"),
    (("disposals",), "label"),
    (("checklist",), "code"),
    (("checklist",), "label"),
    (("channels",), "code"),
    (("channels",), "label"),
    (("satisfaction", "axes"), "code"),
    (("satisfaction", "grades"), "code"),
    (("satisfaction", "grades"), "label"),
    (("adjudication", "ladder"), "label"),
    (("reports",), "label"),
)
MAY_PROMISE = ("IN_PROGRESS", "PLANNED")
MAY_SIGN = frozenset({Role.UNIT_HEAD, Role.DEPUTY_HEAD})
AXES = ("attitude", "result")
DISSATISFIED = "DISSATISFIED"
UNSEEN = frozenset({"Cc", "Cs"})  # control characters, halves of characters
# What a number is made of: those it must have, and all that it may have.
PLACEHOLDERS = {
    "case": (("year", "number"), ("year", "word", "number")),
    "reply": (("prefix", "year", "number"), ("prefix", "word", "year", "number")),
}


def _twice(pack: PackDocument) -> Iterator[Finding]:
    for path, key in LISTED:
        seen: dict[str, int] = {}
        for at, row in pack.rows(*path):
            value = row[key].strip()
            if value in seen:
                facts = {"given": shown(value), "first": seen[value] + 1}
                yield Finding((*path, at, key), "twice", facts)
            seen.setdefault(value, at)


def _texts(pack: PackDocument) -> Iterator[Finding]:
    """Texts that say nothing, or that no page and no database can hold."""
    left: list[tuple[tuple[str | int, ...], Any]] = [((), pack.body)]
    while left:
        path, value = left.pop()
        if isinstance(value, dict):
            left += [((*path, printable(key)), one) for key, one in value.items()]
        elif isinstance(value, list):
            left += [((*path, at), one) for at, one in enumerate(value)]
        elif isinstance(value, str) and value and not value.strip():
            yield Finding(path, "blank")
        elif isinstance(value, str) and not value.isprintable() and _unseen(value):
            yield Finding(path, "unseen")


def _unseen(text: str) -> bool:
    return any(category(one) in UNSEEN for one in text)


def _classes(pack: PackDocument) -> Iterator[Finding]:
    rows = pack.rows("result_classes")
    if pack.get("result_classes") and not any(row["means"] == "SOLVED" for _, row in rows):
        yield Finding(("result_classes",), "no_solved")
    for at, row in rows:
        if row["promise"] and row["means"] not in MAY_PROMISE:
            facts = {
                "means": code_with_name(row["means"]),
                "allowed": "、".join(map(code_with_name, MAY_PROMISE)),
            }
            yield Finding(("result_classes", at, "promise"), "promise_senseless", facts)


def _grades(pack: PackDocument) -> Iterator[Finding]:
    rows = pack.rows("satisfaction", "grades")
    for at, row in rows:
        if row["dissatisfied"] != (row["code"] == DISSATISFIED):
            code = "grade_not_dissatisfied" if row["dissatisfied"] else "grade_dissatisfied"
            yield Finding(("satisfaction", "grades", at, "dissatisfied"), code, {"label": row["label"]})
    if pack.get("satisfaction", "grades") and all(row["code"] != DISSATISFIED for _, row in rows):
        yield Finding(("satisfaction", "grades"), "no_dissatisfied")
    given = {row["code"] for _, row in pack.rows("satisfaction", "axes")}
    if pack.get("satisfaction", "axes") and len(given) < len(AXES):
        missing = "、".join(code_with_name(axis) for axis in AXES if axis not in given)
        yield Finding(("satisfaction", "axes"), "axis_missing", {"missing": missing})


def _roles(pack: PackDocument) -> Iterator[Finding]:
    for at, role in pack.rows("signers"):
        if role not in MAY_SIGN:
            facts = {
                "given": code_with_name(role),
                "allowed": "、".join(map(code_with_name, sorted(MAY_SIGN, reverse=True))),
            }
            yield Finding(("signers", at), "cannot_sign", facts)
    wrong = {"SUGGESTION": CPPCC_SIDE, "PROPOSAL": NPC_SIDE}.get(pack.get("kind") or "", frozenset())
    for path in (("review_by",), ("feedback_by",), ("extension", "by")):
        for at, role in pack.rows(*path):
            if role in wrong:
                facts = {"given": code_with_name(role), "kind": code_with_name(pack.get("kind"))}
                yield Finding((*path, at), "wrong_side", facts)
            elif role in UNIT_STAFF:
                yield Finding(
                    (*path, at), f"not_by_unit_{path[-1]}_{path[0]}", {"given": code_with_name(role)}
                )


def _meetings(pack: PackDocument) -> Iterator[Finding]:
    for at, stage in pack.rows("meetings_before_review"):
        if stage == "AFTER":
            yield Finding(("meetings_before_review", at), "after_before_review")
    for at, stage in pack.rows("co_meetings", "before_opinion"):
        if stage == "AFTER":
            yield Finding(("co_meetings", "before_opinion", at), "after_before_opinion")


def _numbers(pack: PackDocument) -> Iterator[Finding]:
    for key, (needed, allowed) in PLACEHOLDERS.items():
        template = pack.get("numbering", key)
        if template is None:
            continue
        path = ("numbering", key)
        used = _placeholders(template, key)
        if used is None:
            yield Finding(path, "number_unreadable", {"given": shown(template)})
            continue
        for one in used:
            if one not in allowed:
                facts = {"given": shown(f"{{{one}}}"), "allowed": _braced(allowed)}
                yield Finding(path, "number_unknown", facts)
        if missing := [one for one in needed if one not in used]:
            yield Finding(path, "number_missing", {"missing": _braced(missing)})
        word = pack.get("case_word")
        if word and "word" not in used and word not in template:
            yield Finding(path, "number_wordless", {"word": word})


def _placeholders(template: str, key: str) -> list[str] | None:
    """The names used, as written; None for a template that cannot be filled in."""
    try:
        parts = [part for part in Formatter().parse(template) if part[1] is not None]
    except ValueError:
        return None
    if any(_odd(name, spec, conversion) for _, name, spec, conversion in parts):
        return None
    return [str(name) for _, name, _, _ in parts]


def _odd(name: str | None, spec: str | None, conversion: str | None) -> bool:
    """Anything but a name, and for the number its width with leading noughts, e.g. {number:04d}."""
    digits = (spec or "").removeprefix("0").removesuffix("d")
    padded = name == "number" and digits.isascii() and digits.isdigit() and len(digits) == 1
    return conversion is not None or bool(spec and not padded)


def _braced(each: Any) -> str:
    return "、".join(f"{{{one}}}" for one in each)


LISTS: tuple[Callable[[PackDocument], Iterator[Finding]], ...] = (
    _twice,
    _texts,
    _classes,
    _grades,
    _roles,
    _meetings,
    _numbers,
)
