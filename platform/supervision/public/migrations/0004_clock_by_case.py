"""One index serves both: a case's clocks are found, and each is there once. The scan writes every index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("supervision_public", "0003_board_rows")]

    operations = [
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(
                fields=("government", "case_id", "assignment_id", "kind"), name="clock_once_in_case"
            ),
        ),
        migrations.RemoveConstraint(model_name="clock", name="clock_once"),
        migrations.RemoveIndex(model_name="clock", name="clock_of_case"),
    ]
