"""What people are told once, beside the reminders of clocks."""

import django.db.models.deletion
from django.db import migrations, models


def _key(to: str) -> models.ForeignKey[object, object]:
    return models.ForeignKey(
        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to
    )


class Migration(migrations.Migration):
    dependencies = [("supervision", "0002_tally"), ("cases", "0006_due_days")]
    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80, unique=True)),
                ("kind", models.CharField(blank=True, max_length=12)),
                ("subject", models.CharField(blank=True, max_length=120)),
                ("text", models.TextField()),
                ("told", models.JSONField(default=list)),
                ("seen", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("case", _key("cases.case")),
                ("unit", _key("people.unit")),
            ],
            options={"ordering": ["id"]},
        ),
    ]
