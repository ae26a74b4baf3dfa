"""A person's SQL: answered from the published file alone, in four formats that keep what they can."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

from warehouse import arrow, query
from warehouse.errors import QueryError, WarehouseError

ONLY = "only queries of the published file are answered here"

REFUSED = {
    "read a file": "select * from read_csv('/etc/passwd')",
    "read a text": "select content from read_text('/etc/hostname')",
    "list a folder": "select * from glob('/etc/*')",
    "a file as a table": "select * from '/etc/passwd.csv'",
    "fetch": "select * from read_parquet('https://contoh.test/x.parquet')",
    "write a file": "copy (select 1) to '{folder}/out.csv'",
    "write the database": "export database '{folder}/out'",
    "attach": "attach '{folder}/out.duckdb'",
    "attach memory": "attach ':memory:' as m",
    "install": "install httpfs",
    "load": "load '{folder}/x.duckdb_extension'",
    "set": "set threads = 1",
    "set access": "set enable_external_access = true",
    "unlock": "set lock_configuration = false",
    "reset": "reset threads",
    "pragma": "pragma threads = 1",
    "create a table": "create table t as select 1 as a",
    "delete": "delete from store.articles",
    "update": "update store.articles set url = ''",
    "drop": "drop view articles",
    "after a query": "select 1; drop view articles",
}


@pytest.mark.parametrize("sql", REFUSED.values(), ids=REFUSED)
def test_what_would_leave_the_file_or_change_it_is_refused(published: Path, sql: str) -> None:
    before = published.read_bytes()
    text = sql.format(folder=published.parent)
    for ask in (query.answer, arrow.arrow_answer):
        with pytest.raises(QueryError) as refused:
            ask(published, text)
        assert str(refused.value).startswith(ONLY)
    assert published.read_bytes() == before
    assert {path.name for path in published.parent.iterdir()} == {"kabar.duckdb"}


NO_QUERY = {
    "nothing": ("", "there is no query in that"),
    "a semicolon": (";", "there is no query in that"),
    "a comment": ("-- articles", "there is no query in that"),
    "a slip": ("selct 1", 'syntax error at or near "selct"'),
    "an unknown relation": ("select * from artikles", 'Did you mean "articles"'),
    "an unknown column": ("select titel from articles", '"titel" not found'),
    "a wrong value": ("select 'x'::integer", "Could not convert"),
    "a name of our program": ("select * from published", "published does not exist"),
}


@pytest.mark.parametrize(("sql", "said"), NO_QUERY.values(), ids=NO_QUERY)
def test_sql_that_is_wrong_is_answered_in_duckdb_s_words(published: Path, sql: str, said: str) -> None:
    for ask in (query.answer, arrow.arrow_answer):
        with pytest.raises(QueryError) as refused:
            ask(published, sql)
        assert said in str(refused.value)
        assert not str(refused.value).startswith(ONLY)


def test_before_the_first_run_there_is_nothing_to_ask(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"kabar.duckdb is not there yet: it is written by the first `kabar run`"):
        query.answer(tmp_path / "kabar.duckdb", "select 1")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_duckdb_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "kabar.duckdb").write_text("hello " * 1000)
    with pytest.raises(WarehouseError, match=r"kabar.duckdb could not be used: "):
        query.answer(tmp_path / "kabar.duckdb", "select 1")


# What SQL gives, and what it is in JSON, in CSV and in Parquet.
AT = datetime(2025, 6, 11, 12, 30, tzinfo=UTC)
VALUES: dict[str, tuple[str, Any, str | None, Any]] = {
    "text": ("'kata \"kata\", ''k'''", "kata \"kata\", 'k'", "kata \"kata\", 'k'", "kata \"kata\", 'k'"),
    "any script": ("'é 漢字 😀'", "é 漢字 😀", "é 漢字 😀", "é 漢字 😀"),
    "lines": ("'a\nb'", "a\nb", "a\nb", "a\nb"),
    "no text": ("''", "", "", ""),
    "null": ("null::varchar", None, None, None),
    "instant": ("timestamptz '2025-06-11 19:30:00+07'", "2025-06-11T12:30:00Z", "2025-06-11 12:30:00.000000Z", AT),
    "day": ("date '2025-06-11'", "2025-06-11", "2025-06-11", date(2025, 6, 11)),
    "time of day": ("time '08:00:00'", "08:00:00", "08:00:00.000000", None),
    "interval": ("interval '1 day 90 minutes'", 91800.0, "91800", 91800.0),
    "months": ("interval '1 month'", 30 * 86400.0, "2592000", 30 * 86400.0),
    "no interval": ("null::interval", None, None, None),
    "difference of instants": ("timestamptz '2025-06-11 12:00:00+00' - timestamptz '2025-06-11 09:00:00+00'",
                               10800.0, "10800", 10800.0),
    "count": ("9007199254740993", 9007199254740993, "9007199254740993", 9007199254740993),
    "sum of counts": ("sum(5)", 5, "5", Decimal(5)),
    "share": ("0.25::double", 0.25, "0.25", 0.25),
    "not a number": ("'nan'::double", None, "nan", None),
    "endless": ("'inf'::double", None, "inf", float("inf")),
    "decimal": ("1.50::decimal(5, 2)", 1.5, "1.50", Decimal("1.50")),
    "yes": ("true", True, "true", True),
    "list": ("['a', null, 'ü']", ["a", None, "ü"], '["a", null, "ü"]', ["a", None, "ü"]),
    "empty list": ("[]::varchar[]", [], "[]", []),
    "list of instants": ("[timestamptz '2025-06-11 12:30:00+00']", ["2025-06-11T12:30:00Z"], '["2025-06-11T12:30:00Z"]',
                         [AT]),
    "map": ("map {'polled': 2}", {"polled": 2}, '{"polled": 2}', [("polled", 2)]),
    "no map": ("null::map(varchar, bigint)", None, None, None),
    "struct": ("{'a': 1, 'b': ['x']}", {"a": 1, "b": ["x"]}, '{"a": 1, "b": ["x"]}', {"a": 1, "b": ["x"]}),
    "id": ("'6b616261-7200-5000-8000-61727469636c'::uuid", "6b616261-7200-5000-8000-61727469636c",
           "6b616261-7200-5000-8000-61727469636c", "6b616261-7200-5000-8000-61727469636c"),
    "bytes": ("'\\xFFab'::blob", "ff6162", "ff6162", b"\xffab"),
}  # fmt: skip


@pytest.mark.parametrize(("sql", "in_json", "in_csv", "in_parquet"), VALUES.values(), ids=VALUES)
def test_a_value_in_every_format(published: Path, sql: str, in_json: Any, in_csv: str | None, in_parquet: Any) -> None:
    sql = f"select {sql} as v"
    assert json.loads(query.as_json(query.answer(published, sql))) == [{"v": in_json}]
    table = arrow.arrow_answer(published, sql)
    assert _csv(arrow.as_csv(table)) == [in_csv]
    if in_parquet is not None:
        assert pyarrow.parquet.read_table(BytesIO(arrow.as_parquet(table))).to_pylist() == [{"v": in_parquet}]


def _csv(encoded: bytes) -> list[str | None]:
    """The column `v` as text: an empty cell is null, an empty text is quoted."""
    options = pyarrow.csv.ConvertOptions(
        column_types={"v": pa.string()}, strings_can_be_null=True, quoted_strings_can_be_null=False, null_values=[""]
    )
    lines = pyarrow.csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False)
    values: list[str | None] = (
        pyarrow.csv.read_csv(BytesIO(encoded), convert_options=options, parse_options=lines).column("v").to_pylist()
    )
    return values


def test_json_says_every_column_even_of_one_name(published: Path) -> None:
    found = query.as_json(query.answer(published, "select 1 as a, 2 as a, 3 as a, 4 as b"))
    assert json.loads(found) == [{"a": 1, "a_2": 2, "a_3": 3, "b": 4}]


def test_no_rows_are_no_rows_in_any_format(published: Path) -> None:
    sql = "select url, authors from articles where false"
    table = arrow.arrow_answer(published, sql)
    assert json.loads(query.as_json(query.answer(published, sql))) == []
    assert arrow.as_csv(table) == b'"url","authors"\n'
    assert pyarrow.parquet.read_table(BytesIO(arrow.as_parquet(table))).num_rows == 0


def test_what_parquet_cannot_hold_is_said(published: Path) -> None:
    with pytest.raises(QueryError, match="Parquet cannot hold that"):
        arrow.as_parquet(arrow.arrow_answer(published, "select [interval 1 day] as v"))


def test_all_of_a_relation_goes_through_every_format(published: Path) -> None:
    for relation in ("articles", "entries", "runs", "stories"):
        rows = query.answer(published, f"select * from {relation}")
        table = arrow.arrow_answer(published, f"select * from {relation}")
        assert len(json.loads(query.as_json(rows))) == table.num_rows > 0
        again = pyarrow.parquet.read_table(BytesIO(arrow.as_parquet(table)))
        assert again.to_pylist() == table.to_pylist()
        assert arrow.as_csv(table).count(b"\n") >= table.num_rows + 1


def test_times_are_utc_whatever_the_machine_s_zone(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Jakarta")
    found = query.answer(published, "select published_at, current_setting('timezone') from articles limit 1").rows[0]
    assert found[0].utcoffset() == timedelta()
    assert found[1] == "UTC"
