"""A reply keeps which points its text lacks; a promise knows the one that it replaced."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_title_grams")]
    operations = [
        migrations.AddField("reply", "unsaid", models.TextField(blank=True, db_default="", default="")),
        migrations.AddField(
            "commitment",
            "replaces",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.commitment",
            ),
        ),
    ]
