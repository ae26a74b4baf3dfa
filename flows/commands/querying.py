"""The command `sql`: what a person asks of the published file."""

import sys
from typing import Annotated

import typer

from flows.commands.telling import Format, told
from flows.sql import SECONDS, Asked, ask

commands = typer.Typer()


# A query may well begin with a comment: what looks like an option and is none is the query.
@commands.command(
    context_settings={"ignore_unknown_options": True},
    epilog='Example: `kabar sql "select outlet_id, count(*) from articles group by all" --format csv`',
)
def sql(
    query: Annotated[str, typer.Argument(help="A query of the published file; `-` reads it from standard input.")],
    format: Annotated[Format, typer.Option("--format", help="How the answer is written.")] = Format.table,  # noqa: A002
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, max=86_400, help="Seconds after which the query is stopped.")
    ] = SECONDS,
) -> None:
    """Answer SQL from the published file: read-only, no files, no network, no settings, one query at a time."""
    text = sys.stdin.read() if query == "-" else query
    with told():
        ask(Asked(query=text, format=format.value, seconds=timeout))
