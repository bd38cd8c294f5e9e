"""Trials of an arrangement: each government writes its own numbers, the platform adds them up."""

import django.db.models.functions.datetime
from django.db import migrations, models

import outbox.models

TRIAL = "public.rules_calendartrial"
OWN = "government = (CASE WHEN left(current_user, 4) = 'gov_' THEN substr(current_user, 5) ELSE '' END)"

FORWARDS = f"""
ALTER TABLE {TRIAL} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {TRIAL} FORCE ROW LEVEL SECURITY;
CREATE POLICY platform_adds_up ON {TRIAL} TO lianban_platform USING (true) WITH CHECK (true);
CREATE POLICY government_counts_own ON {TRIAL} TO lianban_government USING ({OWN}) WITH CHECK ({OWN});
GRANT SELECT, INSERT, UPDATE ON {TRIAL} TO lianban_government;
"""
BACKWARDS = f"""
REVOKE ALL ON {TRIAL} FROM lianban_government;
DROP POLICY government_counts_own ON {TRIAL};
DROP POLICY platform_adds_up ON {TRIAL};
ALTER TABLE {TRIAL} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {TRIAL} DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("rules_public", "0002_notice_rows"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarTrial",
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
                ("fingerprint", models.CharField(max_length=64)),
                ("cases", models.PositiveIntegerField()),
                ("days", models.PositiveIntegerField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": 'public"."rules_calendartrial',
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("fingerprint", "government"), name="trial_once")
                ],
            },
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
