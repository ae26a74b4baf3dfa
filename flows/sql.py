"""What `kabar sql` does, and its way past the command line's library, which takes longer to load than most queries.

`python -m timeit` of the two ways: 0.28 s and 0.17 s of a core for "select 1", where DuckDB alone takes 0.12.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from flows.errors import FAILED, MISUSED, STOPPED
from flows.home import published
from flows.streams import unwritten

if TYPE_CHECKING:
    from warehouse import query

Format = Literal["table", "csv", "json", "parquet"]

MOST_ROWS = 1_000  # on a screen; the other formats have them all
SECONDS = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query, how its answer is to be written, and after how many seconds it is stopped."""

    query: str
    format: Format = "table"
    seconds: float = SECONDS


def main() -> None:
    """The entry point of the command `kabar`: the plainest queries at once, everything else by `flows.cli`."""
    asked = plainly(sys.argv[1:])
    if asked is None:
        from flows.cli import main as every_command

        every_command()
    else:
        sys.exit(_answered(asked))


def plainly(arguments: Sequence[str]) -> Asked | None:
    """What `sql QUERY`, with a `--format` before or after it or without, asks; None for all that is not so plain."""
    if not arguments or arguments[0] != "sql":
        return None
    rest = list(arguments[1:])
    formats: tuple[Format, ...] = get_args(Format)
    chosen: Format = "table"
    if "--format" in rest[:-1]:
        at = rest.index("--format")
        named = next((one for one in formats if one == rest[at + 1]), None)
        if named is None:
            return None
        chosen = named
        del rest[at : at + 2]
    if len(rest) != 1 or rest[0].startswith("-"):
        return None
    return Asked(query=rest[0], format=chosen)


def _answered(asked: Asked) -> int:
    """Answers, and returns the exit code."""
    from warehouse.errors import QueryError, WarehouseError

    try:
        ask(asked)
        sys.stdout.flush()
    except QueryError as error:
        return _said(str(error), MISUSED)
    except WarehouseError as error:
        return _said(str(error), FAILED)
    except KeyboardInterrupt:
        return _said("stopped.", STOPPED)
    except OSError as error:
        return unwritten(error)
    return 0


def _said(sentence: str, code: int) -> int:
    from flows import console

    console.err.print(f"kabar: {console.cell(sentence)}", markup=False, highlight=False, style="red")
    return code


def ask(asked: Asked) -> None:
    """Writes the answer to standard output. Raises QueryError, WarehouseError."""
    from warehouse import query

    limit = query.Limit(seconds=asked.seconds, give_up=_give_up)
    if asked.format == "table":
        _show(query.answer(published(), asked.query, most=MOST_ROWS, limit=limit))
    elif asked.format == "json":
        query.write_json(published(), asked.query, sys.stdout, limit=limit)
        sys.stdout.write("\n")
    else:
        from warehouse import arrow

        write = arrow.write_csv if asked.format == "csv" else arrow.write_parquet
        write(published(), asked.query, sys.stdout.buffer, limit=limit)


def _show(answer: "query.Answer") -> None:
    from flows import console

    console.show_table(answer.columns, answer.rows)
    if not answer.is_whole:
        said = f"the first {MOST_ROWS:,} rows: `limit` asks for fewer, --format csv, json or parquet shows all"
        console.err.print(said, markup=False, highlight=False)


def _give_up() -> None:
    """Ends the process: it only reads, and a query that does not listen cannot be ended otherwise."""
    sys.stderr.write(
        "kabar: stopped: the query went on after its limit; ask for less, or give it more with --timeout\n"
    )
    sys.stderr.flush()
    os._exit(MISUSED)
