"""The glossary and the code use the same words: every code exists, nothing is left out, no avoided word is in use."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from cases.states import STATES, UnitRole
from cases.steps.lifecycle import STEPS
from kernel.wording import label
from people.roles import Role
from rules.pack import parse, shipped
from support.sources import ROOT, Source, all_sources, sources
from transfers.lifecycle import CROSSINGS
from transfers.states import EnvelopeState

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
COMMENT = re.compile(r"(?:^\s*|\s\s)# ")
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
CODE = re.compile(r"`([^`]+)`")
# Local packs may use the word of their own regulation, e.g. 重庆 says 协办.
TEXTS = ("platform/kernel/wording/*.zh.json", "platform/rules/packs/base_*.yaml", "frontend/src/**/texts*.ts")
TECHNICAL = "## Technical words"
# Columns, keys of rule packs and reckonings, fields of the API, facts of sentences: stored or published names.
STORED = frozenset(
    {
        "told",
        "told_on",
        "told_way",
        "tell",
        "thing",
        "unsaid",
        "TOWN",
        "kept",
        "told__contains",
        "said",
        "resolve_told_way",
        "resolve_told_way_label",
        "told_way_label",
    }
)
# Words to avoid that are plain English in prose, where they have their ordinary meaning.
PLAIN = {
    "acknowledge": "what a worker of the task queue does with a task",
    "kept": "rows are kept for good, a lock is kept",
    "life": "sign of life, the product's life",
    "motion": "a package's name",
    "room": "space",
    "said": "what a person or a server said",
    "spoken": "what a proposer has said",
    "thing": "anything",
    "town": "a town (镇) is a unit",
    "workflow": "a workflow engine, which this is not",
}
# Sentences in which a word to avoid is a quoted name, or has a meaning of its own.
QUOTED = ("{told}", "tell the two apart", "told apart", "raises Crowded")


@dataclass(frozen=True)
class Term:
    """One row of the glossary."""

    chinese: str
    code: str
    avoid: str
    technical: bool = False


@cache
def terms() -> tuple[Term, ...]:
    """All rows of all tables."""
    rows, technical = [], False
    for line in (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines():
        technical = technical or line == TECHNICAL
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 5 and CODE.fullmatch(cells[1]):
            rows.append(Term(cells[0], cells[1].strip("`"), cells[4], technical))
    return tuple(rows)


@cache
def words() -> frozenset[str]:
    """Identifiers and string constants of the product, whole; and its module names."""
    found = {part for source in sources() for part in re.split(r"[/.]", source.name)}
    for source in sources():
        found |= set(_identifiers(source))
        found |= {
            str(node.value)
            for node in source.nodes
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    return frozenset(found | _pack_words())


def _identifiers(source: Source) -> Iterator[str]:
    for node in source.nodes:
        for field in ("id", "name", "attr", "arg"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                yield value


def _pack_words() -> set[str]:
    body = shipped("base_suggestion")
    return set(body) | set(body["deadlines"])


@cache
def named() -> dict[str, str]:
    """Code -> Chinese name of every state, step and role of the code."""
    found = {f"{machine}.{state}": "states" for machine, states in STATES.items() for state in states}
    found |= {step.code: "steps" for step in STEPS}
    found |= {role.value: "roles" for role in Role} | {role.value: "unit_roles" for role in UnitRole}
    found |= {f"ENVELOPE.{state}": "states" for state in EnvelopeState}
    crossings = {f"crossing.{step.code}": label("crossings", step.code) for step in CROSSINGS}
    return {code: label(group, code) for code, group in found.items()} | crossings


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.code)
def test_a_code_of_the_glossary_exists_in_the_code(term: Term) -> None:
    assert term.code in named() or term.code in words()


@pytest.mark.parametrize(("code", "chinese"), named().items())
def test_every_state_step_and_role_stands_under_the_name_that_users_read(code: str, chinese: str) -> None:
    assert (chinese, code) in {(term.chinese, term.code) for term in terms()}


def test_every_clock_of_the_rule_packs_is_explained() -> None:
    assert set(parse(shipped("base_proposal")).deadlines) <= {term.code for term in terms()}


def test_every_word_to_avoid_is_written_so_that_it_can_be_checked() -> None:
    for term in terms():
        rest = CODE.sub("", term.avoid)
        assert CHINESE.sub("", rest).strip("、, ") == "", term


def test_no_user_reads_a_word_to_avoid() -> None:
    avoided = {word for term in terms() for word in CHINESE.findall(CODE.sub("", term.avoid))}
    texts = {path: path.read_text(encoding="utf-8") for pattern in TEXTS for path in ROOT.glob(pattern)}

    assert [(path.name, word) for path, text in texts.items() for word in avoided if word in text] == []


def test_no_identifier_contains_a_word_to_avoid() -> None:
    assert _identifiers_with([term for term in terms() if not term.technical], sources()) == set()


def test_no_identifier_contains_a_technical_word_to_avoid() -> None:
    files = [one for one in sources() if not one.is_migration]

    found = _identifiers_with([term for term in terms() if term.technical], files)

    assert {(where, name) for where, name in found if name not in STORED} == set()


def test_no_docstring_comment_or_document_contains_a_word_to_avoid() -> None:
    words = {word for term in terms() for word in CODE.findall(term.avoid)} - PLAIN.keys()
    avoided = re.compile(rf"\b({'|'.join(sorted(words))})\b", re.IGNORECASE)
    lines = [(where, CODE.sub("", line).replace("``", "")) for where, line in _prose()]

    found = [(where, line) for where, line in lines if avoided.search(line)]

    assert [f"{where}: {line}" for where, line in found if not any(one in line for one in QUOTED)] == []


def _prose() -> Iterator[tuple[str, str]]:
    """Docstrings and comments of the code, tests too, and every page but this glossary, line by line."""
    for source in (one for one in all_sources() if not one.is_migration):
        texts = [ast.get_docstring(node) for node in source.nodes if isinstance(node, DOCUMENTED)]
        yield from ((source.name, line) for text in texts if text for line in text.split("\n"))
        comments = (line.partition("#")[2] for line in source.text.split("\n") if COMMENT.search(line))
        yield from ((source.name, line) for line in comments)
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")):
        if page.name != "GLOSSARY.md":
            yield from ((page.name, line) for line in page.read_text(encoding="utf-8").split("\n"))


def _identifiers_with(avoiding: Iterable[Term], files: Iterable[Source]) -> set[tuple[str, str]]:
    """Identifiers, and where, that contain a word that one of the terms avoids."""
    avoided = [word for term in avoiding for word in CODE.findall(term.avoid)]
    pattern = re.compile(rf"(?<![a-z])({'|'.join(avoided)})s?(?![a-z])")
    return {
        (source.name, name)
        for source in files
        for name in _identifiers(source)
        if pattern.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower())
    }
