"""What the office urged a unit to do, and the unit's word (催办)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_fulfilment")]
    operations = [
        migrations.CreateModel(
            name="UrgeNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("reply_by", models.DateField()),
                ("urged_by", models.CharField(max_length=120)),
                ("urged_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("answered_by", models.CharField(blank=True, max_length=120)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="urge_notices",
                        to="cases.assignment",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.AlterField(
            "dueday",
            "what",
            models.CharField(
                choices=[
                    ("DISPATCH", "Dispatch"),
                    ("INFORM", "Inform"),
                    ("SIGN", "Sign"),
                    ("RETURN", "Return"),
                    ("CONTACT", "Contact"),
                    ("ANSWER", "Answer"),
                    ("ADJUDICATE", "Adjudicate"),
                    ("FEEDBACK", "Feedback"),
                    ("PUBLISH", "Publish"),
                    ("FULFILMENT", "Fulfilment"),
                    ("URGE", "Urge"),
                ],
                max_length=12,
            ),
        ),
    ]
