"""Many cases fast: copies of the rows that commands have made, by one statement for each table."""

from __future__ import annotations

from django.db import connection

APART = 1_000_000  # between the ids of one copy and the next
TABLES: dict[str, tuple[set[str], set[str]]] = {
    "cases_case": ({"id"}, {"case_no", "registration_no", "source_key"}),
    "cases_caseproposer": ({"id", "case_id"}, set()),
    "cases_assignment": ({"id", "case_id"}, set()),
    "cases_caseduty": ({"id", "case_id", "part_id", "subject"}, set()),
    "cases_dueday": ({"id", "case_id", "assignment_id", "subject"}, set()),
    "cases_coopinion": ({"id", "assignment_id"}, set()),
    "cases_returnrequest": ({"id", "assignment_id"}, set()),
    "cases_meeting": ({"id", "assignment_id"}, set()),
    "cases_reply": ({"id", "case_id", "assignment_id"}, {"number"}),
    "cases_replyversion": ({"id", "reply_id"}, set()),
    "cases_feedbackround": ({"id", "case_id", "assignment_id", "reply_id"}, set()),
    "cases_commitment": ({"id", "case_id", "assignment_id", "reply_id"}, set()),
    "supervision_reminder": ({"id", "case_id", "assignment_id"}, set()),
    "cases_caseevent": ({"id", "case_id"}, {"key"}),
}


def copy_cases(times: int, *, without: str = "") -> None:
    """Copy all cases of the current government, with everything that hangs on them but one table, so many times."""
    with connection.cursor() as cursor:
        for table, (moved, marked) in TABLES.items():
            if table == without:
                continue
            cursor.execute(
                "SELECT column_name FROM information_schema.columns"
                " WHERE table_schema = current_schema() AND table_name = %s",
                [table],
            )
            columns = [name for (name,) in cursor.fetchall()]
            values = ", ".join(_value(name, moved, marked) for name in columns)
            names = ", ".join(f'"{name}"' for name in columns)
            cursor.execute(
                f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} AS t, generate_series(1, {times}) AS n"
                f" WHERE t.id < {APART}"
            )


def _value(name: str, moved: set[str], marked: set[str]) -> str:
    if name in moved:
        return f't."{name}" + n * {APART}'
    return f"t.\"{name}\" || '-' || n" if name in marked else f't."{name}"'
