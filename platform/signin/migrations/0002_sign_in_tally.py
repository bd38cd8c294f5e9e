"""The tally of failed sign-ins has a name of its own in the program; its table stays as it is."""

from django.db import migrations


class Migration(migrations.Migration):
    """A change of the models' state only: no statement runs."""

    dependencies = [("signin", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("Tally", "SignInTally"),
                migrations.AlterModelTable("SignInTally", "signin_tally"),
            ]
        )
    ]
