"""Docstrings of modules: each begins with the noun that a reader would search for."""

from __future__ import annotations

import ast
import re

import pytest

from support.sources import all_sources

# Articles, pronouns, conjunctions, prepositions, numerals, adverbs and verbs: an index of modules cannot sort by them.
NO_NOUN = re.compile(
    r"(?:an?|the|as|at|after|all|any\w*|before|both|by|each|every\w*|exactly|for|from|here|how|if|in|into"
    r"|is|its?|no|nobody|none|nothing|of|on|one|only|our|several|some\w*|such|that|there|these|this|those|to|until"
    r"|what|when|where|whether|which|while|who|whom|whose|whoever|why|with|without"
    r"|does|keeps|lets|makes|plants|puts|runs|says|takes|tells|ties|writes)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "docstring", ["What an import did.", "How it is.", "Says it.", "The one door.", "Everything typed."]
)
def test_a_sentence_or_a_riddle_is_no_noun(docstring: str) -> None:
    assert NO_NOUN.match(docstring)


@pytest.mark.parametrize(
    "docstring", ["Cursor pages: a cursor is a place.", "Relay.", "``lianban run``: all."]
)
def test_a_noun_phrase_is_one(docstring: str) -> None:
    assert not NO_NOUN.match(docstring)


def test_the_docstring_of_a_module_begins_with_a_noun() -> None:
    """Modules of tests are left out: theirs state behaviour, as the names of tests do."""
    modules = [one for one in all_sources() if not one.is_migration and "/test_" not in one.name]
    first = {one.name: ast.get_docstring(one.tree) for one in modules}

    assert [name for name, text in first.items() if text and NO_NOUN.match(text)] == []
