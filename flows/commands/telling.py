"""What the commands share: settings, exit codes, what went wrong in one sentence, and records as table or JSON."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from flows import console
from flows.errors import DONE, FAILED, MISUSED, STOPPED, LockedError, MisuseError, RunFailedError
from sources.errors import ArchiveError, BadAddress, CatalogueError, FetchError
from warehouse.errors import EntityError, QueryError, WarehouseError

if TYPE_CHECKING:
    from flows.settings import Settings


__all__ = ["DONE", "FAILED", "MISUSED", "STOPPED"]


class Brief(StrEnum):
    """How a report is written: for people, or for programs."""

    table = "table"
    json = "json"


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


BriefOption = Annotated[Brief, typer.Option("--format", help="table for people, json for programs.")]


def settings() -> "Settings":
    """The settings of this process; where one is wrong, the command ends with a sentence."""
    from flows.settings import Settings, SettingsError  # half of what a short command takes goes into importing these

    try:
        return Settings.load()
    except SettingsError as error:
        fail(str(error), MISUSED)


@contextmanager
def told() -> Iterator[None]:
    """Turns what can be expected to go wrong into one sentence and the exit code that says so."""
    try:
        yield
    except (CatalogueError, EntityError, BadAddress, QueryError, MisuseError) as error:
        fail(str(error), MISUSED)
    except (LockedError, WarehouseError, ArchiveError, RunFailedError) as error:
        fail(str(error), FAILED)
    except FetchError as error:  # a page's own end in the warehouse; this is the way to the web, which is no way
        from flows.doctor import way_out

        fail(way_out(error), FAILED)
    except KeyboardInterrupt:
        _stop()


def fail(sentence: str, code: int) -> NoReturn:
    """Ends the command with the sentence on stderr."""
    console.err.print(f"kabar: {console.cell(sentence)}", markup=False, highlight=False, style="red")
    raise typer.Exit(code)


def say(sentence: str) -> None:
    """A sentence beside the results, on stderr; addresses and names from the web may stand in it."""
    console.err.print(console.cell(sentence), markup=False, highlight=False)


def show_records(records: Sequence[object], format: Brief, *, below: Sequence[str] = ()) -> None:  # noqa: A002
    """Dataclasses of one kind, a line each: their fields are the columns; those `below` stand under the table."""
    rows = [{name: getattr(record, name) for name in record.__slots__} for record in records]  # type: ignore[attr-defined]
    if format is Brief.json:
        write_json(rows)
    elif rows:
        columns = tuple(name for name in rows[0] if name not in below)
        console.show_table(columns, [tuple(row[name] for name in columns) for row in rows])
        for row in rows:
            for name in below:
                console.out.print(console.cell(row[name]), markup=False, highlight=False)


def write_json(rows: list[dict[str, object]]) -> None:
    """One array of objects on stdout."""
    from warehouse.query import json_text, jsonable

    sys.stdout.write(json_text(jsonable(rows)) + "\n")


def _stop() -> NoReturn:
    """Ends the process at once: threads may be waiting for their turn at a host, and nothing they hold gets lost."""
    console.err.print("kabar: stopped. Nothing is lost: the next run goes on from here.", highlight=False)
    sys.stdout.flush()
    os._exit(STOPPED)
