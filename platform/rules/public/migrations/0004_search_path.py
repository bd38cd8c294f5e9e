"""Functions in ``public`` look for names in the catalogue only, whatever the path of the session that calls them."""

from django.db import migrations

FUNCTIONS = ("rules_notice_stands",)
FORWARDS = ";".join(
    f"ALTER FUNCTION public.{one}() SET search_path = pg_catalog, pg_temp" for one in FUNCTIONS
)
BACKWARDS = ";".join(f"ALTER FUNCTION public.{one}() RESET search_path" for one in FUNCTIONS)


class Migration(migrations.Migration):
    """A setting of functions that are there already."""

    dependencies = [("rules_public", "0003_trials")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
