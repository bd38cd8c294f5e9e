"""Parts of cases by their state: what the general office has to do with them is found without the archive."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_urge_notices")]
    operations = [
        migrations.AddIndex("assignment", models.Index(fields=["state", "case"], name="assignment_by_state")),
    ]
