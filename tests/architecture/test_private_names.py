"""What a library does not document is named in one module of ours for each library, and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from support.sources import ROOT

ROOTS = ("platform", "tenants", "graphql", "realtime")
DJANGO = "platform/kernel/sql/django_private.py"
TENANTS = "tenants/governments/backend/base.py"
GRAPHQL = "graphql/api/running/graphql_private.py"
GRAPHENE = "graphql/api/shapes/graphene_private.py"
DRIVER = "no module of ours"  # nothing private of psycopg is needed
SERVER = "platform/lianban/http/site.py"  # a subclass of Django's handler for ASGI

# Where a module may be imported from, or all that lies below it.
HOMES = {
    "django.db.models.base": DJANGO,
    "django.db.models.query": DJANGO,
    "django.db.models.sql": DJANGO,
    "django.db.backends": DJANGO,
    "django.core.handlers": SERVER,
    "django_tenants.postgresql_backend": TENANTS,
    "graphql.execution": GRAPHQL,
    "graphql.pyutils": GRAPHQL,
    "graphene.types": GRAPHENE,
    "graphene.utils": GRAPHENE,
    "psycopg._": DRIVER,
}
# Attributes without an underscore that Django does not document either.
ATTRIBUTES = {
    *("get_compiler", "sql_with_params", "klass_info", "annotation_col_map", "concrete_fields"),
    *("set_cached_value", "get_cached_value", "is_cached", "make_cursor"),
}
DOCUMENTED = {"_meta", "_default_manager", "_base_manager", "_state", "_asdict", "_replace", "_fields"}
PRIVATE = {"_prefetched_objects_cache", "_result_cache", "_session_key", "_get_session_auth_hash"}


def test_undocumented_modules_are_imported_in_their_one_place() -> None:
    found = [
        f"{path}:{line} {module}"
        for path, tree in _trees().items()
        for line, module in _imports(tree)
        for root, home in HOMES.items()
        if (f"{module}.".startswith(f"{root}.") or root.endswith("_") and module.startswith(root))
        and path != home
    ]

    assert found == []


def test_private_attributes_of_others_are_named_in_one_place() -> None:
    own = _own_names()

    found = [
        f"{path}:{node.lineno} {node.attr}"
        for path, tree in _trees().items()
        if path not in (DJANGO, TENANTS, GRAPHENE)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and (node.attr in ATTRIBUTES | PRIVATE or (_is_private(node.attr) and node.attr not in own))
    ]

    assert found == []


def test_private_names_are_not_spelled_out_either() -> None:
    found = [
        f"{path}:{node.lineno} {node.value}"
        for path, tree in _trees().items()
        if path != DJANGO
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in PRIVATE
    ]

    assert found == []


def test_no_private_name_is_imported() -> None:
    found = [
        f"{path}:{node.lineno} {one.name}"
        for path, tree in _trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level == 0
        for one in node.names
        if _is_private(one.name)
    ]

    assert found == []


def test_every_place_is_there() -> None:
    assert [home for home in {*HOMES.values()} - {DRIVER} if not (ROOT / home).is_file()] == []


@cache
def _trees() -> dict[str, ast.Module]:
    files = [path for root in ROOTS for path in sorted((ROOT / root).rglob("*.py"))]
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8"))
        for path in files
        if "migrations" not in path.parts and "node_modules" not in path.parts
    }


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{one.name}") for one in node.names)
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, one.name) for one in node.names)


def _own_names() -> set[str]:
    """Private names that classes and functions of ours define."""
    nodes = [node for tree in _trees().values() for node in ast.walk(tree)]
    defined = {
        one.name for one in nodes if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
    fields = {
        one.target.id for one in nodes if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    }
    stored = {
        one.attr
        for one in nodes
        if isinstance(one, ast.Attribute)
        and isinstance(one.ctx, ast.Store)
        and isinstance(one.value, ast.Name)
        and one.value.id == "self"
    }
    names = {
        target.id
        for one in nodes
        if isinstance(one, ast.Assign)
        for target in one.targets
        if isinstance(target, ast.Name)
    }
    return defined | fields | stored | names


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in DOCUMENTED


def test_visibility_filters_are_made_in_the_core_and_not_in_the_api() -> None:
    found = [
        f"{path}:{line}"
        for path, tree in _trees().items()
        if path.startswith(("graphql/", "realtime/"))
        for line, module in _imports(tree)
        if module.startswith("cases.reading.visibility.filters")
    ]

    assert found == []


def test_what_the_rules_read_unfiltered_is_out_of_the_resolvers_reach() -> None:
    found = {
        path
        for path, tree in _trees().items()
        for _, module in _imports(tree)
        if module == "api.cases.case_facts"
    }

    assert found == {"graphql/api/cases/workings.py"}
