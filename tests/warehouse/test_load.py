"""Bulk loading: what goes in comes out, and what is there already does not go in twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from warehouse.connection import Connection, Problem, connect, transaction
from warehouse.load import append, append_new, staged


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    name: str
    n: int = 1
    seen_at: datetime | None = None
    share: float = 0.0
    words: tuple[str, ...] = ()
    note: str | None = None
    maybe: int | None = None


TABLE = (
    "create table t (name varchar, n bigint, seen_at timestamptz, share double, words varchar[], "
    "note varchar, maybe integer)"
)
AT = datetime(2025, 6, 11, 12, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    with connect(tmp_path / "t.duckdb") as opened:
        opened.execute(TABLE)
        yield opened


def _all(db: Connection) -> list[Row]:
    rows = db.execute("select * from t order by name").fetchall()
    return [
        Row(name=a, n=b, seen_at=c, share=d, words=tuple(e), note=f, maybe=g) for a, b, c, d, e, f, g in rows
    ]  # fmt: skip


CASES = {
    "plain": [Row(name="a", n=2**40, seen_at=AT, share=0.1, words=("x", "y"), note="", maybe=-1)],
    "all null": [Row(name="a"), Row(name="b")],
    "null first, then values": [Row(name="a"), Row(name="b", seen_at=AT, note="n", maybe=3, words=("w",), share=1.5)],
    "values first, then null": [Row(name="a", seen_at=AT, note="n", maybe=3, words=("w",)), Row(name="b")],
    "no words at all": [Row(name="a"), Row(name="b", words=("",))],
    "any script": [Row(name="\U0001f600 é 漢字 \u202e", words=("kata, 'kata'", 'a"b', "[x]"), note="\n\t\x00;--")],
    "before 1970": [Row(name="a", seen_at=datetime(1969, 12, 31, tzinfo=UTC))],
    "a float after a whole number": [Row(name="a", share=0), Row(name="b", share=0.5)],
}


@pytest.mark.parametrize("rows", CASES.values(), ids=CASES)
def test_rows_come_out_as_they_went_in(db: Connection, rows: list[Row]) -> None:
    assert append(db, "t", rows) == len(rows)
    assert _all(db) == sorted(rows, key=lambda row: row.name)


def test_an_instant_of_any_zone_is_the_same_instant(db: Connection) -> None:
    jakarta = timezone(timedelta(hours=7))
    append(db, "t", [Row(name="a", seen_at=AT.astimezone(jakarta))])
    assert db.execute("select seen_at from t").fetchall()[0][0] == AT


def test_nothing_is_nothing(db: Connection) -> None:
    assert (append(db, "t", []), append_new(db, "t", [], ["name"])) == (0, 0)
    assert _all(db) == []


def test_of_two_with_one_key_the_first_goes_in(db: Connection) -> None:
    assert append_new(db, "t", [Row(name="a", n=1), Row(name="a", n=2), Row(name="b", n=3)], ["name"]) == 2
    assert [(row.name, row.n) for row in _all(db)] == [("a", 1), ("b", 3)]


def test_what_is_there_stays_as_it_is(db: Connection) -> None:
    append_new(db, "t", [Row(name="a", n=1)], ["name"])
    assert append_new(db, "t", [Row(name="a", n=2), Row(name="b", n=2)], ["name"]) == 1
    assert [(row.name, row.n) for row in _all(db)] == [("a", 1), ("b", 2)]


def test_a_key_of_two_columns(db: Connection) -> None:
    append_new(db, "t", [Row(name="a", n=1)], ["name", "n"])
    assert append_new(db, "t", [Row(name="a", n=2), Row(name="a", n=1)], ["name", "n"]) == 1


def test_nothing_stays_behind_of_a_batch_that_went_well(db: Connection) -> None:
    append(db, "t", [Row(name="a")])
    assert db.execute("select table_name from duckdb_tables()").fetchall() == [("t",)]


def test_what_went_wrong_is_what_is_heard_and_the_next_batch_goes_on(db: Connection) -> None:
    with pytest.raises(Problem, match="Could not convert"), transaction(db), staged(db, "t", [Row(name="b")]):
        db.execute("select 'x'::integer")
    append(db, "t", [Row(name="c")])
    assert db.execute("select name from t").fetchall() == [("c",)]
