"""The pool of spare schemas."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Which spares there are, and of which version."""

    dependencies = [("governments", "0002_one_time_passwords")]
    operations = [
        migrations.CreateModel(
            name="Spare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("schema_version", models.CharField(max_length=64)),
                ("built_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"db_table": 'public"."governments_spare', "ordering": ["id"]},
        ),
    ]
