"""The command that gives what is published to other programs: Parquet files in a folder."""

from pathlib import Path
from typing import Annotated

import typer

from flows import console
from flows.commands.telling import Brief, BriefOption, say, settings, show_records, told

commands = typer.Typer()


@commands.command(epilog="Example: `kabar export ~/news --without-text`, then `duckdb -init ~/news/read.sql`")
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of its own; made where it is not there.")],
    without_text: Annotated[
        bool,
        typer.Option("--without-text", help="Leave out texts, summaries and feed excerpts: they are the outlets'."),
    ] = False,
    format: BriefOption = Brief.table,  # noqa: A002
) -> None:
    """Write the public relations as Parquet by month, and what changed since the last time only.

    Whole texts are in it, for analysis of your own: they are the outlets' and not to be passed on.
    """
    here = settings()
    from flows.exporting import export_to

    with told(), console.progress() as progress:
        lines = export_to(here, folder, progress, text=not without_text)
    show_records(lines, format)
    new, files, size = sum(n.written for n in lines), sum(n.files for n in lines), sum(n.bytes for n in lines)
    say(f"{new} of {files} files written, {size / 1e6:.1f} MB in all: {folder}; views over them: {folder}/read.sql")
