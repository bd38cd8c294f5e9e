"""Objects that a viewer may not see, by the oracle's table and plain SQL; no word of the product.

Of objects that are alike to the viewer (the same kind, state and relation to the case) one stands for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from support.oracle.expected import ENDED, Expected

# What an argument of the type ID names. A name that is missing here fails the test that calls the mutations.
KINDS = {
    "caseId": "case",
    "intoId": "case",
    "assignmentId": "part",
    "replyId": "reply",
    "feedbackId": "feedback",
    "commitmentId": "promise",
    "earlierPromiseId": "promise",
    "envelopeId": "envelope",
    "noticeId": "notice",
    "reminderId": "reminder",
    "draftId": "pack_draft",
    "schemeId": "scheme",
    "runId": "run",
    "seatId": "display",
    "officerId": "account",
    "deleteFilter.id": "filter",
    "addPost.id": "account",
    "setAccountActive.id": "account",
    "resetPassword.id": "account",
    "endPost.id": "post",
    "case.id": "case",
    "excludeId": "case",
    "formerPart.id": "former",
    "envelope.id": "envelope",
    "packDraft.id": "pack_draft",
    "rulePack.id": "open",
    "assessmentRun.id": "run",
    "assessmentScore.id": "score",
    "assessmentItem.id": "item",
    "assessmentScheme.id": "scheme",
    "accountChanges.id": "account",
    "packId": "open",
    "unitId": "open",
    "proposedUnitId": "open",
    "sectionId": "open",
    "sessionId": "open",
}  # "open": whoever is signed in there reads all of them
# Which things of the oracle's table an object of a case is, to those who see it.
THINGS = {
    "part": ("parts", "relieved"),
    "reply": ("reply", "draft"),
    "feedback": ("feedback",),
    "promise": ("promise",),
}
OBJECTS = {
    "case": "SELECT id, id, state FROM cases_case",
    "part": "SELECT id, case_id, role || state FROM cases_assignment",
    "reply": "SELECT id, case_id, state FROM cases_reply",
    "feedback": "SELECT id, case_id, state FROM cases_feedbackround",
    "promise": "SELECT id, case_id, state FROM cases_commitment",
    "notice": "SELECT id, case_id, key ~ '^moved' FROM supervision_notice",
    "reminder": "SELECT id, case_id, light FROM supervision_reminder",
    "envelope": """SELECT id, CASE sender WHEN current_schema() THEN sender_case ELSE receiver_case END, kind || state
      FROM public.transfers_envelope""",
    "pack_draft": "SELECT id, NULL, '' FROM rules_packdraft",
    "scheme": "SELECT id, NULL, '' FROM assessment_scheme",
    "run": "SELECT id, NULL, state FROM assessment_run",
    "score": "SELECT id, NULL, '' FROM assessment_score",
    "item": "SELECT id, NULL, '' FROM assessment_scoreitem",
    "former": "SELECT id, case_id, state FROM cases_assignment",
    "display": "SELECT id, NULL, revoked_at IS NULL FROM supervision_displayseat",
    "account": "SELECT account_id, unit_id, '' FROM people_post",
    "post": "SELECT id, unit_id, '' FROM people_post",
    "filter": "SELECT id, account_id, '' FROM people_savedfilter",
}
DIGEST = """SELECT format('SELECT %L, count(*), COALESCE(sum(hashtext(t::text)::bigint), 0) FROM %I.%I t', relname,
    relnamespace::regnamespace, relname)
  FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text IN (current_schema(), 'public')
    AND relname <> 'django_session' AND has_table_privilege(oid, 'SELECT') ORDER BY 1"""


class Objects:
    """All objects of a government, and which of them a viewer sees."""

    def __init__(self, cursor: Any, expected: Expected) -> None:
        self.expected = expected
        self.rows: dict[str, list[tuple[Any, ...]]] = {}
        for kind, sql in OBJECTS.items():
            cursor.execute(sql)
            self.rows[kind] = list(cursor.fetchall())

    def of(self, account: int, kind: str, *, seen: bool, states: bool = True) -> list[int]:
        """One object of each sort of those that the account sees, or does not see; of each state, unless said."""
        sorts: dict[tuple[Any, ...], int] = {}
        for key, case, state in self.rows[kind]:
            if self.sees(account, kind, key, case) is seen:
                sorts[(state if states else "", *self._case(account, kind, case))] = key
        return sorted(set(sorts.values()))

    def _case(self, account: int, kind: str, case: int | None) -> tuple[Any, ...]:
        if kind in ("account", "post", "filter") or case is None:
            return ()
        return tuple(sorted(self.expected.relations(account, case)))

    def sees(self, account: int, kind: str, key: int, case: int | None) -> bool:
        """Whether the account sees this object."""
        roles = {role for role, _ in self.expected.posts[account]}
        if kind == "case":
            return self.expected.sees_case(account, key)
        if kind in THINGS:
            return self.expected.sees_case(account, case or 0) and key in self._shown(account, case, kind)
        if kind == "envelope":
            return "GENERAL_OFFICE" in roles or key in {
                one
                for one, _ in self.expected.crossing(account, case or 0)
                if self.expected.sees_case(account, case or 0)
            }
        if kind == "notice":
            return key in self.expected.noticed(account)
        if kind == "reminder":
            return key in self.expected.reminded(account)
        if kind == "former":
            units = self.expected.units(account)
            return any(
                one.key == key and one.unit in units and one.state in ENDED for one in self.expected.parts
            )
        if kind == "filter":
            return case == account
        return bool(roles & _WRITERS[kind]) or kind == "account" and case in self._units(account)

    def _units(self, account: int) -> set[int]:
        return {unit for _, unit in self.expected.posts[account]}

    def _shown(self, account: int, case: int | None, kind: str) -> set[int | None]:
        rows = (
            one for one in self.expected.said if one.case == case and one.thing in THINGS[kind] and one.key
        )
        return {
            one.key for one in rows if self.expected.sees(account, one.thing, one.case, one.unit, one.sent)
        }


_WRITERS = {
    "pack_draft": {"ADMINISTRATOR"},
    "scheme": {"ADMINISTRATOR", "GENERAL_OFFICE"},
    "run": {"GENERAL_OFFICE"},
    "score": {"GENERAL_OFFICE"},
    "item": {"GENERAL_OFFICE"},
    "display": {"ADMINISTRATOR", "GENERAL_OFFICE"},
    "account": {"ADMINISTRATOR"},
    "post": {"ADMINISTRATOR"},
}


def digest(cursor: Any) -> list[tuple[Any, ...]]:
    """How many rows each table has, and a sum over all that stands in them; sessions alone are left out."""
    cursor.execute(DIGEST)
    found: list[tuple[Any, ...]] = []
    for (sql,) in cursor.fetchall():
        cursor.execute(sql)
        found += cursor.fetchall()
    return found


def used_keys(cursor: Any, account: int) -> Iterator[str]:
    """A key under which somebody else has taken a step, and one of the account's own."""
    for sign in ("<>", "="):
        cursor.execute(
            f"SELECT split_part(key, ':', 2) FROM cases_caseevent WHERE actor_id {sign} %s ORDER BY id LIMIT 1",
            [account],
        )
        yield from (key for (key,) in cursor.fetchall())
