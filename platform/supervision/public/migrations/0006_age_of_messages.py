"""A government's readers may see how old its waiting messages are, and nothing of what these say."""

from django.db import migrations

TABLE = "public.outbox_message"
FORWARDS = f"""
CREATE POLICY readers_see_own_age ON {TABLE} FOR SELECT TO lianban_reader
    USING (government = split_part(current_user::text, '_', 2));
GRANT SELECT (government, topic, created_at, dead_at) ON {TABLE} TO lianban_reader;
"""
BACKWARDS = f"""
REVOKE SELECT (government, topic, created_at, dead_at) ON {TABLE} FROM lianban_reader;
DROP POLICY readers_see_own_age ON {TABLE};
"""


class Migration(migrations.Migration):
    """For boards, which tell since when they lag."""

    dependencies = [
        ("supervision_public", "0005_lanes"),
        ("outbox", "0002_rows_by_government"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
