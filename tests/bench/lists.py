"""``api.list50``, ``api.list500``: the case list in process, against psycopg and JSON of the very SQL it runs.

Ours goes from the digest of a persisted operation (or the text of an ad hoc one) to the bytes of the answer: known
document, the viewer's seats, the reading role, one snapshot, the list, cursors, JSON. The reference runs the list's
statement, as ours sent it, on a plain psycopg connection under the same role, and makes the rows JSON as we do.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.test.utils import CaptureQueriesContext, override_settings
from psycopg.rows import dict_row

from api.running.context import Context
from api.running.execution import Question, answer
from bench.crowd import crowd
from bench.ground import CODE, Ground
from bench.measure import Figure, Goal, Sizes, figure, interleaved
from governments.entering.roles import reading_role_of
from governments.entering.scope import current_government
from governments.models import Government
from kernel import json_text

CASES = 2_000
LIST = """
query BenchList($first: Int, $after: String) {
  cases(first: $first, after: $after, order: DUE) {
    edges {
      node {
        id caseNo title kind state light dueOn registeredOn leadProposerName
        leadUnit { id shortName }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""
DIGEST = hashlib.sha256(LIST.encode()).hexdigest()
LONGEST_PAGE = 500

Asked = Callable[..., bytes]


def run_50(ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """Fifty rows, as a persisted operation and ad hoc."""
    crowd(ground, sizes.or_default(CASES))
    with persisted_list():
        for what, goal, question in (
            ("persisted", 3, Question(digest=DIGEST)),
            ("ad_hoc", 6, Question(LIST)),
        ):
            yield _against_sql(ground, "api.list50", what, Goal(goal), question, rows=50, rounds=sizes.rounds)


def run_500(ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """Five hundred rows: a page size that only benchmarks may ask for."""
    crowd(ground, sizes.or_default(CASES))
    with persisted_list():
        yield _against_sql(
            ground,
            "api.list500",
            "persisted",
            Goal(2.5),
            Question(digest=DIGEST),
            rows=LONGEST_PAGE,
            rounds=sizes.rounds,
        )


@contextmanager
def persisted_list() -> Iterator[None]:
    """Let the list be a known operation, and pages be long."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        Path(file.name).write_bytes(json_text.dumps({DIGEST: LIST}))
        with override_settings(LIANBAN_PERSISTED=file.name, LIANBAN_PAGE_LIMIT=LONGEST_PAGE):
            yield


def asking(ground: Ground, question: Question) -> Asked:
    """A function that asks as the general office, as a request of its own each time; raises when errors come."""
    request = HttpRequest()
    request.user = ground.account("office")
    government: Government | None = current_government()

    def ask(**variables: Any) -> bytes:
        given = Question(question.text, question.digest, variables)
        answered = answer(Context(request, government), given)
        if answered.status != 200 or answered.body.startswith(b'{"errors"'):
            raise RuntimeError(answered.body.decode()[:500])
        return answered.body

    return ask


def statement_of(ask: Asked, **variables: Any) -> str:
    """The list's own statement, as it reaches the database."""
    with CaptureQueriesContext(connection) as seen:
        ask(**variables)
    return max((one["sql"] for one in seen.captured_queries if 'FROM "cases_case"' in one["sql"]), key=len)


def _against_sql(
    ground: Ground, name: str, what: str, goal: Goal, question: Question, *, rows: int, rounds: int
) -> Figure:
    ask = asking(ground, question)
    sql = statement_of(ask, first=rows)
    plain = ground.plain(reading_role_of(CODE))
    cursor = plain.cursor(row_factory=dict_row)

    def reference() -> bytes:
        return json_text.dumps(cursor.execute(sql.encode()).fetchall())

    ours = interleaved(lambda: ask(first=rows), reference, rounds=rounds, each=max(3000 // rows, 5))
    plain.close()
    return figure(name, what, goal, "ms", *ours)
