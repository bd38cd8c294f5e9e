"""Counters that move with every statement on cases and on units' parts in them, whoever runs it.

Each statement adds its changes as rows of ``public.supervision_tally``: nothing is locked, so writers neither wait
for one another nor deadlock; what is summed up later is the same sum. Written without naming a schema. The states
in which a clock runs are those of ``cases.reading.worklist`` (a test compares).
"""

from django.db import migrations

CASE_DUE = "CASE WHEN state IN ('DISPATCHED', 'HANDLING', 'REHANDLING') THEN due_on END"
UNIT_DUE = (
    "CASE WHEN state NOT IN ('ANSWERED', 'CANCELLED', 'CO_ACCEPTED', 'CO_SUBMITTED', 'DONE', 'JOINT_AGREED',"
    " 'RECALLED', 'REPLIED', 'RETURNED') THEN due_on END"
)
COUNTED = {
    "cases_case": (
        "kind, pack_id, stage, due_on",
        f"kind, pack_id, state AS stage, {CASE_DUE} AS due_on",
    ),
    "cases_assignment": (
        "unit_id, role, stage, due_on",
        f"unit_id, role, state AS stage, {UNIT_DUE} AS due_on",
    ),
}

FUNCTION = """
CREATE FUNCTION tally_{table}() RETURNS trigger LANGUAGE plpgsql AS $body$
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
CREATE TRIGGER tally_came AFTER INSERT ON {table} REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION tally_{table}();
CREATE TRIGGER tally_moved AFTER UPDATE ON {table} REFERENCING OLD TABLE AS went NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION tally_{table}();
CREATE TRIGGER tally_went AFTER DELETE ON {table} REFERENCING OLD TABLE AS went
    FOR EACH STATEMENT EXECUTE FUNCTION tally_{table}();
"""

# What a government already has when it gets its counters; an empty schema needs no right in public.
COUNT = """
DO $body$ BEGIN
    IF EXISTS (SELECT 1 FROM {table}) THEN
        INSERT INTO public.supervision_tally (government, {names}, n)
        SELECT current_schema(), {names}, count(*) FROM (SELECT {values} FROM {table}) AS present GROUP BY {names};
    END IF;
END $body$;
"""

UNDO = """
DROP TRIGGER tally_went ON {table}; DROP TRIGGER tally_moved ON {table}; DROP TRIGGER tally_came ON {table};
DROP FUNCTION tally_{table}();
"""


def _each(text: str) -> str:
    return "".join(
        text.format(table=table, names=names, values=values) for table, (names, values) in COUNTED.items()
    )


class Migration(migrations.Migration):
    """Counting triggers of one government."""

    dependencies = [("supervision", "0001_clock"), ("cases", "0002_backstop")]
    operations = [migrations.RunSQL(_each(FUNCTION + COUNT), _each(UNDO))]
