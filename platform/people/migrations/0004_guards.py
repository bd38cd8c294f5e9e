"""The database's own guard: account events are only added, and a post fits the kind of its unit.

Triggers are written without a schema name, so that the same text serves every government's schema. Which kinds a role
fits is told a second time in ``people.roles``; a test compares both.
"""

from django.db import migrations

GUARDS = """
CREATE FUNCTION account_events_stay() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'account events are never changed or removed' USING ERRCODE = 'integrity_constraint_violation';
END $body$;
CREATE TRIGGER account_events_stay BEFORE UPDATE OR DELETE ON people_accountevent
    FOR EACH ROW EXECUTE FUNCTION account_events_stay();
CREATE TRIGGER account_events_stay_whole BEFORE TRUNCATE ON people_accountevent
    FOR EACH STATEMENT EXECUTE FUNCTION account_events_stay();

CREATE FUNCTION post_fits_unit() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    kind text;
BEGIN
    EXECUTE format('SELECT kind FROM %I.people_unit WHERE id = $1', TG_TABLE_SCHEMA) INTO kind USING NEW.unit_id;
    IF NOT (CASE
        WHEN NEW.role IN ('NPC_OFFICE', 'NPC_SEAT') THEN kind = 'NPC_OFFICE'
        WHEN NEW.role IN ('CPPCC_OFFICE', 'CPPCC_SEAT') THEN kind = 'CPPCC_OFFICE'
        WHEN NEW.role = 'GENERAL_OFFICE' THEN kind = 'GENERAL_OFFICE'
        ELSE kind NOT IN ('NPC_OFFICE', 'CPPCC_OFFICE')
    END) THEN
        RAISE EXCEPTION 'role % does not fit a unit of kind %', NEW.role, kind
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER post_fits_unit BEFORE INSERT OR UPDATE OF role, unit_id ON people_post
    FOR EACH ROW EXECUTE FUNCTION post_fits_unit();
"""

UNDO = """
DROP TRIGGER post_fits_unit ON people_post;
DROP FUNCTION post_fits_unit();
DROP TRIGGER account_events_stay ON people_accountevent;
DROP TRIGGER account_events_stay_whole ON people_accountevent;
DROP FUNCTION account_events_stay();
"""


class Migration(migrations.Migration):
    """Guards of account events and posts."""

    dependencies = [("people", "0003_account_events")]
    operations = [migrations.RunSQL(GUARDS, UNDO)]
