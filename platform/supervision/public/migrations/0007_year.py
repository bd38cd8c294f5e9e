"""Counts know the year of their cases."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column that is empty until each government's triggers count anew (``supervision`` 0007)."""

    dependencies = [("supervision_public", "0006_age_of_messages")]
    operations = [
        migrations.AddField("tally", "year", models.PositiveIntegerField(null=True)),
    ]
