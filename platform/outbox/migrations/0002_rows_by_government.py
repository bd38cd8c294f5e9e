"""Who may see which message: a government its own, to add and to look; the platform's role all, to hand out."""

from django.db import migrations

TABLE = "public.outbox_message"
OWN = "government = (CASE WHEN left(current_user, 4) = 'gov_' THEN substr(current_user, 5) ELSE '' END)"

FORWARDS = f"""
ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY;
CREATE POLICY platform_hands_out ON {TABLE} TO lianban_platform USING (true) WITH CHECK (true);
CREATE POLICY government_posts ON {TABLE} FOR INSERT TO lianban_government WITH CHECK ({OWN});
CREATE POLICY government_sees_own ON {TABLE} FOR SELECT TO lianban_government USING ({OWN});
GRANT SELECT, INSERT ON {TABLE} TO lianban_government;
"""

BACKWARDS = f"""
REVOKE ALL ON {TABLE} FROM lianban_government;
DROP POLICY government_sees_own ON {TABLE};
DROP POLICY government_posts ON {TABLE};
DROP POLICY platform_hands_out ON {TABLE};
ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    """Row level security of the outbox, forced on its owner too."""

    dependencies = [("outbox", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
