"""A person's SQL against the published file: read-only, with no way out of it, and its answer in four formats."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from warehouse.connection import Problem, connect_to_read
from warehouse.errors import QueryError


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Column names and rows, values as Python has them (times aware, UTC)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def answer(published: Path, sql: str) -> Answer:
    """The rows that `sql` selects. Raises QueryError with DuckDB's own words for SQL it refuses."""
    with connect_to_read(published) as db:
        try:
            found = db.execute(sql)
            columns = tuple(str(c[0]) for c in found.description or ())
            return Answer(columns=columns, rows=tuple(found.fetchall()) if columns else ())
        except Problem as refused:
            raise QueryError(_hint(str(refused))) from refused


def arrow_answer(published: Path, sql: str) -> pa.Table:
    """The same rows as an Arrow table, types kept."""
    with connect_to_read(published) as db:
        try:
            return db.execute(sql).to_arrow_table()
        except Problem as refused:
            raise QueryError(_hint(str(refused))) from refused


def as_csv(table: pa.Table) -> bytes:
    """Comma-separated, one header line; lists are JSON."""
    flat = [_flat(table.column(i)) for i in range(table.num_columns)]
    out = BytesIO()
    pyarrow.csv.write_csv(pa.table(flat, names=table.column_names), out)
    return out.getvalue()


def as_parquet(table: pa.Table) -> bytes:
    """One Parquet file, zstd."""
    out = BytesIO()
    pyarrow.parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


def as_json(found: Answer) -> str:
    """One array of objects; times are ISO 8601 with `Z`."""
    rows = [dict(zip(found.columns, map(jsonable, row), strict=True)) for row in found.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def jsonable(value: Any) -> Any:
    """A value of DuckDB's as JSON has it."""
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | UUID):
        return str(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list | tuple):
        return [jsonable(v) for v in value]
    if isinstance(value, dict):
        return {str(k): jsonable(v) for k, v in value.items()}
    return value.hex() if isinstance(value, bytes) else value


def _flat(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    if not pa.types.is_nested(column.type):
        return column
    return pa.array([None if v is None else json.dumps(jsonable(v), ensure_ascii=False) for v in column.to_pylist()])


def _hint(said: str) -> str:
    if "read-only" in said or "external access" in said or "configuration" in said.lower():
        return f"only queries of the published file are answered here: {said}"
    return said
