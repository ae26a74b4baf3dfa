"""A person's SQL against the published file: read-only, with no way out of it, within a time; as rows and as JSON.

As CSV and Parquet: `warehouse.arrow`, which takes a library that is not worth loading for a table on a screen.
"""

import json
import math
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any, TextIO
from uuid import UUID

from warehouse.connection import Connection, Problem, connect_to_read
from warehouse.errors import QueryError

GRACE = 5.0  # seconds in which an interrupted query should end: making a text of 2 GB, DuckDB does not listen for 16
_AT_ONCE = 2_000  # rows

# What asks, as DuckDB names the kinds of statements. The others would write, load, attach or set something; most of
# them DuckDB refuses by itself on a file that is open to be read, but not all (temporary tables, profiling).
_ASKING = frozenset({"SELECT", "EXPLAIN", "RELATION"})
_C1 = re.compile(r"[\x7f-\x9f]")  # controls that JSON leaves as they are; a terminal obeys them


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How long a query may take: after `seconds` it is interrupted; if it runs on, `give_up` is called GRACE later."""

    seconds: float
    give_up: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Column names and rows, values as Python has them (times aware, UTC). Not `is_whole`: there were more rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    is_whole: bool = True


def answer(
    published: Path,
    sql: str,
    values: Mapping[str, object] | None = None,
    *,
    most: int | None = None,
    limit: Limit | None = None,
) -> Answer:
    """The rows that `sql` selects, `most` at the most; `values` are those of its `$names`.

    Raises QueryError with DuckDB's own words for SQL it refuses, and where the limit was reached.
    """
    with executed(published, sql, values, limit) as found:
        columns = columns_of(found)
        if most is None:
            return Answer(columns=columns, rows=tuple(found.fetchall()))
        rows = found.fetchmany(most + 1)
        return Answer(columns=columns, rows=tuple(rows[:most]), is_whole=len(rows) <= most)


def write_json(published: Path, sql: str, out: TextIO, *, limit: Limit | None = None) -> None:
    """The rows as `as_json` has them, written as they come: they need not fit into memory."""
    with executed(published, sql, None, limit) as found:
        _write_rows(columns_of(found), iter(lambda: found.fetchmany(_AT_ONCE), []), out)


@contextmanager
def executed(
    published: Path, sql: str, values: Mapping[str, object] | None = None, limit: Limit | None = None
) -> Iterator[Connection]:
    """A connection on which `sql` was executed, to fetch its rows from. Raises QueryError, see `answer`."""
    with connect_to_read(published) as db, _in_time(db, limit) as is_over:
        try:
            _refuse_others(db, sql)
            yield db.execute(sql, dict(values) if values else None)
        except (Problem, OSError) as refused:
            if isinstance(refused, OSError) and refused.errno is not None:
                raise  # the one that is written to; what DuckDB says between two batches of rows has no number
            if limit and is_over.is_set():
                raise QueryError(
                    f"stopped after {limit.seconds:g} s, which is its limit: ask for less, or give it more time "
                    "with --timeout"
                ) from refused
            raise QueryError(_hint(str(refused))) from refused
        except MemoryError as full:
            raise QueryError("that takes more memory than a query is given: ask for less at once") from full


@contextmanager
def _in_time(db: Connection, limit: Limit | None) -> Iterator[threading.Event]:
    """Interrupts what runs on `db` when the time is over, which the event says then."""
    is_over = threading.Event()
    if limit is None:
        yield is_over
        return

    def stop() -> None:
        is_over.set()
        db.interrupt()

    timers = [threading.Timer(limit.seconds, stop), threading.Timer(limit.seconds + GRACE, limit.give_up)]
    for timer in timers:
        timer.daemon = True
        timer.start()
    try:
        yield is_over
    finally:
        for timer in timers:
            timer.cancel()


def _refuse_others(db: Connection, sql: str) -> None:
    """PIVOT is two statements for DuckDB: one, without a text of its own, makes a type for the values it finds."""
    found = [(one.type.name, one.query) for one in db.extract_statements(sql)]
    kinds = [kind for kind, text in found if not (kind == "CREATE" and not text)]
    if not kinds:
        raise QueryError('there is no query in that; write one such as "select * from articles limit 5"')
    if other := next((kind for kind in kinds if kind not in _ASKING), None):
        raise QueryError(f"only queries of the published file are answered here, and {other} is none")
    if len(kinds) > 1:
        raise QueryError(f"only one query at a time is answered: these are {len(kinds)}")


def columns_of(found: Connection) -> tuple[str, ...]:
    """The names of the columns of what was executed."""
    return tuple(str(c[0]) for c in found.description or ())


def as_json(found: Answer) -> str:
    """One array of objects; times are ISO 8601 with `Z`, intervals seconds. A name that comes twice gets a number."""
    out = StringIO()
    _write_rows(found.columns, iter([found.rows]), out)
    return out.getvalue()


def _write_rows(columns: Sequence[str], batches: Iterator[Sequence[tuple[Any, ...]]], out: TextIO) -> None:
    names = _each_its_own(columns)
    begin = "[\n "
    for rows in batches:
        for row in rows:
            one = dict(zip(names, map(jsonable, row), strict=True))
            out.write(begin + json_text(one).replace("\n", "\n "))
            begin = ",\n "
    out.write("[]" if begin.startswith("[") else "\n]")


def json_text(value: Any) -> str:
    """What `jsonable` gave as indented JSON, in which no control stands as it is."""
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    return _C1.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _each_its_own(names: Sequence[str]) -> list[str]:
    own: list[str] = []
    for name in names:
        n = 1
        while (fresh := name if n == 1 else f"{name}_{n}") in own:
            n += 1
        own.append(fresh)
    return own


def jsonable(value: Any) -> Any:
    """A value of DuckDB's as JSON has it."""
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time | UUID):
        return str(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        return [jsonable(v) for v in value]
    if isinstance(value, dict):
        return {str(k): jsonable(v) for k, v in value.items()}
    return value.hex() if isinstance(value, bytes) else value


def _hint(said: str) -> str:
    if "read-only" in said or "external access" in said or "configuration" in said.lower():
        return f"only queries of the published file are answered here: {said}"
    return said
