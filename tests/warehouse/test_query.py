"""A person's SQL: answered from the published file alone, in four formats that keep what they can."""

import json
import threading
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.files import a_file
from warehouse import arrow, query
from warehouse.errors import QueryError, WarehouseError

ONLY = ("only queries of the published file are answered here", "only one query at a time is answered")

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
    "a temporary table": "create temp table t as select 1 as a",
    "a temporary view": "create or replace temp view articles as select 1 as a",
    "a variable": "set variable x = 1",
    "a secret": "create secret s (type s3)",
    "the environment": "select content from read_blob('/proc/self/environ')",
    "a database elsewhere": "attach 'http://127.0.0.1:9/x' as z",
    "an import": "import database '{folder}/out'",
    "another's tables": "select * from sqlite_scan('{folder}/a.db', 'b')",
    "the log": "call enable_logging()",
    "profiling": "call enable_profiling()",
    "a checkpoint": "checkpoint",
    "vacuum": "vacuum",
    "a transaction": "begin",
    "two queries": "select 1; select 2",
    "a table before a query": "create temp table t as select 1 as a; select 1",
    "prepared": "prepare x as select 1",
    "extensions": "update extensions",
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
    for union in ("union_value(a := 1)", "[union_value(a := 1)]"):
        for write in (arrow.write_csv, arrow.write_parquet):
            with pytest.raises(QueryError, match=r"^v is a union, which neither CSV nor Parquet has: cast it"):
                write(published, f"select {union} as v", BytesIO())


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


ANSWERED = {
    "describe": "describe articles",
    "show": "show tables",
    "summarize": "summarize select outlet_id from articles",
    "pivot": "pivot articles on lang using count(*) group by outlet_id",
    "explain": "explain select * from articles",
    "explain and run": "explain analyze select count(*) from articles",
    "pragma": "pragma table_info('articles')",
    "values": "values (1)",
    "with": "with a as (select 1) from a",
}


@pytest.mark.parametrize("sql", ANSWERED.values(), ids=ANSWERED)
def test_what_only_asks_is_answered(published: Path, sql: str) -> None:
    assert query.answer(published, sql).rows


ENDLESS = {
    "counting": "select count(*) from range(1_000_000_000_000)",
    "recursion": "with recursive t as (select 1 as i union all select i + 1 from t) select max(i) from t",
    "every pair": "select count(*) from range(10_000_000) a(i), range(10_000_000) b(j) where md5(i::text) < j::text",
    "waiting": "select pg_sleep(1000)",
}


@pytest.mark.parametrize("sql", ENDLESS.values(), ids=ENDLESS)
def test_an_endless_query_is_stopped_and_says_so(published: Path, sql: str) -> None:
    given_up = threading.Event()
    limit = query.Limit(seconds=0.3, give_up=given_up.set)
    began = time.monotonic()
    with pytest.raises(QueryError, match=r"stopped after 0.3 s, which is its limit.*--timeout"):
        query.answer(published, sql, limit=limit)
    assert time.monotonic() - began < query.GRACE
    assert not given_up.is_set()


def test_an_endless_answer_is_stopped_while_it_is_written(published: Path) -> None:
    out = StringIO()
    with pytest.raises(QueryError, match="stopped after"):
        query.write_json(published, "from range(1_000_000_000_000)", out, limit=_limit(0.3))
    with pytest.raises(QueryError, match="stopped after"):
        arrow.write_csv(published, "from range(1_000_000_000_000)", _Nowhere(), limit=_limit(0.3))


def test_what_does_not_fit_into_memory_is_said(published: Path) -> None:
    with pytest.raises(QueryError, match="Out of Memory"):
        query.answer(published, "select list(repeat('x', 10_000) || i) from range(1_000_000) t(i)")


def _limit(seconds: float) -> query.Limit:
    return query.Limit(seconds=seconds, give_up=lambda: None)


class _Nowhere(BytesIO):
    def write(self, written: Any) -> int:
        return len(written)


def test_of_many_rows_the_first_are_taken_and_it_says_that_there_are_more(published: Path) -> None:
    assert query.answer(published, "from range(1_000_000_000_000)", most=3) == query.Answer(
        columns=("range",), rows=((0,), (1,), (2,)), is_whole=False
    )
    assert query.answer(published, "from range(3)", most=3).is_whole


def test_written_as_they_come_rows_are_as_in_one_piece(published: Path) -> None:
    sql = "select * from articles order by url"
    out, table = StringIO(), arrow.arrow_answer(published, sql)
    query.write_json(published, sql, out)
    assert out.getvalue() == query.as_json(query.answer(published, sql))
    encoded = BytesIO()
    arrow.write_csv(published, sql, encoded)
    assert encoded.getvalue() == arrow.as_csv(table)
    encoded = BytesIO()
    arrow.write_parquet(published, sql, encoded)
    assert pyarrow.parquet.read_table(encoded).to_pylist() == table.to_pylist()


# ------------------------------------------------------------------ hostile words


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+62 811", "-cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\n=1", '=HYPERLINK("http://x.test")', "\uff1d1+1"],
)
def test_no_cell_of_csv_is_a_formula(published: Path, words: str) -> None:
    quoted = words.replace("'", "''")
    [shown] = _csv(arrow.as_csv(arrow.arrow_answer(published, f"select '{quoted}' as v")))
    assert shown == "'" + words
    [listed] = _csv(arrow.as_csv(arrow.arrow_answer(published, f"select ['{quoted}'] as v")))
    assert listed
    assert listed.startswith("[")


def test_a_word_of_an_enum_is_no_formula_either(published: Path) -> None:
    assert arrow.as_csv(arrow.arrow_answer(published, "select '=1+1'::enum('=1+1') as e")) == b'"e"\n"\'=1+1"\n'


def test_numbers_below_nought_are_no_formulas(published: Path) -> None:
    assert _csv(arrow.as_csv(arrow.arrow_answer(published, "select -5 as v"))) == ["-5"]


def test_a_column_s_name_is_no_formula(published: Path) -> None:
    assert arrow.as_csv(arrow.arrow_answer(published, 'select 1 as "=1+1"')).startswith(b'"\'=1+1"')


@settings(max_examples=20)
@given(st.lists(st.text(max_size=50).filter(lambda text: "\x00" not in text), min_size=1, max_size=20))
def test_no_format_lets_a_text_control_the_terminal(nothing_published: Path, words: list[str]) -> None:
    texts = ", ".join("('" + text.replace("'", "''") + "')" for text in words)
    sql = f"from (values {texts}) t(v)"
    in_json = query.as_json(query.answer(nothing_published, sql))
    in_csv = arrow.as_csv(arrow.arrow_answer(nothing_published, sql)).decode()
    assert not set(in_json + in_csv) & CONTROLS
    assert json.loads(in_json) == [{"v": text} for text in words]


CONTROLS = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} - {"\n", "\t"}


@pytest.fixture(scope="module")
def nothing_published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_file(tmp_path_factory.mktemp("nothing") / "kabar.duckdb", seeded=False)
