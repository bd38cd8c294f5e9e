"""Changes that were made for a caller's key: a repeated request has no second effect."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One table; its key is unique."""

    dependencies = [("people", "0005_seats_that_fit")]

    operations = [
        migrations.CreateModel(
            name="KeyedChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=24)),
                ("row", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("key", models.CharField(max_length=100, unique=True)),
                ("fingerprint", models.CharField(max_length=64)),
            ],
            options={"ordering": ["id"]},
        ),
    ]
