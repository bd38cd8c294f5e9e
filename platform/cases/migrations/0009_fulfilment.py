"""One more kind of due day: by when the keeping of a promise is judged. The table stays as it is."""

from django.db import migrations, models

KINDS = [
    *("DISPATCH", "INFORM", "SIGN", "RETURN", "CONTACT", "ANSWER", "ADJUDICATE", "FEEDBACK", "PUBLISH"),
    "FULFILMENT",
]


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_kept_plan")]
    operations = [
        migrations.AlterField(
            model_name="dueday",
            name="what",
            field=models.CharField(choices=[(one, one.capitalize()) for one in KINDS], max_length=12),
        ),
    ]
