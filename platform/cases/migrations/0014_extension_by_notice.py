"""A unit that extends its own due day records when and how it told the proposer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_promises_and_letters")]
    operations = [
        migrations.AddField("extensionrequest", "told_on", models.DateField(null=True)),
        migrations.AddField(
            "extensionrequest",
            "told_way",
            models.CharField(blank=True, db_default="", default="", max_length=12),
        ),
    ]
