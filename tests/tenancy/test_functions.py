"""Functions of the database mean what they meant when they were written, whatever is in the path of who calls them."""

from __future__ import annotations

from django.db import connection

from governments.models import Government

OURS = """
SELECT function.proname, coalesce(function.proconfig::text, ''), function.prosecdef
FROM pg_proc function JOIN pg_namespace schema ON schema.oid = function.pronamespace
WHERE schema.nspname = %s AND NOT EXISTS (
    SELECT 1 FROM pg_depend extension WHERE extension.objid = function.oid AND extension.deptype = 'e'
)
"""


def functions(schema: str) -> list[tuple[str, str, bool]]:
    """Name, settings and whose rights it uses, of every function that no extension brought."""
    with connection.cursor() as cursor:
        cursor.execute(OURS, [schema])
        return [(str(name), str(settings), bool(definer)) for name, settings, definer in cursor.fetchall()]


def test_every_function_in_public_has_a_fixed_search_path(governed: Government) -> None:
    found = functions("public")

    assert found
    assert [name for name, settings, _ in found if "search_path=pg_catalog, pg_temp" not in settings] == []


def test_no_function_lends_its_owner_s_rights(governed: Government) -> None:
    found = [*functions("public"), *functions(str(governed.schema_name))]

    assert [name for name, _, definer in found if definer] == []


def test_nothing_can_be_put_before_what_a_government_s_functions_mean(governed: Government) -> None:
    """They are renamed with their schema, so their path is the session's: the government's own schema and ``public``.

    Nobody but the owner may put anything there, and nobody has temporary tables, which would come first.
    """
    assert functions(str(governed.schema_name))
    for role in (governed.role_name, governed.reading_role_name, "lianban_platform", "lianban_app"):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT has_database_privilege(%s, current_database(), 'TEMP'),"
                " has_schema_privilege(%s, 'public', 'CREATE'), has_schema_privilege(%s, %s, 'CREATE')",
                [role, role, role, governed.schema_name],
            )
            temporary, shared, own = cursor.fetchone()
        assert not temporary, role
        assert not shared or role == "lianban_platform", role
        assert own is (role == governed.role_name), role
