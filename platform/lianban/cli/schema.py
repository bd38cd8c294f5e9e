"""``lianban schema``: writes the GraphQL schema to ``graphql/schema.graphql``, or checks that it is newest."""

from __future__ import annotations

import io
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from django.core.management import call_command
from graphene_django.management.commands.graphql_schema import Command as GrapheneDump

from lianban.cli.trouble import Trouble
from lianban.embedded.server import ROOT

SNAPSHOT = ROOT / "graphql" / "schema.graphql"


@click.command()
@click.option("--check", is_flag=True, help="只检查是否最新 / only check that the snapshot is up to date")
@click.option(
    "--out", type=click.Path(path_type=Path), default=SNAPSHOT, show_default="graphql/schema.graphql"
)
def schema(check: bool, out: Path) -> None:
    """The frontend's types are generated from this file."""
    if find_spec("api") is None:
        raise Trouble("schema_missing")
    text = _dumped(import_module("api.schema").schema)
    if not check:
        out.write_text(text, encoding="utf-8")
    elif not out.is_file() or out.read_text(encoding="utf-8") != text:
        raise Trouble("schema_stale", file=out.name)


def _dumped(schema: object) -> str:
    """The schema in the schema language, as graphene-django's own command writes it."""
    with TemporaryDirectory() as folder:
        file = Path(folder, SNAPSHOT.name)
        call_command(GrapheneDump(), schema=schema, out=str(file), stdout=io.StringIO())
        return file.read_text(encoding="utf-8").rstrip() + "\n"
