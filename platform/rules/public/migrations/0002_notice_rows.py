"""Who meets holiday notices: the platform adds, governments look, nobody alters."""

from django.db import migrations

NOTICE = "public.rules_holidaynotice"

FORWARDS = f"""
ALTER TABLE {NOTICE} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {NOTICE} FORCE ROW LEVEL SECURITY;
CREATE POLICY platform_announces ON {NOTICE} TO lianban_platform USING (true) WITH CHECK (true);
CREATE POLICY governments_look ON {NOTICE} FOR SELECT TO lianban_reader USING (true);
GRANT SELECT ON {NOTICE} TO lianban_reader;
CREATE FUNCTION public.rules_notice_stands() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'a holiday notice is corrected by another one, never altered';
END $body$;
CREATE TRIGGER notice_stands BEFORE UPDATE OR DELETE OR TRUNCATE ON {NOTICE}
    FOR EACH STATEMENT EXECUTE FUNCTION public.rules_notice_stands();
"""
BACKWARDS = f"""
DROP TRIGGER notice_stands ON {NOTICE};
DROP FUNCTION public.rules_notice_stands();
REVOKE ALL ON {NOTICE} FROM lianban_reader;
DROP POLICY governments_look ON {NOTICE};
DROP POLICY platform_announces ON {NOTICE};
ALTER TABLE {NOTICE} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {NOTICE} DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    """Row level security, forced on the owner too, and a guard against altering."""

    dependencies = [("rules_public", "0001_notices")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
