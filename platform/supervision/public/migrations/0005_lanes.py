"""Jobs are found by government, and the last scan leaves a record."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("supervision_public", "0004_clock_by_case")]

    operations = [
        migrations.CreateModel(
            name="LastScan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("day", models.DateField()),
            ],
            options={"db_table": 'public"."supervision_lastscan', "ordering": ["id"]},
        ),
        migrations.RemoveIndex(model_name="job", name="job_due"),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(
                condition=models.Q(("dead_at", None)), fields=["government", "due_at", "id"], name="job_lane"
            ),
        ),
    ]
