"""``list.counts``: what the general office sees first, as the archive grows: tabs with their numbers, the TO_DO page.

A fifth of the cases is open work of every kind that the office has a turn in; the rest is archived. Both
sizes have the same open work. The reference is one plain GROUP BY of the same rows on a plain connection.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString

from django.db import transaction
from psycopg.sql import SQL, Composed, Identifier

from api.running.execution import Question
from bench.crowd import crowd
from bench.ground import CODE, Ground
from bench.lists import asking
from bench.measure import Figure, Goal, Sizes, figure, interleaved
from governments.entering.roles import reading_role_of
from governments.entering.scope import current_government
from governments.models import Government
from governments.owner import owner_connection
from governments.owner import run as owner_run
from live.feed import about
from supervision.board import recount_board

CASES = 50_000
OPEN_SHARE = 5
GROUPED: LiteralString = "SELECT kind, state, count(*) FROM cases_case GROUP BY kind, state"
COUNTS = "{ caseCounts { todo doing done all yellow red } }"
FIRST = """{ cases(box: TO_DO, first: 50, order: DUE) { edges { node {
  id caseNo title kind state light dueOn registeredOn leadProposerName leadUnit { id shortName } } }
  pageInfo { hasNextPage endCursor } } }"""
NUMBER = "substr(registration_no, 2)::int"
LIKE = "registration_no LIKE '批%'"
# Every tenth paper waits for dispatch, of every twentieth a unit asks to be relieved.
OPEN_WORK: tuple[LiteralString, ...] = (
    f"UPDATE cases_case SET state = 'FILED' WHERE {LIKE} AND {NUMBER} % 10 = 0",
    "UPDATE cases_assignment SET state = 'RETURN_REQUESTED' FROM cases_case c"
    f" WHERE c.id = case_id AND c.{LIKE} AND substr(c.registration_no, 2)::int % 20 = 1 AND role <> 'CO'",
)
ARCHIVED: tuple[LiteralString, ...] = (
    f"UPDATE cases_case SET state = 'ARCHIVED' WHERE {LIKE} AND {NUMBER} > ",
    "UPDATE cases_assignment SET state = 'DONE' FROM cases_case c WHERE c.id = case_id AND c.state = 'ARCHIVED'",
)


def run(ground: Ground, sizes: Sizes) -> Iterator[Figure]:
    """Counts and first page with the open work alone, then with the archive beside it."""
    cases = sizes.or_default(CASES)
    opened = max(cases // OPEN_SHARE, 1)
    _fill(ground, opened, opened)
    small, _ = _measured(ground, sizes.rounds)
    _fill(ground, cases, opened)
    large, grouped = _measured(ground, sizes.rounds)
    yield figure("list.counts", f"of_{cases}", Goal(5), "ms", large, grouped)
    yield figure("list.counts", f"growth_from_{opened}", Goal(1.3), "ms", large, small)


def _measured(ground: Ground, rounds: int) -> tuple[list[float], list[float]]:
    """Counts and first page together, and the plain GROUP BY, interleaved."""
    counts, page = asking(ground, Question(COUNTS)), asking(ground, Question(FIRST))
    plain = ground.plain(reading_role_of(CODE))

    def ours() -> None:
        counts()
        page()

    times = interleaved(ours, lambda: plain.execute(GROUPED).fetchall(), rounds=rounds, each=5)
    plain.close()
    return times


def _fill(ground: Ground, cases: int, opened: int) -> None:
    """So many cases, of which so many are open."""
    crowd(ground, cases)
    with owner_connection() as owner:
        with transaction.atomic():
            path = SQL("SET LOCAL search_path TO {}").format(Identifier(CODE))
            owner_run(owner, [path, "SET LOCAL session_replication_role = replica"])
            owner_run(owner, [*OPEN_WORK, SQL(ARCHIVED[0]) + SQL(str(int(opened))), ARCHIVED[1]])
        owner_run(owner, [_tidy(name) for name in ("cases_case", "cases_assignment")])
    here: Government | None = current_government()
    assert here is not None
    recount_board(about(here))


def _tidy(table: str) -> Composed:
    return SQL("VACUUM ANALYZE {}.{}").format(Identifier(CODE), Identifier(table))
