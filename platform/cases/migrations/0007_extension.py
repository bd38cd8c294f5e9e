"""Extensions are asked for and decided; a request to be relieved knows its level of the pack's ladder."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_due_days")]
    operations = [
        migrations.AddField(
            "returnrequest", "level", models.PositiveSmallIntegerField(db_default=1, default=1)
        ),
        migrations.AddField(
            "returnrequest", "judge", models.CharField(blank=True, db_default="", max_length=40)
        ),
        migrations.AddField("returnrequest", "statement", models.TextField(blank=True, db_default="")),
        migrations.CreateModel(
            name="ExtensionRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateField()),
                ("reason", models.TextField()),
                ("statement", models.TextField(blank=True)),
                ("requested_by", models.CharField(max_length=120)),
                ("requested_at", models.DateTimeField()),
                ("decision", models.CharField(blank=True, max_length=10)),
                ("decision_reason", models.CharField(blank=True, max_length=500)),
                ("decided_by", models.CharField(blank=True, max_length=120)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extension_requests",
                        to="cases.assignment",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
    ]
