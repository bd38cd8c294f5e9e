"""``lianban schema``: writes the GraphQL schema to ``graphql/schema.graphql``, or checks that it is newest."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from lianban.cli_trouble import Trouble
from lianban.postgres import ROOT

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
    text = str(import_module("api.schema").schema).rstrip() + "\n"
    if not check:
        out.write_text(text, encoding="utf-8")
    elif not out.is_file() or out.read_text(encoding="utf-8") != text:
        raise Trouble("schema_stale", file=out.name)
