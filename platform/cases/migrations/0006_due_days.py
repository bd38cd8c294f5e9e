"""Due days are rows of their own, each with its reckoning; what was explained so far goes along as it was told."""

import django.db.models.deletion
from django.db import migrations, models

CARRY = """
INSERT INTO cases_dueday (case_id, assignment_id, what, day, reckoning, version)
SELECT case_id, id, 'ANSWER', due_on, jsonb_build_object('told', due_explanation), version FROM cases_assignment
"""
CARRY_BACK = """
UPDATE cases_assignment SET due_explanation = told FROM (
    SELECT DISTINCT ON (assignment_id) assignment_id, coalesce(reckoning->'told', '[]') AS told
    FROM cases_dueday WHERE what = 'ANSWER' ORDER BY assignment_id, id DESC
) newest WHERE assignment_id = cases_assignment.id
"""
STAY = """
CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE ON cases_dueday
    FOR EACH ROW EXECUTE FUNCTION events_stay();
"""
KINDS = ["DISPATCH", "INFORM", "SIGN", "RETURN", "CONTACT", "ANSWER", "ADJUDICATE", "FEEDBACK", "PUBLISH"]


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_period")]
    operations = [
        migrations.CreateModel(
            name="DueDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(choices=[(one, one.capitalize()) for one in KINDS], max_length=12),
                ),
                ("subject", models.BigIntegerField(null=True)),
                ("day", models.DateField()),
                ("reckoning", models.JSONField()),
                ("version", models.PositiveIntegerField()),
                (
                    "assignment",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="due_days",
                        to="cases.assignment",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="due_days",
                        to="cases.case",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.RunSQL(CARRY, CARRY_BACK),
        migrations.RemoveField("assignment", "due_explanation"),
        migrations.RunSQL(STAY, "DROP TRIGGER events_stay ON cases_dueday"),
    ]
