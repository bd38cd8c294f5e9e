"""The prefix of document numbers of letters in a government's own name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("governments", "0004_former_passwords")]
    operations = [
        migrations.AddField(
            model_name="government",
            name="number_prefix",
            field=models.CharField(blank=True, db_default="", default="", max_length=24),
        ),
    ]
