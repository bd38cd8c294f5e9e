"""An operator's one-time password is known for one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A mark that the password is to be changed."""

    dependencies = [("governments", "0001_initial")]
    operations = [
        migrations.AddField("operator", "must_change_password", models.BooleanField(default=False)),
    ]
