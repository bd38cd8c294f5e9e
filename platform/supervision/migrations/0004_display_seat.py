"""Seats of walls: a key that opens the board, and who made and revoked it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("supervision", "0003_notice")]
    operations = [
        migrations.CreateModel(
            name="DisplaySeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_by", models.CharField(max_length=120)),
                ("made_at", models.DateTimeField()),
                ("revoked_by", models.CharField(blank=True, max_length=120)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)), fields=("name",), name="display_named_once"
                    )
                ],
            },
        ),
    ]
