"""Functions in ``public`` look for names in the catalogue only, whatever the path of the session that calls them."""

from django.db import migrations

FUNCTIONS = ("envelope_needs_event", "envelope_events_stay", "envelope_day_is_the_senders")
FORWARDS = ";".join(
    f"ALTER FUNCTION public.{one}() SET search_path = pg_catalog, pg_temp" for one in FUNCTIONS
)
BACKWARDS = ";".join(f"ALTER FUNCTION public.{one}() RESET search_path" for one in FUNCTIONS)


class Migration(migrations.Migration):
    """A setting of functions that are there already."""

    dependencies = [("transfers", "0005_receiver_stands")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
