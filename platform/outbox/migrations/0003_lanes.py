"""Messages are found by government, and those of one line in order."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_rows_by_government")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="line",
            field=models.CharField(blank=True, db_default="", max_length=60),
        ),
        migrations.RemoveIndex(model_name="message", name="outbox_pending"),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("dead_at", None)), fields=["government", "id"], name="outbox_lane"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("line", ""), _negated=True),
                fields=["government", "line", "id"],
                name="outbox_line",
            ),
        ),
    ]
