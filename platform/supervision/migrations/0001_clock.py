"""Reminders: the rungs that have rung."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0002_backstop"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("LEAD", "Lead"), ("CO", "Co"), ("SIGN", "Sign")], max_length=4
                    ),
                ),
                ("rung", models.CharField(max_length=3)),
                ("due_on", models.DateField()),
                ("light", models.CharField(max_length=6)),
                ("working_days", models.IntegerField()),
                ("unannounced", models.PositiveSmallIntegerField(null=True)),
                ("told", models.JSONField(default=list)),
                ("seen", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "assignment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.assignment",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="cases.case"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["unit", "id"], name="reminder_of_unit")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assignment", "kind", "rung", "due_on"), name="reminder_once"
                    )
                ],
            },
        ),
    ]
