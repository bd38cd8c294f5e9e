"""Changes to accounts stay on record; so do posts that end on their first day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_lower_government"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountEvent",
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
                            ("POST_GIVEN", "Post Given"),
                            ("POST_ENDED", "Post Ended"),
                            ("STOPPED", "Stopped"),
                            ("ALLOWED", "Allowed"),
                            ("PASSWORD_RESET", "Password Reset"),
                        ],
                        max_length=16,
                    ),
                ),
                ("post", models.CharField(blank=True, max_length=160)),
                ("by_label", models.CharField(max_length=130)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="post",
            name="post_ends_after",
        ),
        migrations.AddField(
            model_name="account",
            name="changes_seen",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="account",
            name="former_passwords",
            field=models.JSONField(blank=True, db_default=[], default=list),
        ),
        migrations.AddField(
            model_name="account",
            name="session_epoch",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                name="post_ends_later",
            ),
        ),
        migrations.AddField(
            model_name="accountevent",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="accountevent",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
