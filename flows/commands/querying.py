"""The command `sql`: what a person asks of the published file. It loads little, so as to answer at once."""

import os
import sys
from typing import Annotated

import typer

from flows import console
from flows.commands.telling import FAILED, Format, say, told
from flows.home import published

commands = typer.Typer()

MOST_ROWS = 1_000  # on a screen; the other formats have them all
SECONDS = 300.0


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
    from warehouse import query as queries

    text = sys.stdin.read() if query == "-" else query
    limit = queries.Limit(seconds=timeout, give_up=_give_up)
    with told():
        if format is Format.table:
            answer = queries.answer(published(), text, most=MOST_ROWS, limit=limit)
            console.show_table(answer.columns, answer.rows)
            if not answer.is_whole:
                say(f"the first {MOST_ROWS:,} rows: `limit` asks for fewer, --format csv, json or parquet shows all")
        elif format is Format.json:
            queries.write_json(published(), text, sys.stdout, limit=limit)
            sys.stdout.write("\n")
        else:
            from warehouse import arrow

            write = arrow.write_csv if format is Format.csv else arrow.write_parquet
            write(published(), text, sys.stdout.buffer, limit=limit)


def _give_up() -> None:
    """Ends the process: it only reads, and a query that does not listen cannot be ended otherwise."""
    console.err.print("kabar: stopped: the query went on after its limit; ask for less", style="red", highlight=False)
    os._exit(FAILED)
