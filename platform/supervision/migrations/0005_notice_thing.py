"""What of its case a notice tells of: the table of sight judges by it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("supervision", "0004_display_seat")]
    operations = [
        migrations.AddField("notice", "thing", models.CharField(max_length=12, default="PARTS")),
    ]
