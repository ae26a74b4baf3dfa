"""Publishing after a run that changed little: `python -m tests.benchmarks.publishing [WAREHOUSE]`.

How many bytes of the warehouse's file a run of 200 new articles changes, and what publishing it takes: the old copy
brought up to date in place, beside the whole file copied and flushed. Without a file, 100,000 articles are laid first.
Both in turns, three times; the disk's time is the flush's.
"""

import argparse
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.synthetic import NOW, RUN, lay
from warehouse import publish
from warehouse.connection import connect, transaction

NEW = 200
TURNS = 3
BATCHES = 4  # transactions a table, as a run's batches are; after each the file is closed

# What a run touches besides: feeds and their listings, pages that get their article or another look, old versions.
UPDATES = (
    "update store.feeds set last_polled_at = last_polled_at + interval 10 minute, "
    "next_poll_at = next_poll_at + interval 10 minute",
    "update store.entries set last_seen_at = last_seen_at + interval 10 minute "
    "where rowid >= (select max(rowid) - 1600 from store.entries)",
    "update store.pages set attempts = attempts + 1 where rowid >= (select max(rowid) - 200 from store.pages)",
    "update store.pages set check_at = check_at + interval 1 hour where rowid in "
    "(select (random() * (select max(rowid) from store.pages))::bigint from range(150))",
    "update store.versions set latest = false where rowid in "
    "(select (random() * (select max(rowid) from store.versions))::bigint from range(20))",
)


def a_run(warehouse: Path) -> None:
    """Rows as of 200 more articles in every table, in short transactions, and some of the older ones changed."""
    with connect(warehouse) as db:
        tables = db.execute(
            "select table_name, estimated_size from duckdb_tables() where schema_name = 'store' "
            "and table_name not in ('migrations', 'views_made', 'published', 'outlets', 'feeds', 'entities', "
            "'aliases', 'current', 'named')"
        ).fetchall()
    sizes: dict[str, int] = dict(tables)
    share = NEW / sizes["articles"] / BATCHES
    for batch in range(BATCHES):
        for name, size in sizes.items():
            with connect(warehouse) as db, transaction(db):
                most = max(1, round(size * share))
                db.execute(f"insert into store.{name} from store.{name} order by rowid desc limit {most}")
        with connect(warehouse) as db:
            db.execute(UPDATES[batch])
    with connect(warehouse) as db:
        db.execute(UPDATES[-1])
        publish.sign(db, RUN, NOW)


@contextmanager
def measured(what: str, of: Callable[[], int]) -> Iterator[None]:
    """Prints wall and processor seconds of the block, and the bytes that `of` says were written."""
    used, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    yield
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    print(f"  {what:<38} {wall:7.2f} s {cpu:7.2f} s of the processor {of() / 1e6:9.1f} MB written", flush=True)


def measure(folder: Path) -> None:
    """Publishes the folder's warehouse twice, then after each of some runs."""
    warehouse, published = folder / "warehouse.duckdb", folder / "kabar.duckdb"
    print(f"{warehouse.stat().st_size / 1e6:.0f} MB")
    for what in ("published, the first time", "published again, nothing changed"):
        written: list[int] = []
        with measured(what, written.pop):
            written.append(publish.publish(warehouse, published).written)
    os.sync()
    for _ in range(TURNS):
        began = time.perf_counter()
        a_run(warehouse)
        print(f"a run, in {time.perf_counter() - began:.1f} s")
        os.sync()
        with measured("published", written.pop):
            written.append((made := publish.publish(warehouse, published)).written)
        os.sync()
        with measured("beside: copied whole and flushed", lambda: warehouse.stat().st_size):
            publish.flush(Path(shutil.copyfile(warehouse, folder / "whole")))
        (folder / "whole").unlink()
        print(f"  {made.how}, {made.written / made.bytes:.1%} of it written")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("warehouse", type=Path, nargs="?", help="it is copied, not changed")
    parser.add_argument("--beside", type=Path, help="where to work: a disk, as the warehouse is on")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.beside) as name:
        file = Path(name) / "warehouse.duckdb"
        if options.warehouse:
            shutil.copyfile(options.warehouse, file)
        else:
            lay(file, 100_000)
        measure(Path(name))


if __name__ == "__main__":
    main()
