"""Running due dates, due jobs and daily rounds of all governments, and who may see which."""

import django.contrib.postgres.fields
import django.db.models.functions.datetime
from django.db import migrations, models

import outbox.models

CLOCK, JOB, ROUND = "public.supervision_clock", "public.supervision_job", "public.supervision_dailyround"
TABLES = (CLOCK, JOB, ROUND)
OWN = "government = (CASE WHEN left(current_user, 4) = 'gov_' THEN substr(current_user, 5) ELSE '' END)"

# A government plans and sees its own clocks and jobs; the platform's role rings and hands out all of them.
FORWARDS = (
    "".join(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
        f"CREATE POLICY platform_hands_out ON {table} TO lianban_platform USING (true) WITH CHECK (true);"
        for table in TABLES
    )
    + f"""
CREATE POLICY government_plans_own ON {CLOCK} TO lianban_government USING ({OWN}) WITH CHECK ({OWN});
CREATE POLICY government_posts ON {JOB} FOR INSERT TO lianban_government WITH CHECK ({OWN});
CREATE POLICY government_sees_own ON {JOB} FOR SELECT TO lianban_government USING ({OWN});
GRANT SELECT, INSERT, UPDATE, DELETE ON {CLOCK} TO lianban_government;
GRANT SELECT, INSERT ON {JOB} TO lianban_government;
"""
)
BACKWARDS = f"""
REVOKE ALL ON {CLOCK}, {JOB} FROM lianban_government;
DROP POLICY government_sees_own ON {JOB};
DROP POLICY government_posts ON {JOB};
DROP POLICY government_plans_own ON {CLOCK};
""" + "".join(
    f"DROP POLICY platform_hands_out ON {table};"
    f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;"
    f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"
    for table in TABLES
)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Clock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.TextField(db_default=outbox.models.CurrentGovernment(), editable=False),
                ),
                ("case_id", models.BigIntegerField()),
                ("assignment_id", models.BigIntegerField()),
                ("unit_id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("LEAD", "Lead"), ("CO", "Co"), ("SIGN", "Sign")], max_length=4
                    ),
                ),
                ("due_on", models.DateField()),
                (
                    "rings",
                    django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), size=None),
                ),
                (
                    "rungs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3), size=None
                    ),
                ),
                ("next_on", models.DateField(null=True)),
                ("unannounced", models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                "db_table": 'public"."supervision_clock',
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_on__isnull", False)),
                        fields=["next_on"],
                        name="clock_rings_next",
                    ),
                    models.Index(fields=["government", "case_id"], name="clock_of_case"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("government", "assignment_id", "kind"), name="clock_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DailyRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task", models.CharField(max_length=40)),
                ("day", models.DateField()),
            ],
            options={
                "db_table": 'public"."supervision_dailyround',
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("task", "day"), name="daily_round_once")],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.TextField(db_default=outbox.models.CurrentGovernment(), editable=False),
                ),
                ("task", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=120)),
                ("payload", models.JSONField(db_default={})),
                ("due_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("attempts", models.PositiveSmallIntegerField(db_default=0)),
                ("last_error", models.TextField(blank=True, db_default="")),
                ("dead_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'public"."supervision_job',
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("dead_at", None)), fields=["due_at", "id"], name="job_due"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("government", "key"), name="job_once")],
            },
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
