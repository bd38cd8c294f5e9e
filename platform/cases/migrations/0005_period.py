"""Room for the longer of the two periods, BETWEEN_SESSIONS."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A wider column."""

    dependencies = [("cases", "0004_origin")]
    operations = [
        migrations.AlterField("case", "period", models.CharField(default="IN_SESSION", max_length=16)),
    ]
