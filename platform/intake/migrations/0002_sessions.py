"""One list may hold papers of several sessions and of both kinds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The names of the sessions instead of one kind."""

    dependencies = [("intake", "0001_initial")]
    operations = [
        migrations.AddField("importrun", "sessions", models.JSONField(default=list)),
        # With a default, so that the column can come back over rows that lack it.
        migrations.AlterField("importrun", "kind", models.CharField(max_length=12, default="")),
        migrations.RemoveField("importrun", "kind"),
    ]
