"""Bulk loading: what goes in comes out, and what is there already does not go in twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.connection import Connection, connect
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


def test_nothing_stays_behind_of_a_batch_whether_it_went_well_or_not(db: Connection) -> None:
    append(db, "t", [Row(name="a")])
    with pytest.raises(ZeroDivisionError), staged(db, "t", [Row(name="b")]):
        raise ZeroDivisionError
    assert db.execute("select table_name from duckdb_tables()").fetchall() == [("t",)]
    assert db.execute("select view_name from duckdb_views() where not internal").fetchall() == []


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
a_row = st.builds(
    Row, name=text, n=st.integers(-(2**63), 2**63 - 1), share=st.floats(allow_nan=False),
    words=st.lists(text, max_size=3).map(tuple), note=st.none() | text, maybe=st.none() | st.integers(-9, 9),
    seen_at=st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(rows=st.lists(a_row, max_size=6))
def test_writing_the_same_twice_is_writing_it_once(rows: list[Row]) -> None:
    with connect(Path(":memory:")) as db:
        db.execute(TABLE)
        names = {row.name for row in rows}
        assert append_new(db, "t", rows, ["name"]) == len(names)
        once = _all(db)
        assert append_new(db, "t", rows, ["name"]) == 0
        assert _all(db) == once
        assert all(row in rows for row in once)
