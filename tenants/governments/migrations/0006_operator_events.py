"""Changes to operators' accounts stay on record: rows are only added, by the table's owner too."""

import django.db.models.deletion
from django.db import migrations, models

EVENT = "public.governments_operatorevent"

FORWARDS = f"""
CREATE FUNCTION public.operator_events_stay() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    RAISE EXCEPTION 'operator events are never changed or removed' USING ERRCODE = 'integrity_constraint_violation';
END $body$;
CREATE TRIGGER operator_events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON {EVENT}
    FOR EACH STATEMENT EXECUTE FUNCTION public.operator_events_stay();
REVOKE UPDATE, DELETE, TRUNCATE ON {EVENT} FROM PUBLIC, lianban_platform;
"""
BACKWARDS = f"""
GRANT UPDATE, DELETE, TRUNCATE ON {EVENT} TO lianban_platform;
DROP TRIGGER operator_events_stay ON {EVENT};
DROP FUNCTION public.operator_events_stay();
"""


class Migration(migrations.Migration):
    """The table, and its guard: a trigger, and no right to alter."""

    dependencies = [("governments", "0005_number_prefix")]
    operations = [
        migrations.CreateModel(
            name="OperatorEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("CREATED", "Created"),
                            ("STOPPED", "Stopped"),
                            ("ALLOWED", "Allowed"),
                            ("PASSWORD_RESET", "Password Reset"),
                            ("PASSWORD_CHANGED", "Password Changed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("by_label", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="governments.operator",
                    ),
                ),
            ],
            options={"db_table": 'public"."governments_operatorevent', "ordering": ["id"]},
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
