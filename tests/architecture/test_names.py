"""One name for one thing: a class, or an alias of a type, stands once in the product."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

from support.sources import Source, sources

# Types of the API are called as what they show: a model, an enumeration, an input of a command.
# fmt: off
SHOWN_BY_THE_API = frozenset({
    "AccountChangeKind", "AllowedStep", "Assignment", "AssignmentInput", "AssignmentState", "Board", "BoardScope",
    "CalendarDifference", "Case", "CaseDuty", "CaseEvent", "CaseKind", "CaseProposer", "CaseSession", "CaseState",
    "ClockKind", "CoOpinion", "Commitment", "CommitmentState", "DispatchInput", "DisplaySeat", "DueDay",
    "DueKind", "Duty", "Envelope", "EnvelopeEvent", "EnvelopeKind", "EnvelopeState", "ExtensionRequest",
    "FeedbackRound", "FeedbackState", "Government", "Holiday", "HolidayNotice", "Light", "Machine", "Meeting",
    "MeetingInput", "Notice", "OperatorChangeKind", "Origin", "PackPreview", "Period", "PromiseAs", "ProposerInput",
    "Refusal", "Reminder", "Reply", "ReplyState", "ReplyVersion", "ReturnRequest", "Role", "RulePack", "RunState",
    "SavedFilter", "Seat", "Section", "SubjectGroup", "Tier", "Unit", "UnitKind", "UnitRole", "UrgeNotice",
    "VerdictInput",
})
# fmt: on
# GraphQL names the roots of the schema.
OF_THE_API = frozenset({"Query"})
CAMEL = re.compile(r"_?[A-Z][A-Za-z]*[a-z][A-Za-z]*")


def test_a_class_or_an_alias_of_a_type_stands_once() -> None:
    places = defaultdict(list)
    for source in sources():
        if not source.is_migration:
            for name in _names(source):
                places[name].append(source.name)
    twice = {name: found for name, found in places.items() if len(found) > 1 and name not in OF_THE_API}

    assert {name: found for name, found in twice.items() if not _shows(name, found)} == {}


def test_what_the_api_shows_under_its_name_is_there() -> None:
    names = {name for source in sources() if not source.is_migration for name in _names(source)}

    assert names >= SHOWN_BY_THE_API


def _shows(name: str, found: list[str]) -> bool:
    """Whether it is one type of the API, and the one thing that it shows."""
    inside = [path for path in found if path.startswith("graphql/")]
    return name in SHOWN_BY_THE_API and len(inside) == 1 and len(found) == 2


def _names(source: Source) -> Iterator[str]:
    """Names of classes and of aliases at the top level of a module."""
    for node in source.tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (one.id for one in targets if isinstance(one, ast.Name) and CAMEL.fullmatch(one.id))
