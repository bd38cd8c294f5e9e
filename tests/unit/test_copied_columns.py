"""Copied columns of a reply: what a merged paper's letter takes over is every column but those named here."""

from __future__ import annotations

import ast
import inspect

from cases.commands.delivery import sibling_replies
from cases.models import Reply

OF_ITS_OWN = {
    "id",
    "version",  # counts the events of its own object
    "number", "issued_on", "delivered_on",  # given to each letter
    "returned_times",  # of the review, which the first letter has passed for all
    "unsaid",  # empty when a letter is issued: the gate ``whole`` demands it
}  # fmt: skip


def test_the_letter_to_a_merged_paper_takes_over_every_column() -> None:
    calls = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(sibling_replies)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Reply"
    ]
    copied = {str(keyword.arg) for call in calls for keyword in call.keywords}
    columns = {column.name for column in Reply._meta.concrete_fields}

    assert len(calls) == 1
    assert copied | OF_ITS_OWN == columns, (
        "copy a new column in sibling_replies, or name it here with the reason"
    )
