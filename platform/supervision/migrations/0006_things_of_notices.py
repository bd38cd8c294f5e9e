"""Notices written before tell by their key what of their case they are about."""

from django.db import migrations

THINGS = """
UPDATE supervision_notice SET thing = CASE
    WHEN key LIKE 'extension:%' THEN 'EXTENSIONS'
    WHEN key LIKE 'urge:%' THEN 'URGING'
    ELSE split_part(key, ':', 4) END
WHERE key LIKE 'extension:%' OR key LIKE 'urge:%' OR key LIKE 'moved:%:%:_%'
"""


class Migration(migrations.Migration):
    dependencies = [("supervision", "0005_notice_thing")]
    operations = [migrations.RunSQL(THINGS, migrations.RunSQL.noop)]
