"""The file that compaction writes: how it is stored, and when it is not put in the old one's place."""

from pathlib import Path

import pytest

from warehouse.compact import Space, rewrite
from warehouse.connection import STORAGE_VERSION, connect
from warehouse.errors import WarehouseError


@pytest.mark.parametrize(
    ("total", "free", "share", "worth"),
    [(100, 20, 0.2, True), (100, 19, 0.2, False), (0, 0, 0.2, False), (100, 0, 0, True)],
    ids=["a fifth", "less", "an empty file", "in any case"],
)
def test_what_is_worth_it(total: int, free: int, share: float, worth: bool) -> None:
    assert Space(total=total, free=free).is_worth_it(share) is worth


def _stored(path: Path) -> tuple[str, set[tuple[str, str]], list[tuple[str, str]]]:
    """The file's format, the columns that are compressed with zstd, and every column's type."""
    with connect(path) as db:
        [(tags,)] = db.execute("select tags['storage_version'] from duckdb_databases() where not internal").fetchall()
        tables = [
            t for (t,) in db.execute("select table_name from duckdb_tables() where schema_name = 'store'").fetchall()
        ]
        zstd = {
            (table, column)
            for table in tables
            for (column,) in db.execute(
                f"select distinct column_name from pragma_storage_info('store.{table}') where compression = 'ZSTD'"
            ).fetchall()
        }
        columns = db.execute(
            "select table_name || '.' || column_name, data_type from duckdb_columns() where not internal"
        ).fetchall()
    return tags, zstd, sorted(columns)


def test_the_new_file_is_stored_as_the_old_one(published: Path) -> None:
    with connect(published) as db:
        db.execute(
            "update store.extractions set text = (select string_agg(md5(i::varchar), ' ') from range(2000) r(i))"
        )
    before = _stored(published)
    rewrite(published)
    after = _stored(published)
    assert after == before
    assert after[0].startswith(STORAGE_VERSION)
    assert ("extractions", "text") in after[1]


def test_a_file_with_rows_in_its_log_is_left_alone(published: Path) -> None:
    whole = published.read_bytes()
    published.with_name("kabar.duckdb.wal").write_bytes(b"rows")
    with pytest.raises(WarehouseError, match="could not be closed whole"):
        rewrite(published)
    assert published.read_bytes() == whole


def test_a_table_that_is_not_known_is_not_lost(published: Path) -> None:
    with connect(published) as db:
        db.execute("create table store.ours (a integer)")
    inode = published.stat().st_ino
    with pytest.raises(Exception, match="ours"):
        rewrite(published)
    assert published.stat().st_ino == inode
