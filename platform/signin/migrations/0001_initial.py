"""Tallies of failed sign-ins take the place of django-axes' tables, whose rows held what strangers had typed."""

from django.db import migrations, models

AXES = """
DROP TABLE IF EXISTS axes_accessattemptexpiration;
DROP TABLE IF EXISTS axes_accessattempt;
DROP TABLE IF EXISTS axes_accessfailurelog;
DROP TABLE IF EXISTS axes_accesslog;
"""
# Whoever goes back to a program with django-axes gets its tables built again, empty.
AXES_AGAIN = "DELETE FROM django_migrations WHERE app = 'axes'"


class Migration(migrations.Migration):
    """One table in every schema that people sign in to."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[("P", "Pair"), ("N", "Network"), ("A", "Account"), ("K", "Known")],
                        max_length=1,
                    ),
                ),
                ("account", models.CharField(blank=True, max_length=32)),
                ("place", models.CharField(blank=True, max_length=50)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("last", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("account", "place", "subject"), name="tally_once")
                ],
            },
        ),
        migrations.RunSQL(AXES, AXES_AGAIN),
    ]
