"""Opening the warehouse: one writer, whole transactions, and one sentence for each way in which a file fails."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from warehouse.connection import Connection, Problem, connect, connect_to_read, kept_open, transaction
from warehouse.errors import WarehouseError

HOLDS = """
import sys
from pathlib import Path
from warehouse.connection import connect
with connect(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def _entities(db: Connection) -> list[str]:
    return [entity_id for (entity_id,) in db.execute("select entity_id from store.entities order by all").fetchall()]


def _add(db: Connection, entity_id: str) -> None:
    db.execute("insert into store.entities values (?, '', 'ORG', null, null, null)", [entity_id])


def test_a_file_that_another_process_holds_is_named(published: Path) -> None:
    command = [sys.executable, "-c", HOLDS, str(published)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        for door in (connect, connect_to_read):
            with pytest.raises(WarehouseError, match=r"kabar.duckdb is held by another process; wait for it"):
                door(published).__enter__()
        other.communicate("\n", timeout=30)
    with connect(published) as db:
        assert _entities(db)


@pytest.mark.parametrize("what", ["no such folder", "a folder", "no database"])
def test_a_file_that_cannot_be_is_named(tmp_path: Path, what: str) -> None:
    path = {"no such folder": tmp_path / "no" / "w.duckdb", "a folder": tmp_path, "no database": tmp_path / "w.duckdb"}[
        what
    ]
    if what == "no database":
        path.write_text("word " * 5000)
    with pytest.raises(WarehouseError) as refused:
        connect(path).__enter__()
    assert str(refused.value).startswith(f"{path} could not be used: ")
    assert "\n" not in str(refused.value)


def test_a_published_file_of_another_kabar_says_the_way_out(published: Path) -> None:
    with connect(published) as db:
        db.execute("drop view articles")
    with pytest.raises(WarehouseError, match=r"is not of this kabar's making .*; `kabar run` makes it anew"):
        _read(published, "select * from articles")


def test_a_damaged_published_file_says_the_way_out(published: Path) -> None:
    with published.open("r+b") as stream:
        stream.truncate(published.stat().st_size // 2)
    with pytest.raises(WarehouseError, match=r"could not be used: .*; `kabar run` publishes it anew$"):
        _read(published, "select * from articles")


def _read(published: Path, sql: str) -> None:
    with connect_to_read(published) as db:
        db.execute(sql)


def test_a_transaction_is_written_whole_or_not_at_all(db: Connection) -> None:
    with transaction(db):
        _add(db, "a")
        _add(db, "b")
    with pytest.raises(ZeroDivisionError):
        _add_and(db, "c", lambda: 1 // 0)
    with pytest.raises(Problem):
        _add_and(db, "d", lambda: db.execute("insert into store.runs (outcome) values ('unknown')"))
    assert _entities(db) == ["a", "b"]
    with transaction(db):
        _add(db, "e")
    assert _entities(db) == ["a", "b", "e"]


def _add_and(db: Connection, entity_id: str, then: Callable[[], object]) -> None:
    with transaction(db):
        _add(db, entity_id)
        then()


def test_times_are_utc(db: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Jakarta")
    found = db.execute(
        "select ?::timestamptz, current_setting('timezone')", [datetime(2025, 6, 11, tzinfo=UTC)]
    ).fetchall()
    assert found[0][0].utcoffset() == timedelta()
    assert found[0][1] == "UTC"


# A limit on the size of files stands in for a full disk.
FILLS = """
import resource, sys
from pathlib import Path
from warehouse.connection import connect, transaction
from warehouse.errors import WarehouseError
path, room = Path(sys.argv[1]), int(sys.argv[2])
most = path.stat().st_size + room
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    for n in range(100):
        with connect(path) as db, transaction(db):
            db.execute("insert into store.robots select i || '/' || ?, 200, md5(i::varchar) || md5((i + 1)::varchar), "
                       "now() from range(20000) r(i)", [n])
            print(n, flush=True)
except WarehouseError as error:
    sys.exit(f"said: {error}")
"""


@pytest.mark.parametrize("room", [0, 2_000_000])
def test_a_disk_that_fills_is_said_and_loses_no_transaction_that_ended(published: Path, room: int) -> None:
    command = [sys.executable, "-c", FILLS, str(published), str(room)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"said: {published} could not be written, the disk is full; free some space")
    begun = [int(line) for line in ended.stdout.split()]
    with connect(published) as db:
        there = dict(
            db.execute("select split_part(url, '/', 2)::int, count(*) from store.robots group by all").fetchall()
        )
    assert set(begun[:-1]) <= set(there) <= set(begun)  # the last may have ended, and stand in the log
    assert set(there.values()) <= {20000}


def test_a_block_that_ends_while_another_writes_leaves_the_log_to_that_one(published: Path) -> None:
    log = published.with_name(f"{published.name}.wal")
    with kept_open(published):
        with connect(published) as db, transaction(db):
            _add(db, "before")
            db.execute("insert into store.robots values ('a', 200, '', now())")
            db.execute("update store.robots set status = 404")  # this holds back the other's checkpoint
            with connect(published) as other, transaction(other):
                _add(other, "meanwhile")
            assert log.exists()
        assert not log.exists()
    with connect(published) as db:
        assert {"before", "meanwhile"} <= set(_entities(db))


def test_no_bar_is_drawn_where_answers_are_read(published: Path) -> None:
    """DuckDB takes a process without a script for a session at a terminal, and draws its bar onto standard output."""
    with connect_to_read(published) as db:
        assert db.execute("select current_setting('enable_progress_bar')").fetchall() == [(False,)]


# Somebody who opens the published file for writing, and is killed.
WRITES = """
import os, sys
from pathlib import Path
from warehouse.connection import connect
with connect(Path(sys.argv[1])) as db:
    db.execute("create table mine (n int); insert into mine values (1)")
    os._exit(9)
"""


def test_the_log_of_somebody_who_wrote_into_what_is_published_is_named(published: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.duckdb"
    shutil.copy(published, newer)
    with connect(newer) as db:
        db.execute("create table t (n int)")
    subprocess.run([sys.executable, "-c", WRITES, str(published)], check=False)
    newer.replace(published)
    with pytest.raises(WarehouseError, match=r"left kabar\.duckdb\.wal beside it: remove that one"):
        _read(published, "from t")
    published.with_name("kabar.duckdb.wal").unlink()
    _read(published, "from t")
