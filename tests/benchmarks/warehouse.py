"""What writing and publishing cost: 200 new entries into a million next to the bare insert, publishing next to a copy.

.venv/bin/python -m tests.benchmarks.warehouse [rows]
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from uuid import uuid4

from tests.warehouse.seeding import NOW
from warehouse.connection import Connection, connect, transaction
from warehouse.entries import EntryRow
from warehouse.load import append, append_new
from warehouse.migrate import migrate
from warehouse.publish import publish

ROWS = 1_000_000
BATCH = 200
BATCHES = 9
GIB = 1024**3

# A headline and an excerpt of text that does not repeat, as long as those of real feeds.
_FILL = """
    insert into store.entries
    select uuid(), 'https://contoh.test/rss', 'contoh', i::varchar, 'https://contoh.test/a/' || i,
           'https://contoh.test/a/' || i, md5(i::varchar) || ' ' || md5((i + 1)::varchar),
           concat_ws(' ', md5((i + 2)::varchar), md5((i + 3)::varchar), md5((i + 4)::varchar), md5((i + 5)::varchar)),
           [], ['Tekno'], 'id', '', $now, 'second', '', null, '{}', 0, $now, $now, uuid(), true
    from range($rows) r(i)
"""
_ROW = EntryRow(
    entry_id="", feed_url="https://contoh.test/rss", outlet_id="contoh", guid="", link="https://contoh.test/a",
    url="https://contoh.test/a", page_id=None, title="Judul sepanjang judul biasa", excerpt="Ringkasan " * 12,
    lang="id", authors=("Ani",), categories=("Tekno",), published_raw="", published_at=NOW,
    published_precision="second", updated_raw="", updated_at=None, said="{}", place=0,
    first_seen_at=NOW, last_seen_at=NOW,
)  # fmt: skip


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Path(folder) / "warehouse.duckdb"
        with connect(warehouse) as db:
            migrate(db)
            db.execute(_FILL, {"now": NOW, "rows": rows})
        size = warehouse.stat().st_size
        print(f"{rows:,} entries, {size / 1024**2:,.0f} MiB; {BATCH} rows a batch, {BATCHES} batches each, in turn")
        loading(warehouse)
        publishing(warehouse, size)


def loading(warehouse: Path) -> None:
    """One transaction a batch in one connection, as a run writes, with and without looking for what is there."""
    times: dict[str, list[float]] = {"bare insert": [], "append_new": [], "append_new, all there": []}
    with connect(warehouse) as db:
        for _ in range(BATCHES):
            fresh, batch = a_batch(), a_batch()
            times["bare insert"].append(timed(db, partial(append, db, "store.entries", fresh)))
            write = partial(append_new, db, "store.entries", batch, ["entry_id"])
            for name in ("append_new", "append_new, all there"):
                times[name].append(timed(db, write))
    for name, seconds in times.items():
        print(f"  {name:<22} {median(seconds) * 1000:6.0f} ms a batch, {BATCH / median(seconds):8,.0f} rows/s")


def a_batch() -> list[EntryRow]:
    return [replace(_ROW, entry_id=str(uuid4()), guid=str(n)) for n in range(BATCH)]


def timed(db: Connection, write: Callable[[], object]) -> float:
    began = time.perf_counter()
    with transaction(db):
        write()
    return time.perf_counter() - began


def publishing(warehouse: Path, size: int) -> None:
    """Publishing is a copy, a flush to the disk and a rename."""
    published, copy = warehouse.with_name("kabar.duckdb"), warehouse.with_name("copy.duckdb")
    times: dict[str, list[float]] = {"shutil.copyfile": [], "publish": []}
    for _ in range(3):
        began = time.perf_counter()
        shutil.copyfile(warehouse, copy)
        copied = time.perf_counter()
        publish(warehouse, published)
        times["publish"].append(time.perf_counter() - copied)
        times["shutil.copyfile"].append(copied - began)
    for name, seconds in times.items():
        print(f"  {name:<22} {median(seconds):6.2f} s, {median(seconds) * GIB / size:6.2f} s a GiB")


if __name__ == "__main__":
    main()
