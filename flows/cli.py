"""The command line, whole: every command, in the order of its help. Results on stdout, all else on stderr."""

import logging
import sys
from typing import Annotated

import typer

from flows import console
from flows.commands import (
    adding,
    asking,
    backfilling,
    entities,
    exporting,
    querying,
    reporting,
    running,
    searching,
    serving,
    undoing,
    upkeep,
    watching,
)
from flows.commands.telling import DONE
from flows.streams import takes_no_more, unwritten

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode="markdown", add_completion=False, pretty_exceptions_enable=False,
    help="News from feeds to SQL: who wrote about whom, first or after whom, with the evidence.",
)  # fmt: skip
app.add_typer(running.commands)
app.add_typer(backfilling.commands)
app.add_typer(serving.commands)
app.add_typer(querying.commands)
app.add_typer(searching.commands)
app.add_typer(asking.commands)
app.add_typer(reporting.commands)
app.add_typer(watching.commands)
app.add_typer(exporting.commands)
app.add_typer(entities.commands, name="entities")
app.add_typer(adding.commands)
app.add_typer(undoing.commands)
app.add_typer(upkeep.commands)


@app.callback(invoke_without_command=True)
def kabar(version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False) -> None:
    """News from feeds to SQL: who wrote about whom, first or after whom, with the evidence."""
    if version:
        from flows.settings import VERSION

        console.out.print(f"kabar {VERSION}", highlight=False)
        raise typer.Exit(DONE)


def main() -> None:
    """The entry point of the command `kabar`."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except OSError as error:
        if not takes_no_more(error):
            raise
        sys.exit(unwritten(error))
