"""Rows of duties: what is to be done about a case, by which seats, since when and until when.

Those of cases that are there already are computed by the program that migrates (``governments.migration.fleet``): the
judgement is no SQL.
"""

from typing import Any

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _key(to: str, deleted: Any, **more: Any) -> Any:
    return models.ForeignKey(db_index=False, on_delete=deleted, to=to, **more)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_waived_parts_end"),
        ("people", "0005_seats_that_fit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="CaseDuty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("case", _key("cases.case", django.db.models.deletion.CASCADE, related_name="duties")),
                ("duty", models.CharField(max_length=20)),
                ("step", models.CharField(max_length=24)),
                ("machine", models.CharField(max_length=12)),
                ("subject", models.BigIntegerField()),
                (
                    "part",
                    _key("cases.assignment", django.db.models.deletion.CASCADE, null=True, related_name="+"),
                ),
                (
                    "unit",
                    _key("people.unit", django.db.models.deletion.PROTECT, null=True, related_name="+"),
                ),
                (
                    "seats",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                (
                    "person",
                    _key(
                        settings.AUTH_USER_MODEL,
                        django.db.models.deletion.PROTECT,
                        null=True,
                        related_name="+",
                    ),
                ),
                ("since", models.DateTimeField()),
                ("due_on", models.DateField(null=True)),
                ("begins_on", models.DateField(null=True)),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.AddIndex(
            "caseduty", django.contrib.postgres.indexes.GinIndex(fields=["seats"], name="duty_seats")
        ),
        migrations.AddConstraint(
            "caseduty",
            models.UniqueConstraint(fields=("case", "duty", "machine", "subject"), name="duty_once"),
        ),
        migrations.AddIndex(
            "urgenotice",
            models.Index(condition=models.Q(answered_at=None), fields=["assignment"], name="urge_open"),
        ),
    ]
