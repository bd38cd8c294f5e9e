"""Ways of reading: documents that a client sends, and how what comes back is taken apart. No word of the product."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FRONTEND = Path(__file__).parents[3] / "frontend" / "src"
PLACEHOLDERS = re.compile(r"标\d{5}记|139\d{8}")
EVENTS = "events(first: 100) { edges { node { id step reason subjectLabel actor facts { label value } } } }"
# Each thing by the field that shows it: alone, and where its keys stand.
ALONE = {
    "paper": "title body",
    "proposer": "leadProposerName proposers { name }",
    "phone": "proposers { phone }",
    "parts": "assignments { id stateLabel dueExplanation }",
    "return": "assignments { returnRequests { id reason basis statement decisionReason proposedUnit { name } } }",
    "opinion": "assignments { waivedReason coOpinions { id text contact bouncedReason } }",
    "urging": "assignments { urgeNotices { id text answer } }",
    "meeting": "assignments { meetings { id stageLabel heldOn } }",
    "minutes": "assignments { meetings { place unitPeople proposerPeople summary } }",
    "extension": "assignments { extensionRequests { id reason statement decisionReason } }",
    "reply": "replies { id title body points { request response promise } }",
    "draft": "replies { versions { body } }",
    "review": "replies { returnedTimes officeChecklist { note } }",
    "feedback": "feedbackRounds { id opinion }",
    "promise": "commitments { id content progress explanation }",
    "events": EVENTS,
    "crossing": "envelopes { id state body requestLabel title answer { title body points { request response } }"
    " dueDays { reason } events { version step reason text } }",
    "upper": "upperOpinions { text contact }",
    "days": "dueDays { reason explanation } assignments { dueDays { what reason explanation } }",
    "outstanding": "outstanding allowedSteps { step label subjectLabel blocked }",
    "reminders": "reminders { text }",
    "merged": "mergedInto { title leadProposerName } mergedCases { title leadProposerName }",
}
KEYS = {
    "parts": ("assignments",),
    "return": ("assignments", "returnRequests"),
    "opinion": ("assignments", "coOpinions"),
    "urging": ("assignments", "urgeNotices"),
    "meeting": ("assignments", "meetings"),
    "extension": ("assignments", "extensionRequests"),
    "reply": ("replies",),
    "feedback": ("feedbackRounds",),
    "promise": ("commitments",),
    "events": ("events",),
}
FORMER = """{ formerParts(first: 100) { edges { node { id title returnRequests { reason basis statement decisionReason }
  urgeNotices { text answer } coOpinions { text contact bouncedReason }
  meetings { place unitPeople proposerPeople summary }
  drafts { title body points { request response promise } versions { body } }
  events { id reason facts { value } } } } } }"""
BESIDE = "{ cases(first: 100) { edges { node { id %s } } } }"
SEARCH = "query($text: String!) { cases(first: 100, text: $text) { edges { node { id } } } }"
FAST = "{ cases(first: 100) { edges { node { id title leadProposerName } } } }"
NOTICES = "{ notices(first: 100) { edges { node { id text } } } }"
REMINDERS = """query($after: String) { reminders(first: 100, after: $after) { pageInfo { hasNextPage endCursor }
  edges { node { id text } } } }"""
BOARD = "{ board(scope: OWN) { state { figures { kind } units { id } movements { id caseTitle } } } }"
BELL = """{ notices(first: 50) { edges { node { text subject } } }
  reminders(first: 50) { edges { node { text note } } } }"""


def one(fields: str) -> str:
    """A question for fields of a case."""
    return f"query($id: ID!) {{ case(id: $id) {{ id {fields} }} }}"


def beside() -> str:
    """Everything of all cases at once."""
    parts = " ".join(fields for name, fields in ALONE.items() if name != "events")
    return BESIDE % f"{parts} {EVENTS}"


def page_of_the_interface(name: str = "CaseById") -> str:
    """What a page asks, the case's unless said, and so what it shows and prints."""
    texts = [path.read_text("utf-8") for path in sorted(FRONTEND.rglob("*.graphql"))]
    pieces = dict(piece for text in texts for piece in _pieces(text))
    wanted, found = [name], {}
    while wanted:
        one = wanted.pop()
        if one not in found:
            found[one] = pieces[one]
            wanted += re.findall(r"\.\.\.(\w+)", pieces[one])
    return "\n".join(found.values())


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    for piece in re.split(r"(?m)^(?=(?:fragment|query|mutation|subscription) )", text):
        named = re.match(r"\w+ (\w+)", piece)
        if named:
            yield named[1], piece


def keys_of(answer: Any, path: tuple[str, ...]) -> set[int]:
    """Keys at the end of a path through lists."""
    rows = [answer]
    for name in path:
        rows = [child for row in rows for child in _listed(row[name])]
    return {int(row["id"]) for row in rows}


def _listed(rows: Any) -> list[Any]:
    return [edge["node"] for edge in rows["edges"]] if isinstance(rows, dict) else list(rows)


def marks_of(answer: Any) -> set[str]:
    """All marked texts anywhere in what came back."""
    return set(PLACEHOLDERS.findall(str(answer)))


LIST = """query($box: WorkBox, $lights: [Light!], $unitId: ID, $text: String, $order: CaseOrder) {
  cases(first: 100, box: $box, lights: $lights, unitId: $unitId, text: $text, order: $order) {
    edges { cursor node { id } } pageInfo { hasNextPage } } }"""
BOARD_WHOLE = """{ board(scope: OWN) { state { years figures { kind total arrived unfinished green yellow red
  earlier { unfinished red } stages { stage count } } units { id toSign doing overdue done }
  movements { id step caseId unitName } } } }"""
BOXES = ("TO_DO", "DOING", "DONE", "ALL")


def lists(units: list[int]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The list by every filter and order."""
    for box in BOXES:
        yield f"box {box}", {"box": box}
    for light in ("GREEN", "YELLOW", "RED"):
        yield f"light {light}", {"lights": [light]}
    for unit in units:
        yield f"unit {unit}", {"unitId": str(unit)}
    yield "text", {"text": "标"}
    for order in ("REGISTERED", "NUMBER"):
        yield f"order {order}", {"order": order}


def without_a_case() -> dict[str, str]:
    """What is asked without naming a case."""
    return {
        "counts": "{ caseCounts { todo doing done all yellow red } }",
        "board": BOARD_WHOLE,
        "bell": NOTICES,
        "reminders": "{ reminders(first: 100) { unseenCount edges { node { id text } } } }",
        "former": FORMER,
        "rows": page_of_the_interface("WorkPage"),
        "briefs": page_of_the_interface("WorkBriefs"),
        "me": page_of_the_interface("Me"),
        "similar": '{ similarCases(title: "标记") { id } }',
    }
