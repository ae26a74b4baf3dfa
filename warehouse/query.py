"""A person's SQL against the published file: read-only, with no way out of it, and its answer in four formats."""

import json
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from warehouse.connection import Connection, Problem, connect_to_read
from warehouse.errors import QueryError


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Column names and rows, values as Python has them (times aware, UTC)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def answer(published: Path, sql: str) -> Answer:
    """The rows that `sql` selects. Raises QueryError with DuckDB's own words for SQL it refuses."""
    with _executed(published, sql) as found:
        columns = tuple(str(c[0]) for c in found.description or ())
        return Answer(columns=columns, rows=tuple(found.fetchall()) if columns else ())


def arrow_answer(published: Path, sql: str) -> pa.Table:
    """The same rows as an Arrow table, types kept; an interval is its seconds, as in JSON."""
    with _executed(published, sql) as found:
        table = found.to_arrow_table()
    columns = [_in_seconds(column) for column in table.columns]
    return pa.table(columns, names=table.column_names)


@contextmanager
def _executed(published: Path, sql: str) -> Iterator[Connection]:
    with connect_to_read(published) as db:
        try:
            if not db.extract_statements(sql):
                raise QueryError('there is no query in that; write one such as "select * from articles limit 5"')
            yield db.execute(sql)
        except Problem as refused:
            raise QueryError(_hint(str(refused))) from refused


def as_csv(table: pa.Table) -> bytes:
    """Comma-separated, one header line; lists are JSON."""
    flat = [_flat(table.column(i)) for i in range(table.num_columns)]
    out = BytesIO()
    pyarrow.csv.write_csv(pa.table(flat, names=table.column_names), out)
    return out.getvalue()


def as_parquet(table: pa.Table) -> bytes:
    """One Parquet file, zstd. Raises QueryError for a type that Parquet has no room for."""
    out = BytesIO()
    try:
        pyarrow.parquet.write_table(table, out, compression="zstd")
    except pa.ArrowNotImplementedError as unfit:
        raise QueryError(f"Parquet cannot hold that ({unfit}); cast the column to another type") from unfit
    return out.getvalue()


def as_json(found: Answer) -> str:
    """One array of objects; times are ISO 8601 with `Z`, intervals seconds. A name that comes twice gets a number."""
    names = _each_its_own(found.columns)
    rows = [dict(zip(names, map(jsonable, row), strict=True)) for row in found.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False)


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
    if isinstance(value, pa.MonthDayNano):
        return _seconds(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        return [jsonable(v) for v in value]
    if isinstance(value, dict):
        return {str(k): jsonable(v) for k, v in value.items()}
    return value.hex() if isinstance(value, bytes) else value


def _flat(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    """Lists, maps and structs as JSON, bytes as hexadecimal digits."""
    kind = column.type
    if pa.types.is_binary(kind):
        return pa.array([jsonable(v) for v in column.to_pylist()], type=pa.string())
    if not pa.types.is_nested(kind):
        return column
    values = [dict(v) if v is not None and pa.types.is_map(kind) else v for v in column.to_pylist()]
    texts = [None if v is None else json.dumps(jsonable(v), ensure_ascii=False) for v in values]
    return pa.array(texts, type=pa.string())


def _in_seconds(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    if column.type != pa.month_day_nano_interval():
        return column
    return pa.array([None if v is None else _seconds(v) for v in column.to_pylist()], type=pa.float64())


def _seconds(interval: pa.MonthDayNano) -> float:
    """A month counts 30 days, as it does for DuckDB."""
    days = timedelta(days=30 * interval.months + interval.days)
    return days.total_seconds() + float(interval.nanoseconds) / 1e9


def _hint(said: str) -> str:
    if "read-only" in said or "external access" in said or "configuration" in said.lower():
        return f"only queries of the published file are answered here: {said}"
    return said
