"""The database's own guard: no state without a version, no version without its event, no event changed.

Triggers are written without a schema name, so that the same text serves every government's schema.
"""

from django.db import migrations

GUARDED = ("cases_case", "cases_assignment", "cases_reply", "cases_feedbackround", "cases_commitment")

FUNCTIONS = """
CREATE FUNCTION state_needs_version() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF NEW.state IS DISTINCT FROM OLD.state AND NEW.version = OLD.version THEN
        RAISE EXCEPTION 'state of % % changed without a version', TG_TABLE_NAME, NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $body$;

CREATE FUNCTION version_needs_event() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    of_case bigint;
    found boolean;
BEGIN
    of_case := CASE WHEN TG_TABLE_NAME = 'cases_case' THEN NEW.id ELSE (to_jsonb(NEW)->>'case_id')::bigint END;
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.cases_caseevent WHERE case_id = $1 AND version = $2)',
                   TG_TABLE_SCHEMA) INTO found USING of_case, NEW.version;
    IF NOT found THEN
        RAISE EXCEPTION 'version % of % % has no event', NEW.version, TG_TABLE_NAME, NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $body$;

CREATE FUNCTION events_stay() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'events are never changed or removed' USING ERRCODE = 'integrity_constraint_violation';
END $body$;

CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE ON cases_caseevent
    FOR EACH ROW EXECUTE FUNCTION events_stay();
CREATE TRIGGER events_stay_whole BEFORE TRUNCATE ON cases_caseevent
    FOR EACH STATEMENT EXECUTE FUNCTION events_stay();
"""

PER_TABLE = """
CREATE TRIGGER state_needs_version BEFORE UPDATE ON {table}
    FOR EACH ROW EXECUTE FUNCTION state_needs_version();
CREATE CONSTRAINT TRIGGER version_needs_event AFTER INSERT OR UPDATE OF version ON {table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION version_needs_event();
"""

UNDO = (
    "\n".join(
        f"DROP TRIGGER state_needs_version ON {table}; DROP TRIGGER version_needs_event ON {table};"
        for table in GUARDED
    )
    + """
DROP TRIGGER events_stay ON cases_caseevent; DROP TRIGGER events_stay_whole ON cases_caseevent;
DROP FUNCTION events_stay(); DROP FUNCTION version_needs_event(); DROP FUNCTION state_needs_version();
"""
)


class Migration(migrations.Migration):
    """Guards of the five machines and of the event log."""

    dependencies = [("cases", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTIONS + "".join(PER_TABLE.format(table=table) for table in GUARDED), UNDO),
    ]
