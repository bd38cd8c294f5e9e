"""Counters by year: that of the case's session, or of its registration when it was handed in between two.

Replaces the counting functions of 0002 and counts what is there anew, in one transaction during which nobody writes.
A case that moves to another year takes its parts along, a session whose year is mended its cases.
"""

from django.db import migrations

CASE_DUE = "CASE WHEN state IN ('DISPATCHED', 'HANDLING', 'REHANDLING') THEN due_on END"
UNIT_DUE = (
    "CASE WHEN state NOT IN ('ANSWERED', 'CANCELLED', 'CO_ACCEPTED', 'CO_SUBMITTED', 'DONE', 'JOINT_AGREED',"
    " 'RECALLED', 'REPLIED', 'RETURNED') THEN due_on END"
)
CASE_YEAR = (
    "coalesce((SELECT held.year FROM cases_casesession AS held WHERE held.id = session_id),"
    " date_part('year', registered_on)::int)"
)
UNIT_YEAR = (
    "(SELECT coalesce(held.year, date_part('year', whole.registered_on)::int) FROM cases_case AS whole"
    " LEFT JOIN cases_casesession AS held ON held.id = whole.session_id WHERE whole.id = case_id)"
)
CASES = ("kind, pack_id, stage, due_on", f"kind, pack_id, state AS stage, {CASE_DUE} AS due_on")
PARTS = ("unit_id, role, stage, due_on", f"unit_id, role, state AS stage, {UNIT_DUE} AS due_on")
BEFORE = {"cases_case": CASES, "cases_assignment": PARTS}
COUNTED = {
    "cases_case": (f"{CASES[0]}, year", f"{CASES[1]}, {CASE_YEAR} AS year"),
    "cases_assignment": (f"{PARTS[0]}, year", f"{PARTS[1]}, {UNIT_YEAR} AS year"),
}

FUNCTION = """
CREATE OR REPLACE FUNCTION tally_{table}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO public.supervision_tally (government, {names}, n)
        SELECT TG_TABLE_SCHEMA, {names}, sum(n) FROM (
            SELECT {values}, 1 AS n FROM came UNION ALL SELECT {values}, -1 AS n FROM went
        ) AS moved GROUP BY {names} HAVING sum(n) <> 0;
    ELSIF TG_OP = 'INSERT' THEN
        INSERT INTO public.supervision_tally (government, {names}, n)
        SELECT TG_TABLE_SCHEMA, {names}, count(*) FROM (SELECT {values} FROM came) AS new GROUP BY {names};
    ELSE
        INSERT INTO public.supervision_tally (government, {names}, n)
        SELECT TG_TABLE_SCHEMA, {names}, -count(*) FROM (SELECT {values} FROM went) AS old GROUP BY {names};
    END IF;
    RETURN NULL;
END $body$;
"""

# For each row, but only where the year may have moved: every other step pays nothing.
ALONG = f"""
CREATE FUNCTION tally_year() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO public.supervision_tally (government, {PARTS[0]}, year, n)
    SELECT TG_TABLE_SCHEMA, {PARTS[0]}, moved.year, moved.n
    FROM (SELECT {PARTS[1]} FROM cases_assignment WHERE case_id = NEW.id) AS part,
    (SELECT {CASE_YEAR} AS year, -1 AS n FROM (SELECT OLD.session_id, OLD.registered_on) AS went
     UNION ALL SELECT {CASE_YEAR}, 1 FROM (SELECT NEW.session_id, NEW.registered_on) AS came) AS moved;
    RETURN NULL;
END $body$;
CREATE TRIGGER tally_year AFTER UPDATE OF session_id, registered_on ON cases_case FOR EACH ROW
    WHEN (OLD.session_id IS DISTINCT FROM NEW.session_id OR OLD.registered_on <> NEW.registered_on)
    EXECUTE FUNCTION tally_year();
"""

# A session's year is mended by hand only; then all its cases and their parts are of another year.
MENDED = f"""
CREATE FUNCTION tally_session() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    INSERT INTO public.supervision_tally (government, {CASES[0]}, year, n)
    SELECT TG_TABLE_SCHEMA, {CASES[0]}, moved.year, sum(moved.n)
    FROM (SELECT {CASES[1]} FROM cases_case WHERE session_id = NEW.id) AS held,
    (VALUES (OLD.year, -1), (NEW.year, 1)) AS moved (year, n) GROUP BY {CASES[0]}, moved.year;
    INSERT INTO public.supervision_tally (government, {PARTS[0]}, year, n)
    SELECT TG_TABLE_SCHEMA, {PARTS[0]}, moved.year, sum(moved.n)
    FROM (SELECT {PARTS[1]} FROM cases_assignment
          WHERE case_id IN (SELECT id FROM cases_case WHERE session_id = NEW.id)) AS part,
    (VALUES (OLD.year, -1), (NEW.year, 1)) AS moved (year, n) GROUP BY {PARTS[0]}, moved.year;
    RETURN NULL;
END $body$;
CREATE TRIGGER tally_session AFTER UPDATE OF year ON cases_casesession FOR EACH ROW
    WHEN (OLD.year <> NEW.year) EXECUTE FUNCTION tally_session();
"""

UNDO = """
DROP TRIGGER tally_session ON cases_casesession; DROP FUNCTION tally_session();
DROP TRIGGER tally_year ON cases_case; DROP FUNCTION tally_year();
"""

# An empty schema needs no right in public.
ANEW = """
LOCK TABLE cases_case, cases_assignment IN SHARE ROW EXCLUSIVE MODE;
DO $body$ BEGIN
    IF EXISTS (SELECT 1 FROM cases_case) THEN
        DELETE FROM public.supervision_tally WHERE government = current_schema();
    END IF;
END $body$;
"""
COUNT = """
DO $body$ BEGIN
    IF EXISTS (SELECT 1 FROM {table}) THEN
        INSERT INTO public.supervision_tally (government, {names}, n)
        SELECT current_schema(), {names}, count(*) FROM (SELECT {values} FROM {table}) AS present GROUP BY {names};
    END IF;
END $body$;
"""


def _each(counted: dict[str, tuple[str, str]]) -> str:
    return ANEW + "".join(
        (FUNCTION + COUNT).format(table=table, names=names, values=values)
        for table, (names, values) in counted.items()
    )


class Migration(migrations.Migration):
    """Counting triggers of one government, by year."""

    dependencies = [("supervision", "0006_things_of_notices"), ("cases", "0005_period")]
    operations = [
        migrations.RunSQL(
            _each(COUNTED) + ALONG + MENDED,
            UNDO + _each(BEFORE),
        )
    ]
