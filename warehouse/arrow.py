"""A person's SQL as CSV and Parquet: the door to Arrow's writers, types kept where the format has them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute
import pyarrow.csv
import pyarrow.parquet

from warehouse.errors import QueryError
from warehouse.query import Limit, executed, jsonable

_AT_ONCE = 50_000  # rows
# A spreadsheet takes a cell that begins so for a formula (https://owasp.org/www-community/attacks/CSV_Injection); a
# quote in front of it makes it text.
_FORMULA = r"^([=+\-@\t\n\x{ff1d}\x{ff0b}\x{ff0d}\x{ff20}])"
# Controls but tab and line feed, U+0080 to U+009F among them: a terminal obeys them.
_CONTROLS = r"[\x00-\x08\x0b-\x1f\x7f\x{80}-\x{9f}]"


def arrow_answer(published: Path, sql: str, values: dict[str, object] | None = None) -> pa.Table:
    """The rows that `sql` selects as an Arrow table; an interval is its seconds, as in JSON."""
    with executed(published, sql, values) as found:
        return _plain(found.to_arrow_table())


def as_csv(table: pa.Table) -> bytes:
    """Comma-separated, one header line; lists are JSON. What a spreadsheet would take for a formula is made text."""
    out = BytesIO()
    pyarrow.csv.write_csv(_harmless(table), out)
    return out.getvalue()


def as_parquet(table: pa.Table) -> bytes:
    """One Parquet file, zstd. Raises QueryError for a type that Parquet has no room for."""
    out = BytesIO()
    with _that_parquet_holds():
        pyarrow.parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


def write_csv(published: Path, sql: str, out: BinaryIO, *, limit: Limit | None = None) -> None:
    """The rows as `as_csv` has them, written as they come: they need not fit into memory."""
    with (
        _batches(published, sql, limit) as (empty, batches),
        pyarrow.csv.CSVWriter(out, _harmless(empty).schema) as writer,
    ):
        for batch in batches:
            writer.write_table(_harmless(batch))


def write_parquet(published: Path, sql: str, out: BinaryIO, *, limit: Limit | None = None) -> None:
    """One Parquet file, zstd, written as the rows come. Raises QueryError for a type that Parquet has no room for."""
    with (
        _batches(published, sql, limit) as (empty, batches),
        _that_parquet_holds(),
        pyarrow.parquet.ParquetWriter(out, empty.schema, compression="zstd") as writer,
    ):
        for batch in batches:
            writer.write_table(batch)


@contextmanager
def _batches(published: Path, sql: str, limit: Limit | None) -> Iterator[tuple[pa.Table, Iterator[pa.Table]]]:
    """A table without rows, and the rows in tables of at most _AT_ONCE."""
    with executed(published, sql, None, limit) as found:
        reader = found.to_arrow_reader(_AT_ONCE)
        _refuse_unions(reader.schema)
        yield _plain(reader.schema.empty_table()), (_plain(pa.Table.from_batches([one])) for one in reader)


def _refuse_unions(schema: pa.Schema) -> None:
    """Raises QueryError for a column with the one type, at whatever depth, that Arrow reads and can do nothing with."""
    if unions := [field.name for field in schema if "_union<" in str(field.type)]:
        raise QueryError(
            f"{unions[0]} is a union, which neither CSV nor Parquet has: cast it (`{unions[0]}::varchar`), or take JSON"
        )


@contextmanager
def _that_parquet_holds() -> Iterator[None]:
    try:
        yield
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid, pa.ArrowTypeError) as unfit:
        raise QueryError(f"Parquet cannot hold that ({unfit}); cast the column to another type") from unfit


def _plain(table: pa.Table) -> pa.Table:
    return pa.table([_in_seconds(column) for column in table.columns], names=table.column_names)


def _harmless(table: pa.Table) -> pa.Table:
    return pa.table(
        [_safe(_flat(column)) for column in table.columns], names=[_safe_name(n) for n in table.column_names]
    )


def _safe(column: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return column
    shown = pyarrow.compute.replace_substring_regex(column, pattern=_CONTROLS, replacement="\ufffd")
    return pyarrow.compute.replace_substring_regex(shown, pattern=_FORMULA, replacement=r"'\1")


def _safe_name(name: str) -> str:
    return str(_safe(pa.array([name]))[0])


def _flat(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    """Lists, maps and structs as JSON, bytes as hexadecimal digits, words of an enum as words."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return column.cast(kind.value_type)
    if pa.types.is_binary(kind):
        return pa.array([jsonable(v) for v in column.to_pylist()], type=pa.string())
    if not pa.types.is_nested(kind):
        return column
    values = [dict(v) if v is not None and pa.types.is_map(kind) else v for v in column.to_pylist()]
    texts = [None if v is None else json.dumps(jsonable(_spans(v)), ensure_ascii=False) for v in values]
    return pa.array(texts, type=pa.string())


def _spans(value: Any) -> Any:
    """Intervals within as their seconds."""
    if isinstance(value, pa.MonthDayNano):
        return _seconds(value)
    if isinstance(value, dict):
        return {k: _spans(v) for k, v in value.items()}
    return [_spans(v) for v in value] if isinstance(value, list) else value


def _in_seconds(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    if column.type != pa.month_day_nano_interval():
        return column
    return pa.array([None if v is None else _seconds(v) for v in column.to_pylist()], type=pa.float64())


def _seconds(interval: pa.MonthDayNano) -> float:
    """A month counts 30 days, as it does for DuckDB."""
    days = timedelta(days=30 * interval.months + interval.days)
    return days.total_seconds() + float(interval.nanoseconds) / 1e9
