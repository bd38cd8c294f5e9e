"""An operator's former passwords are not taken again; sessions can be ended without a new password."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governments", "0003_spares"),
    ]

    operations = [
        migrations.AddField(
            model_name="operator",
            name="former_passwords",
            field=models.JSONField(blank=True, db_default=[], default=list),
        ),
        migrations.AddField(
            model_name="operator",
            name="session_epoch",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
