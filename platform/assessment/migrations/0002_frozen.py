"""The database's own guard: a frozen run and what belongs to it never change; schemes and entries never do.

Written without a schema name, so that the same text serves every government's schema. Many rows are looked at once,
by statement: evidence comes in tens of thousands.
"""

from django.db import migrations

ROWS = {
    "assessment_score": "changed.run_id",
    "assessment_evidence": "changed.run_id",
    "assessment_scoreitem": "(SELECT s.run_id FROM %I.assessment_score s WHERE s.id = changed.score_id)",
}
OPERATIONS = {"INSERT": "NEW", "UPDATE": "OLD", "DELETE": "OLD"}

FUNCTIONS = """
CREATE FUNCTION assessment_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION '% is never changed or removed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $body$;

CREATE FUNCTION frozen_run_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state = 'FROZEN' THEN
            RAISE EXCEPTION 'a run begins as a trial' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state = 'FROZEN' THEN
        RAISE EXCEPTION 'run % is frozen', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $body$;

CREATE TRIGGER frozen_run_stays BEFORE INSERT OR UPDATE OR DELETE ON assessment_run
    FOR EACH ROW EXECUTE FUNCTION frozen_run_stays();
CREATE TRIGGER assessment_stays_whole BEFORE TRUNCATE ON assessment_run
    FOR EACH STATEMENT EXECUTE FUNCTION assessment_stays();
"""

APPEND_ONLY = """
CREATE TRIGGER assessment_stays BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION assessment_stays();
CREATE TRIGGER assessment_stays_whole BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION assessment_stays();
"""

OF_A_RUN = """
CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    frozen boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.assessment_run r WHERE r.state = ''FROZEN'''
                   ' AND r.id IN (SELECT {run} FROM changed))', {schemas}) INTO frozen;
    IF frozen THEN
        RAISE EXCEPTION '{table} of a frozen run is never changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $body$;
CREATE TRIGGER assessment_stays_whole BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION assessment_stays();
"""

BY_OPERATION = """
CREATE TRIGGER {table}_{operation} AFTER {operation} ON {table} REFERENCING {side} TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_stays();
"""


def _forwards() -> str:
    parts = [FUNCTIONS, *(APPEND_ONLY.format(table=f"assessment_{one}") for one in ("scheme", "entry"))]
    for table, run in ROWS.items():
        schemas = ", ".join(["TG_TABLE_SCHEMA"] * (1 + run.count("%I")))
        parts.append(OF_A_RUN.format(table=table, run=run, schemas=schemas))
        parts += [
            BY_OPERATION.format(table=table, operation=operation, side=side)
            for operation, side in OPERATIONS.items()
        ]
    return "".join(parts)


def _backwards() -> str:
    tables = ["assessment_run", "assessment_scheme", "assessment_entry", *ROWS]
    parts = [f"DROP TRIGGER assessment_stays_whole ON {table};" for table in tables]
    parts += [
        f"DROP TRIGGER assessment_stays ON {table};" for table in ("assessment_scheme", "assessment_entry")
    ]
    parts.append("DROP TRIGGER frozen_run_stays ON assessment_run;")
    for table in ROWS:
        parts += [f"DROP TRIGGER {table}_{operation} ON {table};" for operation in OPERATIONS]
        parts.append(f"DROP FUNCTION {table}_stays();")
    parts.append("DROP FUNCTION frozen_run_stays(); DROP FUNCTION assessment_stays();")
    return "\n".join(parts)


class Migration(migrations.Migration):
    """Guards of schemes, runs, scores and evidence."""

    dependencies = [("assessment", "0001_initial")]
    operations = [migrations.RunSQL(_forwards(), _backwards())]
