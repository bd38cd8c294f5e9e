"""The due day of the first round stays on record when a later round moves the clock."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_backstop")]
    operations = [
        migrations.AddField("assignment", "first_due_on", models.DateField(null=True)),
    ]
