"""The database's own guard: an issued version and the record of what was done never change.

Written without a schema name, so that the same text serves every government's schema.
"""

from django.db import migrations

TABLES = ("rules_rulepack", "rules_packentry")

FUNCTION = """
CREATE FUNCTION issued_pack_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION '% is never changed or removed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $body$;
"""
TRIGGERS = """
CREATE TRIGGER issued_pack_stays BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION issued_pack_stays();
CREATE TRIGGER issued_pack_stays_whole BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION issued_pack_stays();
"""
NO_TRIGGERS = """
DROP TRIGGER issued_pack_stays ON {table};
DROP TRIGGER issued_pack_stays_whole ON {table};
"""


def _each(text: str) -> str:
    return "".join(text.format(table=table) for table in TABLES)


class Migration(migrations.Migration):
    """Guards of issued versions and of the record."""

    dependencies = [("rules", "0002_life_of_packs")]
    operations = [
        migrations.RunSQL(
            FUNCTION + _each(TRIGGERS), _each(NO_TRIGGERS) + "DROP FUNCTION issued_pack_stays();"
        )
    ]
