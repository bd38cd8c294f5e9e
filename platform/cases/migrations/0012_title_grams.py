"""Titles by their pairs of characters, so that alike ones are found without reading all of them.

An own function and not pg_trgm: that one splits by what the database's locale calls letters, which under "C" are no
Chinese ones, and as an extension it lies in one schema, which a government's search path does not name. Stock phrases
are those of ``cases.reading.likeness`` (a test compares). Written without naming a schema.
"""

from django.db import migrations

BARE = "regexp_replace(title, '关于|进一步|加强|的建议|的提案', '', 'g')"
FORWARDS = f"""
CREATE FUNCTION title_grams(title text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
    SELECT coalesce(array_agg(DISTINCT substr(bare, place, 2)), ARRAY[]::text[])
    FROM (SELECT {BARE} AS bare) AS one, generate_series(1, greatest(length(bare) - 1, 1)) AS place
    WHERE bare <> ''
$body$;
CREATE INDEX case_title_grams ON cases_case USING gin (title_grams(title::text));
"""
BACKWARDS = "DROP INDEX case_title_grams; DROP FUNCTION title_grams(text);"


class Migration(migrations.Migration):
    """A function and an index of each government."""

    dependencies = [("cases", "0011_open_work")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
