"""Posts that do not fit the kind of their unit end, and the end is on record. Data only."""

from django.db import migrations

END = """
WITH ended AS (
    UPDATE people_post post SET until = greatest(post.since, (now() AT TIME ZONE 'Asia/Shanghai')::date)
    FROM people_unit unit
    WHERE unit.id = post.unit_id
      AND (post.until IS NULL OR post.until > (now() AT TIME ZONE 'Asia/Shanghai')::date)
      AND NOT CASE
        WHEN post.role IN ('NPC_OFFICE', 'NPC_SEAT') THEN unit.kind = 'NPC_OFFICE'
        WHEN post.role IN ('CPPCC_OFFICE', 'CPPCC_SEAT') THEN unit.kind = 'CPPCC_OFFICE'
        WHEN post.role = 'GENERAL_OFFICE' THEN unit.kind = 'GENERAL_OFFICE'
        ELSE unit.kind NOT IN ('NPC_OFFICE', 'CPPCC_OFFICE')
    END
    RETURNING post.account_id, unit.name || ' ' || post.role AS post
)
INSERT INTO people_accountevent (account_id, change, post, by_label, at)
SELECT account_id, 'POST_ENDED', post, '系统', now() FROM ended
"""


class Migration(migrations.Migration):
    """What was given before roles were checked."""

    dependencies = [("people", "0004_guards")]
    operations = [migrations.RunSQL(END, migrations.RunSQL.noop)]
