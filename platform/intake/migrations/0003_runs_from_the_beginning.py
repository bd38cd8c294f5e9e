"""A run is on record from its beginning, so that one that was killed can be seen."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """State and end of a run; those on record so far came to their end."""

    dependencies = [("intake", "0002_sessions")]
    operations = [
        migrations.AddField(
            "importrun",
            "state",
            models.CharField(
                choices=[("RUNNING", "Running"), ("DONE", "Done"), ("INTERRUPTED", "Interrupted")],
                max_length=12,
                default="DONE",
            ),
        ),
        migrations.AlterField(
            "importrun",
            "state",
            models.CharField(
                choices=[("RUNNING", "Running"), ("DONE", "Done"), ("INTERRUPTED", "Interrupted")],
                max_length=12,
                default="RUNNING",
            ),
        ),
        migrations.AddField("importrun", "ended_at", models.DateTimeField(null=True)),
        migrations.AlterField("importrun", "added", models.PositiveIntegerField(default=0)),
        migrations.AlterField("importrun", "known", models.PositiveIntegerField(default=0)),
        migrations.AlterField("importrun", "refused", models.PositiveIntegerField(default=0)),
    ]
