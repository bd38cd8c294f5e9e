"""Holiday notices: the platform writes them once and for all, every government reads them."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="HolidayNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.CharField(blank=True, max_length=60)),
                ("title", models.CharField(max_length=120)),
                ("issued_on", models.DateField(null=True)),
                ("days_off", models.JSONField()),
                ("make_up", models.JSONField()),
                ("uploaded_by", models.CharField(max_length=60)),
                ("uploaded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("reason", models.TextField(blank=True)),
                ("key", models.CharField(max_length=80, unique=True)),
                ("fingerprint", models.CharField(max_length=64)),
                (
                    "corrects",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="rules_public.holidaynotice",
                    ),
                ),
            ],
            options={
                "db_table": 'public"."rules_holidaynotice',
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", True)),
                        fields=("year",),
                        name="notice_first_of_year",
                    ),
                    models.UniqueConstraint(fields=("corrects",), name="notice_corrected_once"),
                ],
            },
        ),
    ]
