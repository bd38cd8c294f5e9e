"""Comparison of results with what the oracle expects, and its extent. No word of the product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from support.oracle import ways
from support.oracle.expected import Expected, Happened, Said

THINGS = {"reply": ("reply", "draft"), "parts": ("parts", "relieved"), "meeting": ("meeting", "talk")}


class Oracle:
    """Compares what came back with what was to come, and remembers how much and what differed."""

    def __init__(self, expected: Expected, accounts: Mapping[str, int], compared: Counter[str]) -> None:
        self.expected = expected
        self.accounts = accounts
        self.compared = compared
        self.wrong: list[str] = []
        self._seen: dict[str, tuple[list[Said], list[tuple[Happened, bool]]]] = {}
        self.all_marks = {mark for one in self.expected.said for mark in ways.marks_of(one.words)}
        self.all_marks |= {mark for one in self.expected.events for mark in ways.marks_of(one.words)}

    def equal(self, way: str, who: str, about: object, got: set[Any], wanted: set[Any]) -> None:
        """Note a difference, in both directions."""
        self.compared[way] += len(got | wanted) or 1
        if got != wanted:
            self.wrong.append(
                f"{way}: {who}, {about}: told {got - wanted or ''} kept back {wanted - got or ''}"
            )

    def silent(self, way: str, who: str, about: object, answer: Any, allowed: set[str]) -> None:
        """Note marks that came back and were not to."""
        self.compared[way] += len(self.all_marks)
        told = ways.marks_of(answer) - allowed
        if told:
            self.wrong.append(f"{way}: {who}, {about}: told {self.named(told)}")

    def named(self, marks: Iterable[str]) -> list[str]:
        """Where marks stand."""
        rows = [(one.thing, one.case, one.unit, one.words) for one in self.expected.said]
        rows += [(one.step, one.case, one.unit, one.words) for one in self.expected.events]
        return sorted(
            {
                f"{thing} of {unit} in {case}"
                for mark in marks
                for thing, case, unit, words in rows
                if mark in words
            }
        )

    def of(self, who: str) -> tuple[list[Said], list[tuple[Happened, bool]]]:
        """Rows and events that a viewer sees, worked out once."""
        if who not in self._seen:
            account = self.accounts[who]
            self._seen[who] = (list(self.expected.shown(account)), list(self.expected.heard(account)))
        return self._seen[who]

    def marks(self, who: str, case: int | None = None) -> set[str]:
        """The marks that a viewer may read, in a case or all."""
        shown, heard = self.of(who)
        texts = [one.words for one in shown if case in (None, one.case)]
        texts += [one.words for one, worded in heard if worded and case in (None, one.case)]
        return {mark for text in texts for mark in ways.marks_of(text)}

    def keys(self, who: str, case: int, *things: str) -> set[int]:
        """The keys of things that a viewer sees in a case."""
        shown, _ = self.of(who)
        return {one.key for one in shown if one.case == case and one.thing in things and one.key is not None}

    def done(self) -> None:
        """Fail with all that differed."""
        assert not self.wrong, "\n".join(self.wrong[:60])


def nearby(oracle: Oracle, who: str, case: int) -> set[str]:
    """Marks of the case, and of what it was merged with: named beside it."""
    main = oracle.expected.cases[case][1]
    others = [one for one, (_, into, _) in oracle.expected.cases.items() if main == one or into == case]
    return oracle.marks(who, case).union(*(oracle.marks(who, one) for one in others))


def compare_keys(oracle: Oracle, who: str, case: int, name: str, answer: Any) -> None:
    """Compare the keys of a field with those that the viewer is to see."""
    got = ways.keys_of(answer, ways.KEYS[name])
    if name == "events":
        _, heard = oracle.of(who)
        wanted = {one.key for one, _ in heard if one.case == case}
    else:
        wanted = oracle.keys(who, case, *THINGS.get(name, (name,)))
    oracle.equal("alone", who, f"{name} of {case}", got, wanted)
